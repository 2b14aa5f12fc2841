// The files of protocol/vectors are what the program makes, and the code agrees with every case in them.
#include "tests/protocol/vectors.h"

#include "audio/unit_list.h"
#include "core/files.h"
#include "protocol/content.h"
#include "protocol/link.h"
#include "protocol/manifest.h"
#include "protocol/time_keeper.h"

#include <filesystem>

namespace loa::test {
namespace {

using namespace protocol;

const std::filesystem::path kFolder = std::filesystem::path(LOA_SOURCE_DIR) / "protocol" / "vectors";

json::array cases_of(const std::string& name) {
  const auto bytes = read_file((kFolder / name).string(), 4 * 1024 * 1024).value();
  return parse_json(as_text(bytes), {4 * 1024 * 1024, 16, false}).value().at("cases").as_array();
}

std::string text(const json::value& one, std::string_view key) {
  const auto* value = one.as_object().if_contains(key);
  return value ? std::string(value->as_string()) : std::string();
}
std::int64_t number(const json::value& one, std::string_view key) { return one.at(key).to_number<std::int64_t>(); }
Bytes bytes(const json::value& one, std::string_view key) { return from_hex(text(one, key)).value(); }
template <std::size_t N>
std::array<std::uint8_t, N> array(const json::value& one, std::string_view key) {
  std::array<std::uint8_t, N> out{};
  const auto all = bytes(one, key);
  EXPECT_EQ(all.size(), N);
  std::copy(all.begin(), all.end(), out.begin());
  return out;
}

TEST(Vectors, AreWhatTheProgramMakes) {
  const auto made = make_vectors();
  for (const auto& [name, expected] : made) {
    const auto held = read_file((kFolder / name).string(), 4 * 1024 * 1024);
    ASSERT_TRUE(held) << name << ": build loa-vectors and run it on protocol/vectors";
    EXPECT_TRUE(as_text(*held) == expected) << name << " differs: run loa-vectors if the wire was meant to change";
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) files += entry.path().extension() == ".json";
  EXPECT_EQ(files, made.size());
}

TEST(Vectors, OfTheNetwork) {
  const auto one = cases_of("network.json")[0];
  const auto genesis = read_genesis(text(one, "genesis")).value();
  EXPECT_EQ(genesis.network().hex(), text(one, "network_id"));
}

TEST(Vectors, OfKeys) {
  for (const auto& one : cases_of("keys.json")) EXPECT_EQ(is_sound_key(array<32>(one, "public_key")), one.at("sound").as_bool());
}

TEST(Vectors, OfDocumentsVerify) {
  const auto network = vector_genesis().network();
  for (const auto& one : cases_of("documents.json")) {
    const auto envelope = decode_envelope(bytes(one, "envelope")).value();
    EXPECT_EQ(envelope.payload, text(one, "payload"));
    EXPECT_EQ(document_hash(network, envelope).hex(), text(one, "document_hash"));
    const auto& seeds = one.at("signer_seeds").as_array();
    ASSERT_EQ(envelope.signatures.size(), seeds.size());
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      const auto key = SampleDocuments::key(static_cast<std::uint8_t>(seeds[i].to_number<int>()));
      EXPECT_EQ(envelope.signatures[i].key, key_id(key));
      EXPECT_TRUE(verify_signature(key, bytes(one, "signed_bytes"), envelope.signatures[i].bytes));
    }
  }
}

TEST(Vectors, OfContent) {
  for (const auto& one : cases_of("content.json")) {
    const auto what = text(one, "what");
    if (what == "want") EXPECT_EQ(write_want(read_want(text(one, "text")).value()), text(one, "text"));
    if (what == "manifest") EXPECT_EQ(write_manifest(read_manifest(text(one, "text")).value()), text(one, "text"));
    if (what == "unit_list") EXPECT_EQ(audio::write_unit_list(audio::read_unit_list(bytes(one, "bytes")).value()), bytes(one, "bytes"));
    if (what != "bitmap") continue;
    const auto bitmap = Bitmap::from_base64(text(one, "base64"), static_cast<std::uint32_t>(number(one, "count"))).value();
    EXPECT_EQ(bitmap.ones(), one.at("set").as_array().size());
    for (const auto& bit : one.at("set").as_array()) EXPECT_TRUE(bitmap.test(bit.to_number<std::uint32_t>()));
  }
}

TEST(Vectors, OfLinksDecode) {
  for (const auto& one : cases_of("links.json")) {
    LinkDecoder decoder;
    ASSERT_TRUE(decoder.feed(bytes(one, "frame")));
    EXPECT_EQ(encode_link(decoder.next().value()), bytes(one, "frame"));
  }
}

TEST(Vectors, OfTimeAreHeardTheSame) {
  const auto cases = cases_of("time.json");
  TimeKeeper keeper{TimeState{}, "", from_unix_ms(number(cases[0], "build_utc"))};
  const auto us = [](const json::value& one, std::string_view key) { return SteadyTime{std::chrono::microseconds(number(one, key))}; };
  for (const auto& one : cases) {
    if (!text(one, "boot").empty()) keeper = TimeKeeper(keeper.state(), text(one, "boot"), from_unix_ms(number(one, "build_utc")));
    if (one.as_object().contains("officer_signed_at")) keeper.raise_floor(from_unix_ms(number(one, "officer_signed_at")));
    if (one.as_object().contains("beacon")) {
      const auto status = keeper.on_beacon(from_unix_ms(number(one, "beacon")), us(one, "sent_us"), us(one, "received_us"),
                                           from_unix_ms(number(one, "system_utc")));
      EXPECT_EQ(status ? "" : status.error().code, text(one, "says")) << write_json(one);
    }
    const auto estimate = keeper.at(us(one, "at_us"));
    EXPECT_EQ(estimate.known, one.at("known").as_bool()) << write_json(one);
    EXPECT_EQ(to_unix_ms(estimate.now), number(one, "now")) << write_json(one);
    EXPECT_EQ(estimate.error.count(), number(one, "error_ms")) << write_json(one);
  }
}

Status refused_bytes(const std::string& what, const Bytes& wire) {
  const auto status = [](const auto& result) { return result ? ok() : Status(result.error()); };
  if (what == "envelope") return status(decode_envelope(wire));
  if (what == "list") return status(decode_envelope_list(wire, 1024 * 1024));
  if (what == "mail") return status(decode_mail(wire));
  if (what == "chunk") return status(decode_chunk(wire));
  return LinkDecoder().feed(wire);
}

Status refused_text(const json::value& one) {
  const auto status = [](const auto& result) { return result ? ok() : Status(result.error()); };
  const auto what = text(one, "what"), type = text(one, "type"), payload = text(one, "text");
  if (what == "bitmap") return status(Bitmap::from_base64(text(one, "base64"), static_cast<std::uint32_t>(number(one, "count"))));
  if (what == "journal") return status(read_journal_batch(payload));
  if (what == "manifest") return status(read_manifest(payload));
  if (type == "trust") return status(read_payload<Trust>(payload));
  if (type == "suspend") return status(read_payload<Suspension>(payload));
  if (type == "hush") return status(read_payload<Hush>(payload));
  if (type == "alert") return status(read_payload<Alert>(payload));
  return status(read_payload<Stop>(payload));
}

TEST(Vectors, OfRefusalsAreRefusedWithTheirCode) {
  for (const auto& one : cases_of("refusals.json")) {
    if (text(one, "what") == "signature") {
      EXPECT_EQ(verify_signature(array<32>(one, "key"), bytes(one, "message"), array<64>(one, "signature")), one.at("holds").as_bool());
      continue;
    }
    const auto status = one.as_object().contains("bytes") ? refused_bytes(text(one, "what"), bytes(one, "bytes")) : refused_text(one);
    ASSERT_FALSE(status) << write_json(one);
    EXPECT_EQ(status.error().code, text(one, "code")) << write_json(one);
    if (text(one, "what") != "payload") continue;
    EXPECT_EQ(status.error().place, text(one, "place")) << write_json(one);
    EXPECT_EQ(status.error().params.at(1).second, text(one, "cause")) << write_json(one);
  }
}

PlayRequest play_of(const json::value& value) {
  const auto body = write_json(value);
  Bytes frame = from_hex("0000000000").value();
  const auto length = body.size() + 1;
  for (std::size_t i = 0; i < 4; ++i) frame[i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
  frame.insert(frame.end(), body.begin(), body.end());
  LinkDecoder decoder;
  EXPECT_TRUE(decoder.feed(frame));
  return std::get<LinkPlay>(decoder.next().value()).request;
}

TEST(Vectors, OfTheRegisterAreJudgedTheSame) {
  const auto cases = cases_of("register.json");
  Register reg(read_genesis(text(cases[0], "genesis")).value());
  EXPECT_EQ(reg.network().hex(), text(cases[0], "network_id"));
  for (std::size_t i = 1; i < cases.size(); ++i) {
    const auto& one = cases[i];
    const auto now = from_unix_ms(number(one, "now"));
    std::string said;
    if (one.as_object().contains("play")) {
      const auto grant = reg.authorise(play_of(one.at("play")), now);
      said = grant ? "" : grant.error().code;
    } else {
      const auto admission = reg.examine(bytes(one, "envelope"), now);
      said = admission ? "" : admission.error().code;
      if (admission) reg.accept(*admission);
    }
    EXPECT_EQ(said, text(one, "says")) << i << " " << text(one, "why");
  }
}

}  // namespace
}  // namespace loa::test
