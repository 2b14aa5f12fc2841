// Payloads both ways: nothing is lost, nothing unknown that narrows a right is overlooked.
#include "protocol/documents.h"

#include "tests/protocol/sample_documents.h"

namespace loa::test {
namespace {

using namespace protocol;

// What was written is read back to the same text, twice, so that no member can be dropped on the way.
template <class Document>
void round_trip(const Document& document) {
  const auto text = write_payload(document);
  const auto back = read_payload<Document>(text);
  ASSERT_TRUE(back) << to_line(back.error());
  EXPECT_EQ(write_payload(*back), text);
}

TEST(Documents, EveryTypeSurvivesTheRoundTrip) {
  const SampleDocuments sample;
  round_trip(sample.trust());
  round_trip(sample.renewal());
  round_trip(sample.suspension());
  round_trip(sample.map());
  round_trip(sample.place());
  round_trip(sample.approval());
  round_trip(sample.relay_approval());
  round_trip(sample.template_document());
  round_trip(sample.alert());
  round_trip(sample.stop());
  round_trip(sample.hush());
  round_trip(sample.live());
  round_trip(sample.root());
  round_trip(sample.time());
  round_trip(sample.receipt());
}

// The writer could forget a member that the reader then never misses: each is looked for by name.
TEST(Documents, EveryMemberOfAnApprovalIsWritten) {
  const auto value = parse_json(write_payload(SampleDocuments().relay_approval())).value();
  for (const auto* member : {"v", "id", "issued", "trace", "version", "programme", "revision", "author", "manifest", "law",
                             "units", "class", "from", "until", "airings_per_day", "withdrawn", "source", "max_volume", "needs"})
    EXPECT_TRUE(value.as_object().contains(member)) << member;
}

TEST(Documents, AnApprovalCarriesEveryValue) {
  const auto sample = SampleDocuments().relay_approval();
  const auto back = read_payload<Approval>(write_payload(sample)).value();
  EXPECT_EQ(back.header.id, sample.header.id);
  EXPECT_EQ(back.header.trace, sample.header.trace);
  EXPECT_EQ(back.version, sample.version);
  EXPECT_EQ(back.programme, sample.programme);
  EXPECT_EQ(back.revision, sample.revision);
  EXPECT_EQ(back.author, sample.author);
  EXPECT_EQ(back.law, sample.law);
  EXPECT_EQ(back.units, sample.units);
  EXPECT_EQ(back.cls, BroadcastClass::priority);
  EXPECT_EQ(back.from, sample.from);
  EXPECT_EQ(back.until, sample.until);
  EXPECT_EQ(back.airings_per_day, 3);
  EXPECT_EQ(back.source, "https://radio.example/vov1");
  EXPECT_EQ(back.max_volume, 60);
}

TEST(Documents, ATrustCarriesGrantsAndRevocations) {
  const auto sample = SampleDocuments().trust();
  const auto back = read_payload<Trust>(write_payload(sample)).value();
  ASSERT_EQ(back.grants.size(), 2u);
  EXPECT_EQ(back.grants[0].person, sample.grants[0].person);
  EXPECT_EQ(back.grants[0].name, "Nguyễn Thị Duyệt");
  EXPECT_EQ(back.grants[0].key, sample.grants[0].key);
  EXPECT_EQ(back.grants[0].actions, sample.grants[0].actions);
  EXPECT_EQ(back.grants[0].classes, sample.grants[0].classes);
  EXPECT_EQ(back.grants[0].until, sample.grants[0].until);
  ASSERT_EQ(back.revocations.size(), 1u);
  EXPECT_EQ(back.revocations[0].keep, sample.revocations[0].keep);
}

// Payload with one more member in front of the closing brace.
std::string with(std::string payload, const std::string& member) {
  payload.insert(payload.size() - 1, "," + member);
  return payload;
}

template <class Document>
Error error_of(const std::string& payload) {
  const auto document = read_payload<Document>(payload);
  return document ? Error() : document.error();
}

std::string cause(const Error& error) {
  for (const auto& [name, value] : error.params)
    if (name == "cause") return value;
  return error.code;
}

TEST(Documents, AnUnknownMemberIsIgnored) {
  EXPECT_TRUE(read_payload<Stop>(with(write_payload(SampleDocuments().stop()), R"("colour":"red")")));
}

TEST(Documents, AnUnknownMemberNamedInNeedsIsRefused) {
  const auto stop = write_payload(SampleDocuments().stop());
  EXPECT_TRUE(read_payload<Stop>(with(stop, R"("needs":["alert"])")));
  const auto error = error_of<Stop>(with(stop, R"("only_after":1,"needs":["only_after"])"));
  EXPECT_EQ(error.code, "document.bad");
  EXPECT_EQ(cause(error), "document.needs");
  EXPECT_EQ(error.place, "needs");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("needs":["missing_altogether"])"))), "document.needs");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("needs":[5])"))), "document.needs");
}

TEST(Documents, NeedsInsideAGrantIsHeeded) {
  auto text = write_payload(SampleDocuments().trust());
  const auto at = text.find(R"({"person")");
  text.insert(at + 1, R"("weekdays_only":true,"needs":["weekdays_only"],)");
  const auto error = error_of<Trust>(text);
  EXPECT_EQ(cause(error), "document.needs");
  EXPECT_EQ(error.place, "grants[0].needs");
}

TEST(Documents, WhatNarrowsAnApprovalStandsInItsNeeds) {
  const auto value = parse_json(write_payload(SampleDocuments().relay_approval())).value();
  std::set<std::string> needs;
  for (const auto& need : value.at("needs").as_array()) needs.emplace(need.as_string());
  for (const auto* member : {"author", "class", "from", "until", "airings_per_day", "withdrawn", "source", "max_volume"})
    EXPECT_TRUE(needs.contains(member)) << member;
}

TEST(Documents, StrictJsonGuardsEveryPayload) {
  const auto stop = write_payload(SampleDocuments().stop());
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("v":1)"))), "json.duplicate_key");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("x":[[[[[[[[0]]]]]]]])"))), "json.too_deep");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("x":9007199254740992)"))), "json.number");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, R"("x":1.5)"))), "json.number");
  EXPECT_EQ(cause(error_of<Stop>(stop + " x")), "json.syntax");
  EXPECT_EQ(cause(error_of<Stop>("[]")), "json.not_object");
  EXPECT_EQ(cause(error_of<Stop>(with(stop, "\"x\":\"" + std::string(16 * 1024, 'x') + "\""))), "json.too_large");
}

TEST(Documents, AnotherVersionOfTheFormatIsRefused) {
  auto stop = write_payload(SampleDocuments().stop());
  for (const auto* v : {R"("v":0)", R"("v":2)"}) {
    auto other = stop;
    other.replace(other.find(R"("v":1)"), 5, v);
    EXPECT_EQ(error_of<Stop>(other).place, "v");
  }
}

TEST(Documents, APolicyKeepsTheRegulationBesideItsHead) {
  const SampleDocuments sample;
  const PolicyHead head{sample.header(), 7, sample.unit()};
  const auto text = write_policy_payload(head, {{"title", "Quy chế"}, {"version", 99}, {"unit", "x"}});
  const auto back = read_policy_head(text).value();
  EXPECT_EQ(back.version, 7);
  EXPECT_EQ(back.unit, head.unit);
  EXPECT_NE(text.find("Quy chế"), std::string::npos);
}

TEST(Documents, DecomposedNamesMeanTheSame) {
  const SampleDocuments sample;
  auto map = sample.map();
  map.units[1].name = "Xa\u0303 Cu\u0303";
  EXPECT_EQ(read_payload<Map>(write_payload(map))->units[1].name, "Xã Cũ");
  auto place = sample.place();
  place.clusters[0].name = "Cu\u0323m cho\u031b\u0323";
  place.clusters[0].groups = {"cho\u031b\u0323"};
  const auto read = read_payload<Place>(write_payload(place)).value();
  EXPECT_EQ(read.clusters[0].name, "Cụm chợ");
  EXPECT_EQ(read.clusters[0].groups, std::vector<std::string>{"chợ"});
}

TEST(Documents, GenesisIsNamedByItsBytes) {
  const World world;
  const auto back = read_genesis(world.genesis().bytes).value();
  EXPECT_EQ(back.network(), world.network());
  EXPECT_EQ(back.network(), sha256(world.genesis().bytes));
  EXPECT_EQ(back.name, "Mạng thử");
  EXPECT_TRUE(back.demo);
  EXPECT_EQ(back.authority.size(), 3u);
  EXPECT_NE(read_genesis(world.genesis().bytes + " ")->network(), world.network());
}

TEST(Documents, AGenesisNeedsThreePersonsWithThreeKeys) {
  for (const auto spoil : {0, 1, 2, 3}) {
    auto genesis = World().genesis();
    if (spoil == 0) genesis.authority.pop_back();
    if (spoil == 1) genesis.authority[1].person = genesis.authority[0].person;
    if (spoil == 2) genesis.authority[2].key = genesis.authority[1].key;
    if (spoil == 3) genesis.authority.push_back(genesis.authority[0]);
    const auto back = read_genesis(write_genesis(genesis));
    ASSERT_FALSE(back) << spoil;
    EXPECT_EQ(back.error().place, "authority");
  }
}

TEST(Documents, EightWordsComeFromTheFirstEightBytes) {
  NetworkId network;
  for (std::size_t i = 0; i < 32; ++i) network.bytes[i] = static_cast<std::uint8_t>(i < 8 ? i : 0xaa);
  EXPECT_EQ(eight_words(network), (std::vector<std::string>{"ao", "an", "am", "anh", "au", "ba", "bac", "ban"}));
  std::set<std::string> all;
  for (unsigned byte = 0; byte < 256; ++byte) {
    network.bytes[0] = static_cast<std::uint8_t>(byte);
    all.insert(eight_words(network)[0]);
  }
  EXPECT_EQ(all.size(), 256u);
}

TEST(Documents, ALibrarySurvivesTheRoundTrip) {
  Library library;
  library.entries = {{sha256("m"), 400, from_unix_ms(1795482000000), true}};
  library.approvals = {to_bytes("a"), to_bytes("bb")};
  library.templates = {to_bytes("c")};
  const auto back = read_library(write_library(library)).value();
  EXPECT_EQ(back.entries[0].manifest, sha256("m"));
  EXPECT_EQ(back.entries[0].manifest_size, 400);
  EXPECT_EQ(back.entries[0].needed_by, library.entries[0].needed_by);
  EXPECT_TRUE(back.entries[0].is_template);
  EXPECT_EQ(back.entries[0].audio.size, 0) << "not foretold";
  library.entries[0].audio = {sha256("a"), 7'000'000};
  library.entries[0].unit_list = {sha256("u"), 40'000};
  const auto foretold = read_library(write_library(library)).value();
  EXPECT_EQ(foretold.entries[0].audio, library.entries[0].audio);
  EXPECT_EQ(foretold.entries[0].unit_list, library.entries[0].unit_list);
  EXPECT_EQ(back.approvals, library.approvals);
  EXPECT_EQ(back.templates, library.templates);
  EXPECT_FALSE(read_library(R"({"v":1,"entries":[],"approvals":["***"],"templates":[]})"));
}

}  // namespace
}  // namespace loa::test
