// Vectors of content, links, messages, time and occurrences.
#include "audio/unit_list.h"
#include "protocol/content.h"
#include "protocol/manifest.h"
#include "protocol/messages.h"
#include "protocol/time_keeper.h"
#include "schedules/timeline.h"
#include "tests/protocol/sample_links.h"
#include "tests/protocol/vectors.h"

namespace loa::test {
namespace {

using namespace protocol;

// Byte i is i * 31 + i / 251 modulo 256: easy to make anywhere, different in every unit.
Bytes pattern(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
  return out;
}

audio::UnitList list_of(const Bytes& content) {
  audio::UnitList list{content.size(), 120, 312, 48'000 * 21, {}};
  for (std::size_t at = 0; at < content.size(); at += audio::kUnitBytes) {
    const auto bytes = ByteSpan(content).subspan(at, std::min(audio::kUnitBytes, content.size() - at));
    const auto offset = at == 0 ? 120 : at + 33;
    list.units.push_back({sha256(bytes), static_cast<std::uint32_t>(offset), static_cast<std::int64_t>(at * 12)});
  }
  list.units.back().fresh_page_offset = audio::kNoFreshPage;
  list.units.back().granule_before = 0;
  return list;
}

Manifest manifest_of(const Bytes& content, const Bytes& units) {
  Manifest out;
  out.programme = SampleDocuments::id<ProgrammeId>(1);
  out.revision = 2;
  out.author = SampleDocuments::id<PersonId>(9);
  out.title = "Luật Đất đai";
  out.audio = sha256(content);
  out.size = static_cast<std::int64_t>(content.size());
  out.duration = 21s;
  out.loudness_centi_lufs = -1600;
  out.true_peak_centi_dbtp = -150;
  out.unit_list = sha256(units);
  out.unit_list_size = static_cast<std::int64_t>(units.size());
  return out;
}

json::object chunk_case(const Bytes& content, std::uint32_t index) {
  const auto from = std::size_t{index} * kChunkBytes;
  const auto bytes = ByteSpan(content).subspan(from, std::min(kChunkBytes, content.size() - from));
  const auto wire = encode_chunk({index, chunk_count(content.size()), content.size(), bytes});
  return {{"what", "chunk"}, {"content_size", content.size()}, {"content", sha256(content).hex()}, {"topic", content_topic(sha256(content))},
          {"index", index}, {"header", hex(ByteSpan(wire).first(16))}, {"bytes_sha256", sha256(bytes).hex()}, {"wire_sha256", sha256(wire).hex()}};
}

json::object bitmap_case(std::uint32_t count, const std::vector<std::uint32_t>& set) {
  Bitmap bitmap(count);
  json::array bits;
  for (const auto bit : set) {
    bitmap.set(bit, true);
    bits.emplace_back(bit);
  }
  return {{"what", "bitmap"}, {"count", count}, {"set", std::move(bits)}, {"base64", bitmap.base64()}};
}

json::object message(std::string_view topic_leaf, std::string text) {
  return {{"leaf", topic_leaf}, {"text", std::move(text)}};
}

Reported sample_report() {
  Reported r;
  r.root = 5;
  r.root_seen = 6;
  r.mail = 7;
  r.trust = 8;
  r.missing_parts = {"plan"};
  r.ready = {sha256("manifest")};
  r.missing_contents = 1;
  r.time_known = true;
  r.time_error_ms = 40;
  r.bridge_linked = true;
  r.clusters = {{SampleDocuments::id<ClusterId>(1), "fault", "cluster.line_open", true, false, 70, sha256("occurrence")}};
  r.software = "0.1.0";
  r.boot = "boot-1";
  r.at = SampleDocuments::now();
  return r;
}

JournalRow sample_row() {
  JournalRow row;
  row.seq = 7;
  row.kind = RowKind::aired;
  row.at = SampleDocuments::now();
  row.occurrence = sha256("occurrence");
  row.cluster = SampleDocuments::id<ClusterId>(1);
  row.start = SampleDocuments::now();
  row.end = SampleDocuments::now() + 60s;
  row.heard = true;
  row.cause = "finished";
  row.params = {{"unit", "Xã Đông Hòa"}};
  row.receipt = to_bytes("receipt");
  return row;
}

}  // namespace

json::array content_cases() {
  const auto content = pattern(kChunkBytes + 20'000);
  const auto list = audio::write_unit_list(list_of(content));
  const auto manifest = write_manifest(manifest_of(content, list));
  Want want;
  want.receive_rate = 250'000;
  want.contents[sha256(content)] = {content.size(), SampleDocuments::now(), true, Bitmap(chunk_count(content.size()), true)};
  return {json::object{{"what", "pattern"}, {"rule", "byte i = (31 i + floor(i / 251)) mod 256"}, {"size", content.size()}, {"sha256", sha256(content).hex()}},
          chunk_case(content, 0),
          chunk_case(content, 1),
          bitmap_case(10, {0, 9}),
          bitmap_case(8, {1, 2, 3}),
          bitmap_case(1, {}),
          json::object{{"what", "want"}, {"text", write_want(want)}},
          json::object{{"what", "unit_list"}, {"content_size", content.size()}, {"header_bytes", 120}, {"pre_skip", 312},
                       {"total_samples", 48'000 * 21}, {"bytes", hex(list)}, {"sha256", sha256(list).hex()}},
          json::object{{"what", "manifest"}, {"text", manifest}, {"sha256", sha256(manifest).hex()}}};
}

json::array link_cases() {
  json::array out;
  for (const auto& link : sample_links()) {
    const auto wire = encode_link(link);
    json::object one{{"kind", wire[4]}, {"frame", hex(wire)}};
    if (wire[4] == 0) one["json"] = as_text(ByteSpan(wire).subspan(5));
    out.push_back(std::move(one));
  }
  return out;
}

json::array message_cases() {
  const auto agent = SampleDocuments::id<AgentId>(1);
  json::array out;
  for (const auto leaf : {Leaf::root, Leaf::mail, Leaf::reported, Leaf::link, Leaf::journal, Leaf::ack, Leaf::now, Leaf::watch,
                          Leaf::want, Leaf::time, Leaf::beacon})
    out.push_back(json::object{{"leaf", to_text(leaf)}, {"agent", agent.text()}, {"topic", agent_topic(agent, leaf)}});
  out.push_back(message("reported", write_reported(sample_report())));
  out.push_back(message("link", write_link({true, "boot-1"})));
  out.push_back(message("journal", write_journal_batch({SampleDocuments::id<AgentId>(5).uuid, {sample_row()}})));
  out.push_back(message("ack", write_journal_ack({SampleDocuments::id<AgentId>(5).uuid, 7})));
  out.push_back(message("now", write_levels({{SampleDocuments::id<ClusterId>(1), sha256("occurrence"), -23, -6, 4000}})));
  return out;
}

json::array occurrence_cases() {
  const auto item = SampleDocuments::id<ItemId>(1);
  json::array out;
  for (const auto* start : {"2026-11-25T05:30:00", "2026-12-31T23:59:59"})
    out.push_back(json::object{{"item", item.text()}, {"civil_start", start},
                               {"occurrence", schedules::occurrence_id(item, *parse_civil(start)).hex()}});
  return out;
}

}  // namespace loa::test
