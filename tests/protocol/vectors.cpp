#include "tests/protocol/vectors.h"

namespace loa::test {

json::value hex(ByteSpan bytes) { return json::value(to_hex(bytes)); }

const protocol::Genesis& vector_genesis() {
  static const auto genesis = [] {
    protocol::Genesis out;
    out.name = "Mạng mẫu";
    out.demo = true;
    out.issued = SampleDocuments::now() - 24h;
    for (int i = 0; i < 3; ++i)
      out.authority.push_back({SampleDocuments::id<PersonId>(201 + i), "Thẩm quyền " + std::to_string(i + 1),
                               SampleDocuments::key(static_cast<std::uint8_t>(201 + i))});
    out.bytes = protocol::write_genesis(out);
    return out;
  }();
  return genesis;
}

std::string vector_file(std::string_view about, const json::array& cases) {
  std::string out = "{\"about\": " + write_json(json::value(about)) + ",\n \"cases\": [\n";
  for (std::size_t i = 0; i < cases.size(); ++i) out += write_json(cases[i]) + (i + 1 < cases.size() ? ",\n" : "\n");
  return out + "]}\n";
}

VectorFiles make_vectors() {
  return {
      {"network.json", vector_file("genesis bytes, network id = SHA-256 of them, eight words = word of each of its first 8 bytes; all words in order", network_cases())},
      {"keys.json", vector_file("Ed25519 seed, public key, key id = SHA-256 of the public key; unsound keys must be refused wherever a key is read", key_cases())},
      {"documents.json", vector_file("one document of every type in the network of network.json: payload, signed bytes, document hash, envelope; signers are seeds of 32 equal bytes", document_cases())},
      {"lists.json", vector_file("envelope lists (parts), mailboxes, part names and the library part", list_cases())},
      {"content.json", vector_file("chunks, bitmaps, wants, unit lists and manifests", content_cases())},
      {"links.json", vector_file("one frame of every kind between agent and bridge, length prefix included", link_cases())},
      {"messages.json", vector_file("topics and the unsigned JSON messages between agent and controller", message_cases())},
      {"time.json", vector_file("beacons as a device hears them: after each step what it believes; steady in microseconds, the rest in milliseconds", time_cases())},
      {"occurrences.json", vector_file("occurrence id = SHA-256 of 'loa occurrence 1', item id and civil start, joined by line feeds", occurrence_cases())},
      {"refusals.json", vector_file("what must be refused, with the code; 'place' is the field named", refusal_cases())},
      {"register.json", vector_file("one register from empty: documents in order with what is said to each, and sounds asked for in between", register_cases())},
  };
}

}  // namespace loa::test
