#include "protocol/messages.h"

#include "core/json.h"
#include "protocol/limits.h"
#include "protocol/message_fields.h"
#include "protocol/wire.h"

#include <algorithm>
#include <array>

namespace loa::protocol {
namespace {

constexpr std::array<std::string_view, 11> kLeaves = {"root", "mail",  "reported", "link", "journal", "ack",
                                                      "now",  "watch", "want",     "time", "beacon"};
constexpr std::array<std::string_view, 7> kRowKinds = {"delivered", "aired", "missed",   "refused",
                                                       "fault",     "recovered", "event"};
constexpr std::string_view kAgentPrefix = "loa/1/agent/";
constexpr std::string_view kContentPrefix = "loa/1/content/";
constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;
constexpr std::size_t kMaxClusters = 64;
constexpr std::size_t kMaxBatchRows = 1000;
constexpr JsonLimits kUplink{kMaxJournalBatch, 8, false};

Reported reported_from(JsonFields& f) {
  Reported r;
  r.root = f.integer("root", 0, kMaxNumber);
  r.root_seen = f.integer("root_seen", 0, kMaxNumber);
  r.mail = f.integer("mail", 0, kMaxNumber);
  r.trust = f.integer("trust", 0, kMaxNumber);
  for (const auto& item : f.array_or_empty("missing_parts", 16))
    if (item.is_string()) r.missing_parts.emplace_back(item.get_string());
  for (const auto& item : f.array_or_empty("ready", 1000)) {
    auto hash = item.is_string() ? parse_hash(std::string_view(item.get_string())) : Result<Hash>(fail("hash.bad"));
    if (hash) r.ready.push_back(*hash);
    else f.note(fail("json.field_bad", {{"field", "ready"}}, "ready"));
  }
  r.missing_contents = f.integer("missing_contents", 0, kMaxNumber);
  r.time_known = f.boolean("time_known", false);
  r.time_error_ms = f.integer("time_error_ms", 0, kMaxNumber);
  r.bridge_linked = f.boolean("bridge_linked", false);
  r.bridge_current = f.boolean("bridge_current", false);
  for (const auto& item : f.array_or_empty("clusters", kMaxClusters)) {
    auto health = cluster_health_from(item);
    if (health) r.clusters.push_back(std::move(*health));
    else f.note(health.error());
  }
  r.software = f.text_or_none("software", 64).value_or("");
  r.boot = f.text_or_none("boot", 64).value_or("");
  r.journal_waiting = f.integer_or_none("journal_waiting", 0, kMaxNumber).value_or(0);
  if (f.has("at")) r.at = f.utc("at");
  return r;
}

json::object row_object(const JournalRow& row) {
  json::object out{{"seq", row.seq}, {"kind", to_text(row.kind)}, {"at", to_unix_ms(row.at)}};
  if (row.from != 0) out["from"] = row.from;
  if (row.occurrence) out["occurrence"] = row.occurrence->hex();
  if (row.item) out["item"] = row.item->text();
  if (row.cluster) out["cluster"] = row.cluster->text();
  if (row.programme) out["programme"] = row.programme->text();
  if (row.manifest) out["manifest"] = row.manifest->hex();
  if (row.start) out["start"] = to_unix_ms(*row.start);
  if (row.end) out["end"] = to_unix_ms(*row.end);
  out["offset_ms"] = row.offset_ms;
  out["heard"] = row.heard;
  out["cause"] = row.cause;
  out["params"] = params_array(row.params);
  out["trace"] = row.trace;
  if (!row.receipt.empty()) out["receipt"] = to_base64(row.receipt);
  return out;
}

void read_row_times(JsonFields& f, JournalRow& row) {
  row.at = f.utc("at");
  if (f.has("start")) row.start = f.utc("start");
  if (f.has("end")) row.end = f.utc("end");
  row.offset_ms = f.integer_or_none("offset_ms", 0, kMaxNumber).value_or(0);
}

Result<JournalRow> row_from(const json::value& value) {
  JsonFields f(value, "row");
  JournalRow row;
  row.seq = f.integer("seq", 1, kMaxNumber);
  row.from = f.integer_or_none("from", 1, row.seq).value_or(0);
  const auto kind = f.text("kind", 32);
  const auto known = std::find(kRowKinds.begin(), kRowKinds.end(), kind);
  if (known == kRowKinds.end()) f.note(fail("json.field_bad", {{"field", "kind"}}, "row.kind"));
  else row.kind = static_cast<RowKind>(known - kRowKinds.begin());
  read_row_times(f, row);
  row.occurrence = f.hash_or_none("occurrence");
  if (f.has("item")) row.item = f.id<ItemId>("item");
  if (f.has("cluster")) row.cluster = f.id<ClusterId>("cluster");
  if (f.has("programme")) row.programme = f.id<ProgrammeId>("programme");
  row.manifest = f.hash_or_none("manifest");
  row.heard = f.boolean("heard", false);
  row.cause = f.text_or_none("cause", 64).value_or("");
  row.params = params_from(f, "params");
  row.trace = f.text_or_none("trace", 32).value_or("");
  if (const auto receipt = f.text_or_none("receipt", 8192)) {
    LOA_TRY(row.receipt, from_base64(*receipt));
  }
  if (row.from != 0 && (row.kind != RowKind::event || row.cluster || !is_ordinary(row)))
    f.note(fail("json.field_bad", {{"field", "from"}}, "row.from"));
  LOA_TRY_OK(f.status());
  return row;
}

}  // namespace

std::string_view to_text(Leaf leaf) { return kLeaves[static_cast<std::size_t>(leaf)]; }
std::string_view to_text(RowKind kind) { return kRowKinds[static_cast<std::size_t>(kind)]; }

std::string agent_topic(const AgentId& agent, Leaf leaf) {
  return std::string(kAgentPrefix) + agent.text() + "/" + std::string(to_text(leaf));
}

std::string content_topic(const Hash& content) { return std::string(kContentPrefix) + content.hex(); }

std::optional<AgentTopic> parse_agent_topic(std::string_view topic) {
  if (!topic.starts_with(kAgentPrefix)) return std::nullopt;
  topic.remove_prefix(kAgentPrefix.size());
  const auto slash = topic.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto agent = AgentId::parse(topic.substr(0, slash));
  const auto leaf = std::find(kLeaves.begin(), kLeaves.end(), topic.substr(slash + 1));
  if (!agent || leaf == kLeaves.end()) return std::nullopt;
  return AgentTopic{*agent, static_cast<Leaf>(leaf - kLeaves.begin())};
}

std::optional<Hash> parse_content_topic(std::string_view topic) {
  if (!topic.starts_with(kContentPrefix)) return std::nullopt;
  const auto hash = parse_hash(topic.substr(kContentPrefix.size()));
  if (!hash) return std::nullopt;
  return *hash;
}

Bytes encode_mail(const Mail& mail) {
  return WireWriter().u64(static_cast<std::uint64_t>(mail.version)).bytes(encode_envelope_list(mail.envelopes)).take();
}

Result<Mail> decode_mail(ByteSpan wire) {
  if (wire.size() > kMaxMail) return fail("mail.bad");
  WireReader in(wire);
  const auto version = in.u64();
  if (!in.good() || version > static_cast<std::uint64_t>(kMaxNumber)) return fail("mail.bad");
  LOA_TRY(auto envelopes, decode_envelope_list(in.rest(), kMaxMail));
  return Mail{static_cast<std::int64_t>(version), std::move(envelopes)};
}

std::string write_link(const LinkState& link) {
  return write_json(json::object{{"online", link.online}, {"boot", link.boot}});
}

Result<LinkState> read_link(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {1024, 4, false}));
  JsonFields f(value);
  LinkState out{f.boolean("online", false), f.text_or_none("boot", 64).value_or("")};
  LOA_TRY_OK(f.status());
  return out;
}

std::string write_reported(const Reported& r) {
  json::array missing, ready, clusters;
  for (const auto& part : r.missing_parts) missing.emplace_back(part);
  for (const auto& hash : r.ready) ready.emplace_back(hash.hex());
  for (const auto& health : r.clusters) clusters.push_back(cluster_health_object(health));
  json::object out{{"root", r.root},
                   {"root_seen", r.root_seen},
                   {"mail", r.mail},
                   {"trust", r.trust},
                   {"missing_parts", std::move(missing)},
                   {"ready", std::move(ready)},
                   {"missing_contents", r.missing_contents},
                   {"time_known", r.time_known},
                   {"time_error_ms", r.time_error_ms},
                   {"bridge_linked", r.bridge_linked},
                   {"bridge_current", r.bridge_current},
                   {"clusters", std::move(clusters)},
                   {"software", r.software},
                   {"boot", r.boot},
                   {"journal_waiting", r.journal_waiting}};
  if (r.at) out["at"] = to_unix_ms(*r.at);
  return write_json(out);
}

Result<Reported> read_reported(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {kMaxPacket, 8, false}));
  JsonFields f(value);
  auto out = reported_from(f);
  LOA_TRY_OK(f.status());
  return out;
}

bool is_ordinary(const JournalRow& row) {
  return row.kind != RowKind::aired && row.kind != RowKind::missed && !row.occurrence && row.receipt.empty();
}

std::string write_journal_row(const JournalRow& row) { return write_json(row_object(row)); }

Result<JournalRow> read_journal_row(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text));
  return row_from(value);
}

std::string write_journal_batch(const JournalBatch& batch) {
  json::array rows;
  for (const auto& row : batch.rows) rows.push_back(row_object(row));
  return write_json(json::object{{"epoch", batch.epoch.text()}, {"rows", std::move(rows)}});
}

Result<JournalBatch> read_journal_batch(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, kUplink));
  JsonFields f(value);
  JournalBatch batch;
  batch.epoch = f.id<AgentId>("epoch").uuid;
  for (const auto& item : f.array("rows", kMaxBatchRows)) {
    LOA_TRY(auto row, row_from(item));
    if (!batch.rows.empty() && first_seq(row) != batch.rows.back().seq + 1)
      return fail("journal.gap", {{"after", std::to_string(batch.rows.back().seq)}, {"got", std::to_string(first_seq(row))}});
    batch.rows.push_back(std::move(row));
  }
  LOA_TRY_OK(f.status());
  return batch;
}

std::string write_journal_ack(const JournalAck& ack) {
  return write_json(json::object{{"epoch", ack.epoch.text()}, {"upto", ack.upto}});
}

Result<JournalAck> read_journal_ack(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {1024, 4, false}));
  JsonFields f(value);
  JournalAck out{f.id<AgentId>("epoch").uuid, f.integer("upto", 0, kMaxNumber)};
  LOA_TRY_OK(f.status());
  return out;
}

std::string write_levels(const std::vector<LevelNow>& levels) {
  return write_json(json::object{{"levels", levels_array(levels)}});
}

Result<std::vector<LevelNow>> read_levels(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text));
  JsonFields f(value);
  auto out = levels_from(f, "levels");
  LOA_TRY_OK(f.status());
  return out;
}

}  // namespace loa::protocol
