#include "firmware-bridge/domain/airings.h"

#include "core/json.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto kRemember = 48h;
constexpr std::size_t kMaxEntries = 20'000;
constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;
constexpr JsonLimits kLimits{.max_bytes = 8 * 1024 * 1024, .max_depth = 8};

CivilDay day_of(UtcTime t, const Zone& zone) { return date::floor<date::days>(zone.to_civil(t)); }

Result<json::value> parse_list(std::string_view text) {
  LOA_TRY(json::value value, parse_json(text, kLimits));
  if (!value.is_array()) return fail("json.syntax", {{"offset", "0"}});
  return value;
}

}  // namespace

std::string write_segments(const std::vector<Segment>& segments) {
  json::array out;
  for (const auto& s : segments)
    out.push_back(json::object{{"occurrence", s.occurrence.hex()}, {"cluster", s.cluster.text()},
                               {"programme", s.programme.text()}, {"manifest", s.manifest.hex()},
                               {"document", s.document.hex()}, {"planned", to_unix_ms(s.planned)},
                               {"emergency", s.emergency}, {"start", to_unix_ms(s.start)},
                               {"first_sample", s.first_sample}, {"samples", s.samples}, {"heard", s.heard}});
  return write_json(out);
}

Result<std::vector<Segment>> read_segments(std::string_view text) {
  LOA_TRY(const json::value list, parse_list(text));
  std::vector<Segment> out;
  for (const auto& value : list.as_array()) {
    JsonFields fields(value);
    Segment s;
    s.occurrence = fields.hash("occurrence");
    s.cluster = fields.id<ClusterId>("cluster");
    s.programme = fields.id<ProgrammeId>("programme");
    s.manifest = fields.hash("manifest");
    s.document = fields.hash("document");
    s.planned = fields.utc("planned");
    s.emergency = fields.boolean("emergency", false);
    s.start = fields.utc("start");
    s.first_sample = fields.integer("first_sample", 0, kMaxNumber);
    s.samples = fields.integer("samples", 0, kMaxNumber);
    s.heard = fields.boolean("heard", false);
    LOA_TRY_OK(fields.status());
    out.push_back(s);
  }
  return out;
}

std::vector<Segment> Airings::restore(const StoredFiles& stored) {
  if (const auto file = stored.find("airings"); file != stored.end()) {
    const auto list = parse_list(as_text(file->second));
    if (list)
      for (const auto& value : list->as_array()) {
        JsonFields fields(value);
        Entry e;
        e.occurrence = fields.hash("occurrence");
        e.cluster = fields.id<ClusterId>("cluster");
        e.programme = fields.id<ProgrammeId>("programme");
        e.planned = fields.utc("planned");
        e.emergency = fields.boolean("emergency", false);
        e.samples = fields.integer("samples", 0, kMaxNumber);
        e.over = fields.boolean("over", false);
        if (fields.status()) entries_.push_back(e);
      }
  }
  const auto file = stored.find("progress");
  if (file == stored.end()) return {};
  auto segments = read_segments(as_text(file->second));
  return segments ? std::move(*segments) : std::vector<Segment>{};
}

Airings::Entry& Airings::entry_of(const Segment& segment) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.occurrence == segment.occurrence && entry.cluster == segment.cluster;
  });
  if (found != entries_.end()) return *found;
  entries_.push_back({segment.occurrence, segment.cluster, segment.programme, segment.planned, segment.emergency, 0, false});
  return entries_.back();
}

void Airings::started(const Segment& segment, Actions& out) {
  entry_of(segment);
  store(segment.start, out);
}

void Airings::ended(const Segment& segment, bool over, Actions& out) {
  Entry& entry = entry_of(segment);
  entry.samples += segment.samples;
  entry.over = entry.over || over;
  store(segment.start, out);
}

void Airings::store(UtcTime newest, Actions& out) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.planned + kRemember < newest; });
  if (entries_.size() > kMaxEntries) entries_.erase(entries_.begin());
  json::array list;
  for (const auto& e : entries_)
    list.push_back(json::object{{"occurrence", e.occurrence.hex()}, {"cluster", e.cluster.text()},
                                {"programme", e.programme.text()}, {"planned", to_unix_ms(e.planned)},
                                {"emergency", e.emergency}, {"samples", e.samples}, {"over", e.over}});
  tokens_.write("airings", to_bytes(write_json(list)), out);
}

void Airings::store_progress(const std::vector<Segment>& sounding, Actions& out) {
  tokens_.write("progress", to_bytes(write_segments(sounding)), out);
}

Status Airings::may_start(const Hash& occurrence, const ClusterId& cluster, UtcTime planned) const {
  for (const auto& entry : entries_) {
    if (entry.occurrence != occurrence) continue;
    if (entry.planned != planned) return fail("play.start_changed", {{"planned", format_rfc3339(entry.planned)}});
    if (entry.cluster == cluster && entry.over) return fail("play.over");
  }
  return ok();
}

int Airings::airings(const ClusterId& cluster, const ProgrammeId& programme, const Hash& except, UtcTime at,
                     const Zone& zone) const {
  const auto day = day_of(at, zone);
  return static_cast<int>(std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.cluster == cluster && entry.programme == programme && entry.occurrence != except &&
           day_of(entry.planned, zone) == day;
  }));
}

int Airings::begun(const ClusterId& cluster, const Hash& except, UtcTime at, const Zone& zone) const {
  const auto day = day_of(at, zone);
  return static_cast<int>(std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.cluster == cluster && !entry.emergency && entry.occurrence != except && day_of(entry.planned, zone) == day;
  }));
}

Millis Airings::aired(const ClusterId& cluster, UtcTime at, const Zone& zone) const {
  const auto day = day_of(at, zone);
  std::int64_t samples = 0;
  for (const auto& entry : entries_)
    if (entry.cluster == cluster && !entry.emergency && day_of(entry.planned, zone) == day) samples += entry.samples;
  return Millis{samples / 48};
}

}  // namespace loa::bridge
