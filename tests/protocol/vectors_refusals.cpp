// Vectors of refusals: bytes that must not pass, each with the code that says why.
#include "protocol/content.h"
#include "protocol/limits.h"
#include "protocol/wire.h"
#include "tests/protocol/vectors.h"

namespace loa::test {
namespace {

using namespace protocol;

json::object bytes_case(std::string_view what, ByteSpan bytes, std::string_view code) {
  return {{"what", what}, {"bytes", hex(bytes)}, {"code", code}};
}

json::object payload_case(std::string_view type, std::string text, std::string_view cause, std::string_view place) {
  return {{"what", "payload"}, {"type", type}, {"text", std::move(text)}, {"code", "document.bad"}, {"cause", cause}, {"place", place}};
}

Bytes envelope_of(std::size_t signatures, std::string_view type, std::string_view payload) {
  WireWriter out;
  out.text("LOA1").u8(static_cast<std::uint8_t>(signatures));
  for (std::size_t i = 0; i < signatures; ++i) out.bytes(Bytes(96, static_cast<std::uint8_t>(i + 1)));
  out.u16(static_cast<std::uint16_t>(type.size())).text(type);
  return out.u32(static_cast<std::uint32_t>(payload.size())).text(payload).take();
}

void add_envelopes(json::array& out) {
  const auto good = envelope_of(1, "stop", "{}");
  auto trailing = good, magic = good, twice = envelope_of(2, "stop", "{}");
  trailing.push_back(0);
  magic[3] = '2';
  std::copy_n(twice.begin() + 5, 32, twice.begin() + 5 + 96);
  out.push_back(bytes_case("envelope", {}, "envelope.truncated"));
  out.push_back(bytes_case("envelope", ByteSpan(good).first(100), "envelope.truncated"));
  out.push_back(bytes_case("envelope", ByteSpan(good).first(good.size() - 1), "envelope.truncated"));
  out.push_back(bytes_case("envelope", trailing, "envelope.trailing"));
  out.push_back(bytes_case("envelope", magic, "envelope.magic"));
  out.push_back(bytes_case("envelope", envelope_of(0, "stop", "{}"), "envelope.signatures"));
  out.push_back(bytes_case("envelope", envelope_of(9, "stop", "{}"), "envelope.signatures"));
  out.push_back(bytes_case("envelope", twice, "envelope.signatures"));
  out.push_back(bytes_case("envelope", envelope_of(1, "STOP", "{}"), "envelope.type_unknown"));
  out.push_back(bytes_case("envelope", envelope_of(1, "alert", std::string(2049, ' ')), "envelope.too_large"));
}

// A member put in front of the last brace.
std::string with(std::string payload, std::string_view member) {
  return payload.insert(payload.size() - 1, "," + std::string(member));
}

void add_payloads(json::array& out) {
  const SampleDocuments s;
  const auto stop = write_payload(s.stop());
  out.push_back(payload_case("stop", with(stop, R"("v":1)"), "json.duplicate_key", ""));
  out.push_back(payload_case("stop", with(stop, R"("x":9007199254740992)"), "json.number", ""));
  out.push_back(payload_case("stop", with(stop, R"("x":0.5)"), "json.number", ""));
  out.push_back(payload_case("stop", with(stop, R"("x":[[[[[[[[1]]]]]]]])"), "json.too_deep", ""));
  out.push_back(payload_case("stop", stop + "x", "json.syntax", ""));
  out.push_back(payload_case("stop", with(stop, R"("only_after":5,"needs":["only_after"])"), "document.needs", "needs"));
  out.push_back(payload_case("stop", R"({"v":1})", "json.field_missing", "id"));
  auto trust = s.trust();
  trust.until = s.now() + kMaxTrustAge + 1ms;
  out.push_back(payload_case("trust", write_payload(trust), "json.field_bad", "until"));
  trust = s.trust();
  trust.grants[0].key = {1};
  out.push_back(payload_case("trust", write_payload(trust), "json.field_bad", "grants[0].key"));
  trust = s.trust();
  trust.grants[1].key = trust.grants[0].key;
  out.push_back(payload_case("trust", write_payload(trust), "json.field_bad", "grants"));
  auto suspension = s.suspension();
  suspension.until += 1ms;
  out.push_back(payload_case("suspend", write_payload(suspension), "json.field_bad", "until"));
  auto hush = s.hush();
  hush.until += 1ms;
  out.push_back(payload_case("hush", write_payload(hush), "json.field_bad", "until"));
  auto alert = s.alert();
  alert.rung = 4;
  out.push_back(payload_case("alert", write_payload(alert), "json.field_bad", "rung"));
}

void add_messages(json::array& out) {
  out.push_back(bytes_case("list", from_hex("00000001").value(), "envelope.truncated"));
  out.push_back(bytes_case("list", from_hex("0000000000").value(), "envelope.trailing"));
  out.push_back(bytes_case("mail", from_hex("00000000000000").value(), "mail.bad"));
  out.push_back(bytes_case("mail", from_hex("002000000000000000000000").value(), "mail.bad"));
  out.push_back(bytes_case("chunk", from_hex("00000001000000010000000000000001aa").value(), "chunk.bad"));
  out.push_back(bytes_case("chunk", from_hex("00000000000000010000000000000002aa").value(), "chunk.bad"));
  out.push_back(json::object{{"what", "bitmap"}, {"base64", "gEA="}, {"count", 9}, {"code", "bitmap.bad"}});
  out.push_back(json::object{{"what", "bitmap"}, {"base64", "gA=="}, {"count", 10}, {"code", "bitmap.bad"}});
  const auto epoch = SampleDocuments::id<AgentId>(5).text();
  out.push_back(json::object{{"what", "journal"}, {"code", "journal.gap"},
                             {"text", R"({"epoch":")" + epoch + R"(","rows":[{"seq":1,"kind":"event","at":1},{"seq":3,"kind":"event","at":1}]})"}});
  out.push_back(json::object{{"what", "manifest"}, {"text", R"({"v":1})"}, {"code", "manifest.bad"}});
  out.push_back(bytes_case("link", from_hex("00000000").value(), "link.bad"));
  out.push_back(bytes_case("link", from_hex("00100041").value(), "link.frame_too_large"));
  out.push_back(bytes_case("link", from_hex("0000000104").value(), "link.bad"));
  out.push_back(bytes_case("link", from_hex("000000020207").value(), "link.bad"));
  out.push_back(bytes_case("link", from_hex("00000003007b7d").value(), "link.bad"));
}

void add_signatures(json::array& out) {
  const auto one = SampleDocuments::signer(1);
  const auto message = to_bytes("message");
  const auto good = one->sign(message);
  auto shifted = good;
  const auto order = from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += shifted[32 + i] + order[i];
    shifted[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  const auto one_case = [&](ByteSpan key, ByteSpan signature, bool holds) {
    out.push_back(json::object{{"what", "signature"}, {"key", hex(key)}, {"message", hex(message)}, {"signature", hex(signature)}, {"holds", holds}});
  };
  one_case(one->public_key(), good, true);
  one_case(one->public_key(), shifted, false);
  const PublicKey identity{1};
  SignatureBytes everybody{};
  everybody[0] = 1;
  one_case(identity, everybody, false);
}

}  // namespace

json::array refusal_cases() {
  json::array out;
  add_envelopes(out);
  add_payloads(out);
  add_messages(out);
  add_signatures(out);
  return out;
}

}  // namespace loa::test
