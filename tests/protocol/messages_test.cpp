// Topics, the mailbox and the unsigned messages.
#include "protocol/messages.h"

#include "protocol/limits.h"
#include "protocol/wire.h"
#include "tests/protocol/sample_documents.h"

namespace loa::test {
namespace {

using namespace protocol;

constexpr auto agent_id = &SampleDocuments::id<AgentId>;

TEST(Topics, NameEveryLeafBothWays) {
  for (const auto leaf : {Leaf::root, Leaf::mail, Leaf::reported, Leaf::link, Leaf::journal, Leaf::ack, Leaf::now,
                          Leaf::watch, Leaf::want, Leaf::time, Leaf::beacon}) {
    const auto topic = agent_topic(agent_id(1), leaf);
    EXPECT_EQ(topic, "loa/1/agent/019ab36f-2c80-7000-8000-000000000001/" + std::string(to_text(leaf)));
    const auto back = parse_agent_topic(topic);
    ASSERT_TRUE(back) << topic;
    EXPECT_EQ(back->agent, agent_id(1));
    EXPECT_EQ(back->leaf, leaf);
  }
  EXPECT_EQ(parse_content_topic(content_topic(sha256("x"))), sha256("x"));
}

TEST(Topics, AnythingElseIsNone) {
  const auto id = agent_id(1).text();
  for (const auto& topic : {std::string(), std::string("loa/1/agent/"), "loa/1/agent/" + id, "loa/1/agent/" + id + "/",
                            "loa/1/agent/" + id + "/roots", "loa/2/agent/" + id + "/root", "loa/1/agent/" + id + "/root/x",
                            std::string("loa/1/agent/x/root"), "/loa/1/agent/" + id + "/root"})
    EXPECT_FALSE(parse_agent_topic(topic)) << topic;
  EXPECT_FALSE(parse_content_topic("loa/1/content/"));
  EXPECT_FALSE(parse_content_topic("loa/1/content/" + sha256("x").hex() + "0"));
}

TEST(MailWire, SurvivesTheRoundTrip) {
  const Mail mail{42, {to_bytes("alert"), to_bytes("stop")}};
  const auto back = decode_mail(encode_mail(mail)).value();
  EXPECT_EQ(back.version, 42);
  EXPECT_EQ(back.envelopes, mail.envelopes);
}

TEST(MailWire, RefusesWhatIsCutTooLongOrTooHigh) {
  const auto wire = encode_mail({42, {to_bytes("alert")}});
  for (std::size_t size = 0; size < wire.size(); ++size) EXPECT_FALSE(decode_mail(ByteSpan(wire).first(size))) << size;
  EXPECT_EQ(decode_mail(ByteSpan(wire).first(7)).error().code, "mail.bad");
  EXPECT_EQ(decode_mail(encode_mail({1, {Bytes(kMaxMail)}})).error().code, "mail.bad");
  EXPECT_TRUE(decode_mail(encode_mail({1, {Bytes(kMaxMail - 16)}})));
  EXPECT_TRUE(decode_mail(encode_mail({(std::int64_t{1} << 53) - 1, {}})));
  EXPECT_EQ(decode_mail(encode_mail({std::int64_t{1} << 53, {}})).error().code, "mail.bad");
}

Reported sample_reported() {
  Reported r;
  r.root = 5;
  r.root_seen = 6;
  r.mail = 7;
  r.trust = 8;
  r.missing_parts = {"plan"};
  r.ready = {sha256("a"), sha256("b")};
  r.missing_contents = 3;
  r.time_known = true;
  r.time_error_ms = 40;
  r.bridge_linked = true;
  r.bridge_current = true;
  r.clusters = {{SampleDocuments::id<ClusterId>(1), "fault", "cluster.line_open", true, false, 70, sha256("occurrence")},
                {SampleDocuments::id<ClusterId>(2), "unknown", {}, {}, {}, {}, {}}};
  r.software = "0.1.0";
  r.boot = "boot-1";
  r.journal_waiting = 9;
  r.at = SampleDocuments::now();
  return r;
}

TEST(ReportedMessage, SurvivesTheRoundTrip) {
  const auto text = write_reported(sample_reported());
  const auto back = read_reported(text).value();
  EXPECT_EQ(write_reported(back), text);
  EXPECT_EQ(back.ready.size(), 2u);
  EXPECT_EQ(back.clusters[0].fault, "cluster.line_open");
  EXPECT_EQ(back.clusters[0].line_ok, false);
}

TEST(ReportedMessage, WhatWasNotMeasuredIsAbsent) {
  const auto back = read_reported(write_reported(sample_reported())).value();
  EXPECT_FALSE(back.clusters[1].line_ok);
  EXPECT_FALSE(back.clusters[1].volume);
  EXPECT_EQ(write_reported(sample_reported()).find("null"), std::string::npos);
}

TEST(ReportedMessage, IsBounded) {
  auto r = sample_reported();
  r.clusters.assign(65, r.clusters[0]);
  EXPECT_EQ(read_reported(write_reported(r)).error().place, "clusters");
  r = sample_reported();
  r.ready.assign(1001, sha256("a"));
  EXPECT_EQ(read_reported(write_reported(r)).error().place, "ready");
  EXPECT_EQ(read_reported(std::string(kMaxPacket + 1, ' ')).error().code, "json.too_large");
  EXPECT_FALSE(read_reported(R"({"root":-1})"));
}

JournalRow sample_row(std::int64_t seq) {
  JournalRow row;
  row.seq = seq;
  row.kind = RowKind::aired;
  row.at = SampleDocuments::now();
  row.occurrence = sha256("occurrence");
  row.item = SampleDocuments::id<ItemId>(1);
  row.cluster = SampleDocuments::id<ClusterId>(1);
  row.programme = SampleDocuments::id<ProgrammeId>(1);
  row.manifest = sha256("manifest");
  row.start = SampleDocuments::now();
  row.end = SampleDocuments::now() + 60s;
  row.offset_ms = 500;
  row.heard = true;
  row.cause = "finished";
  row.params = {{"unit", "Xã Đông Hòa"}};
  row.trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  row.receipt = to_bytes("receipt");
  return row;
}

TEST(Journal, ARowSurvivesTheRoundTrip) {
  const auto text = write_journal_row(sample_row(1));
  EXPECT_EQ(write_journal_row(read_journal_row(text).value()), text);
  JournalRow bare;
  bare.seq = 1;
  const auto back = read_journal_row(write_journal_row(bare)).value();
  EXPECT_FALSE(back.occurrence);
  EXPECT_FALSE(back.start);
  EXPECT_TRUE(back.receipt.empty());
}

TEST(Journal, EveryKindHasItsWord) {
  for (const auto kind : {RowKind::delivered, RowKind::aired, RowKind::missed, RowKind::refused, RowKind::fault,
                          RowKind::recovered, RowKind::event}) {
    auto row = sample_row(1);
    row.kind = kind;
    EXPECT_EQ(read_journal_row(write_journal_row(row))->kind, kind);
  }
  EXPECT_EQ(read_journal_row(R"({"seq":1,"kind":"heard","at":1})").error().place, "row.kind");
}

TEST(Journal, RowsOfABatchFollowEachOther) {
  const auto epoch = agent_id(5).uuid;
  const JournalBatch good{epoch, {sample_row(7), sample_row(8), sample_row(9)}};
  const auto back = read_journal_batch(write_journal_batch(good)).value();
  EXPECT_EQ(back.epoch, epoch);
  EXPECT_EQ(back.rows.size(), 3u);
  for (const auto next : {7, 6, 9, 100}) {
    const auto gap = read_journal_batch(write_journal_batch({epoch, {sample_row(7), sample_row(next)}}));
    ASSERT_FALSE(gap) << next;
    EXPECT_EQ(gap.error().code, "journal.gap");
  }
}

JournalRow merged_row(std::int64_t from, std::int64_t seq) {
  JournalRow row;
  row.from = from;
  row.seq = seq;
  row.cause = "journal.merged";
  return row;
}

TEST(Journal, AMergedRowStandsForItsRange) {
  const auto epoch = agent_id(5).uuid;
  const JournalBatch good{epoch, {sample_row(7), merged_row(8, 20), sample_row(21), merged_row(22, 22)}};
  const auto back = read_journal_batch(write_journal_batch(good)).value();
  ASSERT_EQ(back.rows.size(), 4u);
  EXPECT_EQ(back.rows[1].from, 8);
  EXPECT_EQ(first_seq(back.rows[1]), 8);
  EXPECT_EQ(first_seq(back.rows[2]), 21);
  for (const auto from : {7, 9}) {
    EXPECT_EQ(read_journal_batch(write_journal_batch({epoch, {sample_row(7), merged_row(from, 20)}})).error().code, "journal.gap");
  }
}

TEST(Journal, AMergedRowSaysNothingOfSound) {
  EXPECT_TRUE(read_journal_row(write_journal_row(merged_row(3, 9))));
  EXPECT_EQ(read_journal_row(write_journal_row(merged_row(10, 9))).error().place, "row.from");
  auto fact = sample_row(9);
  fact.from = 3;
  EXPECT_EQ(read_journal_row(write_journal_row(fact)).error().place, "row.from");
  auto named = merged_row(3, 9);
  named.occurrence = sha256("occurrence");
  EXPECT_EQ(read_journal_row(write_journal_row(named)).error().place, "row.from");
  auto proof = merged_row(3, 9);
  proof.receipt = to_bytes("receipt");
  EXPECT_EQ(read_journal_row(write_journal_row(proof)).error().place, "row.from");
  auto of_cluster = merged_row(3, 9);
  of_cluster.cluster = SampleDocuments::id<ClusterId>(1);
  EXPECT_EQ(read_journal_row(write_journal_row(of_cluster)).error().place, "row.from");
}

TEST(Journal, SequencesBeginAtOne) {
  EXPECT_EQ(read_journal_row(write_journal_row(sample_row(0))).error().place, "row.seq");
}

TEST(Journal, BatchesAreBounded) {
  JournalBatch batch{agent_id(5).uuid, {}};
  while (write_journal_batch(batch).size() <= kMaxJournalBatch) batch.rows.push_back(sample_row(static_cast<std::int64_t>(batch.rows.size() + 1)));
  EXPECT_EQ(read_journal_batch(write_journal_batch(batch)).error().code, "json.too_large");
  batch.rows.pop_back();
  EXPECT_TRUE(read_journal_batch(write_journal_batch(batch)));
}

TEST(Journal, ParamsAreBounded) {
  auto row = sample_row(1);
  row.params.assign(17, {"a", "b"});
  EXPECT_EQ(read_journal_row(write_journal_row(row)).error().place, "row.params");
  row.params = {{"a", std::string(1025, 'x')}};
  EXPECT_EQ(read_journal_row(write_journal_row(row)).error().place, "row.params");
}

TEST(Journal, AcknowledgementsSurviveTheRoundTrip) {
  const auto back = read_journal_ack(write_journal_ack({agent_id(5).uuid, 12})).value();
  EXPECT_EQ(back.epoch, agent_id(5).uuid);
  EXPECT_EQ(back.upto, 12);
  EXPECT_FALSE(read_journal_ack(R"({"epoch":"x","upto":1})"));
  EXPECT_FALSE(read_journal_ack(write_journal_ack({agent_id(5).uuid, -1})));
}

TEST(LinkStates, SurviveTheRoundTrip) {
  const auto back = read_link(write_link({true, "boot-1"})).value();
  EXPECT_TRUE(back.online);
  EXPECT_EQ(back.boot, "boot-1");
  EXPECT_FALSE(read_link(R"({"online":1})"));
  EXPECT_FALSE(read_link(std::string(1025, ' ')));
}

TEST(Levels, SurviveTheRoundTripAndAreBounded) {
  const LevelNow level{SampleDocuments::id<ClusterId>(1), sha256("occurrence"), -23, -6, 4000};
  const auto text = write_levels({level});
  EXPECT_EQ(write_levels(read_levels(text).value()), text);
  EXPECT_FALSE(read_levels(write_levels(std::vector<LevelNow>(65, level))));
  auto loud = level;
  loud.peak_dbfs = 21;
  EXPECT_EQ(read_levels(write_levels({loud})).error().place, "levels.peak");
}

}  // namespace
}  // namespace loa::test
