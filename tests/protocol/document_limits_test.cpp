// Every limit of every payload, with the field that the refusal names.
#include "protocol/limits.h"
#include "tests/protocol/sample_documents.h"

namespace loa::test {
namespace {

using namespace protocol;

// The place of the refusal, or "" when the changed document is accepted.
template <class Document, class Change>
std::string place_of(Document document, Change change) {
  change(document);
  const auto back = read_payload<Document>(write_payload(document));
  return back ? "" : back.error().place;
}

template <class Item>
std::vector<Item> many(const Item& item, std::size_t n) {
  return std::vector<Item>(n, item);
}

const SampleDocuments sample;

TEST(DocumentLimits, Header) {
  EXPECT_EQ(place_of(sample.stop(), [](Stop& d) { d.header.trace = std::string(32, 'a'); }), "");
  EXPECT_EQ(place_of(sample.stop(), [](Stop& d) { d.header.trace = std::string(33, 'a'); }), "trace");
  EXPECT_EQ(place_of(sample.stop(), [](Stop& d) { d.header.issued = from_unix_ms(-1); }), "issued");
}

TEST(DocumentLimits, Versions) {
  EXPECT_EQ(place_of(sample.map(), [](Map& d) { d.version = 0; }), "version");
  EXPECT_EQ(place_of(sample.map(), [](Map& d) { d.version = 1; }), "");
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.version = -1; }), "version");
  EXPECT_EQ(place_of(sample.renewal(), [](Renewal& d) { d.trust_version = 0; }), "trust_version");
}

TEST(DocumentLimits, TrustUntil) {
  const auto issued = sample.now();
  EXPECT_EQ(place_of(sample.trust(), [&](Trust& d) { d.until = issued + kMaxTrustAge; }), "");
  EXPECT_EQ(place_of(sample.trust(), [&](Trust& d) { d.until = issued + kMaxTrustAge + 1ms; }), "until");
  EXPECT_EQ(place_of(sample.renewal(), [&](Renewal& d) { d.until = issued + kMaxTrustAge; }), "");
  EXPECT_EQ(place_of(sample.renewal(), [&](Renewal& d) { d.until = issued + kMaxTrustAge + 1ms; }), "until");
}

TEST(DocumentLimits, GrantsLastThirteenMonths) {
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[0].until = d.grants[0].from + kMaxGrant; }), "");
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[0].until = d.grants[0].from + kMaxGrant + 1ms; }), "grants[0].until");
}

TEST(DocumentLimits, OneKeyHasOneOwner) {
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[1].key = d.grants[0].key; }), "grants");
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[1] = d.grants[0]; }), "");
}

TEST(DocumentLimits, AnUnsoundKeyIsNotGranted) {
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[0].key = {1}; }), "grants[0].key");
  EXPECT_EQ(place_of(sample.place(), [](Place& d) { d.bridge_key = {1}; }), "bridge_key");
  EXPECT_EQ(place_of(sample.live(), [](Live& d) { d.session_key = {}; }), "session_key");
}

TEST(DocumentLimits, NamesAndLists) {
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[0].name = std::string(257, 'x'); }), "grants[0].name");
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.grants[0].units = many(sample.unit(), 257); }), "grants[0].units");
  EXPECT_EQ(place_of(sample.trust(), [](Trust& d) { d.revocations[0].keep = many(sha256("a"), 4097); }), "revocations[0].keep");
  EXPECT_EQ(place_of(sample.map(), [](Map& d) { d.units[1].name = std::string(257, 'x'); }), "units[1].name");
  EXPECT_EQ(place_of(sample.map(), [](Map& d) { d.units[1].codes = many(d.units[1].codes[0], 17); }), "units[1].codes");
  EXPECT_EQ(place_of(sample.map(), [](Map& d) { d.units[2].kind = std::string(33, 'x'); }), "units[2].kind");
  EXPECT_EQ(place_of(sample.place(), [](Place& d) { d.clusters.clear(); }), "clusters");
  EXPECT_EQ(place_of(sample.place(), [](Place& d) { d.clusters = many(d.clusters[0], 65); }), "clusters");
  EXPECT_EQ(place_of(sample.place(), [](Place& d) { d.clusters[0].groups = many(std::string("g"), 33); }), "clusters[0].groups");
  EXPECT_EQ(place_of(sample.live(), [](Live& d) { d.channel = std::string(65, 'x'); }), "channel");
  EXPECT_EQ(place_of(sample.receipt(), [](Receipt& d) { d.ended_by = std::string(65, 'x'); }), "ended_by");
}

TEST(DocumentLimits, UnitsAreNeverEmpty) {
  EXPECT_EQ(place_of(sample.approval(), [](Approval& d) { d.units.clear(); }), "units");
  EXPECT_EQ(place_of(sample.template_document(), [](Template& d) { d.units.clear(); }), "units");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.units.clear(); }), "units");
  EXPECT_EQ(place_of(sample.live(), [](Live& d) { d.units.clear(); }), "units");
}

TEST(DocumentLimits, Approval) {
  EXPECT_EQ(place_of(sample.approval(), [](Approval& d) { d.airings_per_day = 1001; }), "airings_per_day");
  EXPECT_EQ(place_of(sample.approval(), [](Approval& d) { d.max_volume = 101; }), "max_volume");
  EXPECT_EQ(place_of(sample.approval(), [](Approval& d) { d.revision = -1; }), "revision");
  EXPECT_EQ(place_of(sample.approval(), [](Approval& d) { d.source = std::string(513, 'x'); }), "source");
}

TEST(DocumentLimits, Suspension) {
  EXPECT_EQ(place_of(sample.suspension(), [](Suspension& d) { d.until = d.header.issued + kMaxSuspension; }), "");
  EXPECT_EQ(place_of(sample.suspension(), [](Suspension& d) { d.until = d.header.issued + kMaxSuspension + 1ms; }), "until");
}

TEST(DocumentLimits, Hush) {
  EXPECT_EQ(place_of(sample.hush(), [](Hush& d) { d.until = d.header.issued + 12h; }), "");
  EXPECT_EQ(place_of(sample.hush(), [](Hush& d) { d.until = d.header.issued + 12h + 1ms; }), "until");
}

TEST(DocumentLimits, Alert) {
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.rung = 0; }), "rung");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.rung = 4; }), "rung");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.until = d.from; }), "until");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.manifest.reset(); }), "");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.template_document.reset(); }), "");
  EXPECT_EQ(place_of(sample.alert(), [](Alert& d) { d.manifest.reset(), d.template_document.reset(); }), "manifest");
}

TEST(DocumentLimits, RootAndReceipt) {
  EXPECT_EQ(place_of(sample.root(), [](Root& d) { d.parts[5].size = 1024 * 1024; }), "");
  EXPECT_EQ(place_of(sample.root(), [](Root& d) { d.parts[5].size = 1024 * 1024 + 1; }), "parts.library.size");
  EXPECT_EQ(place_of(sample.receipt(), [](Receipt& d) { d.end = d.start - 1ms; }), "end");
  EXPECT_EQ(place_of(sample.receipt(), [](Receipt& d) { d.samples = -1; }), "samples");
}

TEST(DocumentLimits, ARootNamesAllSevenParts) {
  auto text = write_payload(sample.root());
  text.replace(text.find("\"plan\""), 6, "\"plam\"");
  const auto back = read_payload<Root>(text);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().place, "parts.plan");
}

TEST(DocumentLimits, WrongTypesOfMembersAreRefused) {
  const auto stop = write_payload(sample.stop());
  const auto id = sample.stop().alert.text();
  for (const auto& bad : {std::string("5"), std::string("null"), std::string("\"\""), "\"" + id + "0\"", std::string("[]")}) {
    auto text = stop;
    text.replace(text.find("\"" + id + "\""), id.size() + 2, bad);
    const auto back = read_payload<Stop>(text);
    ASSERT_FALSE(back) << bad;
    EXPECT_EQ(back.error().place, "alert") << bad;
  }
}

TEST(DocumentLimits, HashesAndNoncesAreLowerCaseHexOfOneLength) {
  auto approval = write_payload(sample.approval());
  const auto hex = sha256("manifest").hex();
  for (const auto& bad : {hex.substr(1), hex + "0", std::string(64, 'A'), std::string(64, 'g')}) {
    auto text = approval;
    text.replace(text.find(hex), hex.size(), bad);
    EXPECT_EQ(read_payload<Approval>(text).error().place, "manifest") << bad;
  }
  auto time = write_payload(sample.time());
  time.replace(time.find("0102"), 2, "");
  EXPECT_EQ(read_payload<Time>(time).error().place, "nonce");
}

}  // namespace
}  // namespace loa::test
