// Vectors of the signed layer: network, keys, documents, lists.
#include "protocol/messages.h"
#include "tests/protocol/vectors.h"

namespace loa::test {
namespace {

using namespace protocol;

json::array words_in_order() {
  json::array out;
  NetworkId network;
  for (unsigned byte = 0; byte < 256; ++byte) {
    network.bytes[0] = static_cast<std::uint8_t>(byte);
    out.emplace_back(eight_words(network)[0]);
  }
  return out;
}

json::object document_case(DocumentType type, const std::string& payload, const std::vector<std::uint8_t>& seeds) {
  std::vector<std::unique_ptr<Signer>> signers;
  std::vector<const Signer*> pointers;
  json::array seed_list;
  for (const auto seed : seeds) {
    signers.push_back(SampleDocuments::signer(seed));
    pointers.push_back(signers.back().get());
    seed_list.emplace_back(seed);
  }
  const auto network = vector_genesis().network();
  const auto envelope = seal(network, type, payload, pointers);
  return {{"type", to_text(type)},
          {"signer_seeds", std::move(seed_list)},
          {"payload", payload},
          {"signed_bytes", hex(signed_bytes(network, type, payload))},
          {"document_hash", document_hash(network, *decode_envelope(envelope)).hex()},
          {"envelope", hex(envelope)}};
}

std::string sample_policy() {
  const SampleDocuments sample;
  const PolicyHead head{sample.header(), 1795482000000, sample.unit()};
  return write_policy_payload(head, {{"number", "12/QĐ-UBND"},
                                     {"title", "Quy chế hoạt động đài truyền thanh"},
                                     {"valid_from", "2026-01-01"},
                                     {"windows", json::array{json::object{{"days", {1, 2, 3, 4, 5, 6, 7}}, {"from", "05:00"}, {"until", "06:30"}}}},
                                     {"max_per_day_ms", 5'400'000},
                                     {"max_airings_per_day", 6},
                                     {"max_volume", 80},
                                     {"volume_bands", json::array{json::object{{"from", "22:00"}, {"until", "05:00"}, {"max_volume", 30}}}},
                                     {"quiet", json::array{json::object{{"from", 1795482000000}, {"until", 1795568400000}, {"reason", "quốc tang"}}}}});
}

}  // namespace

json::array network_cases() {
  json::array words;
  for (const auto& word : eight_words(vector_genesis().network())) words.emplace_back(word);
  return {json::object{{"genesis", vector_genesis().bytes},
                       {"genesis_bytes", hex(as_bytes(vector_genesis().bytes))},
                       {"network_id", vector_genesis().network().hex()},
                       {"eight_words", std::move(words)}},
          json::object{{"all_words", words_in_order()}}};
}

json::array key_cases() {
  json::array out;
  for (const std::uint8_t fill : {1, 2, 3, 201}) {
    Seed seed;
    seed.fill(fill);
    const auto key = SampleDocuments::key(fill);
    out.push_back(json::object{{"seed", hex(seed)}, {"public_key", hex(key)}, {"key_id", key_id(key).hex()}, {"sound", true}});
  }
  for (const auto* bad : {"0100000000000000000000000000000000000000000000000000000000000000",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "0000000000000000000000000000000000000000000000000000000000000000",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    out.push_back(json::object{{"public_key", bad}, {"sound", false}});
  return out;
}

json::array document_cases() {
  const SampleDocuments s;
  using D = DocumentType;
  return {document_case(D::trust, write_payload(s.trust()), {201, 202}),
          document_case(D::renewal, write_payload(s.renewal()), {1}),
          document_case(D::suspend, write_payload(s.suspension()), {2}),
          document_case(D::map, write_payload(s.map()), {202, 203}),
          document_case(D::place, write_payload(s.place()), {1}),
          document_case(D::policy, sample_policy(), {1}),
          document_case(D::approval, write_payload(s.approval()), {1}),
          document_case(D::approval, write_payload(s.relay_approval()), {1}),
          document_case(D::template_, write_payload(s.template_document()), {1, 2}),
          document_case(D::alert, write_payload(s.alert()), {1, 2}),
          document_case(D::stop, write_payload(s.stop()), {1}),
          document_case(D::hush, write_payload(s.hush()), {1}),
          document_case(D::live, write_payload(s.live()), {2}),
          document_case(D::root, write_payload(s.root()), {2}),
          document_case(D::time, write_payload(s.time()), {2}),
          document_case(D::receipt, write_payload(s.receipt()), {3})};
}

json::array list_cases() {
  const auto one = SampleDocuments::signer(1);
  const auto stop = seal(vector_genesis().network(), DocumentType::stop, write_payload(SampleDocuments().stop()), {one.get()});
  const auto hush = seal(vector_genesis().network(), DocumentType::hush, write_payload(SampleDocuments().hush()), {one.get()});
  const auto part = encode_envelope_list({stop, hush});
  Library library;
  library.entries = {{sha256("manifest"), 412, SampleDocuments::now(), true}};
  library.approvals = {stop};
  return {json::object{{"what", "list"}, {"envelopes", {hex(stop), hex(hush)}}, {"bytes", hex(part)},
                       {"part_name", {{"hash", sha256(part).hex()}, {"size", part.size()}}}},
          json::object{{"what", "list"}, {"envelopes", json::array{}}, {"bytes", hex(encode_envelope_list({}))}},
          json::object{{"what", "mail"}, {"version", 1795482000000}, {"envelopes", {hex(stop), hex(hush)}},
                       {"bytes", hex(encode_mail({1795482000000, {stop, hush}}))}},
          json::object{{"what", "library"}, {"text", write_library(library)}, {"entries", 1}, {"approvals", {hex(stop)}}}};
}

}  // namespace loa::test
