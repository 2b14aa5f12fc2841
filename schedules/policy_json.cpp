#include "schedules/policy.h"

#include "core/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace loa::schedules {
namespace {

constexpr int kMaxWindows = 50;
constexpr int kMaxQuiet = 100;
constexpr std::size_t kMaxNeeds = 32;
constexpr std::size_t kMaxReach = 200;

std::string clock_text(MinuteOfDay t) { return fmt::format("{:02}:{:02}", t.count() / 60, t.count() % 60); }

std::optional<MinuteOfDay> clock_from(std::string_view t) {
  const auto digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9'; };
  if (t.size() != 5 || t[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const int hours = (t[0] - '0') * 10 + (t[1] - '0');
  const int minutes = (t[3] - '0') * 10 + (t[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return MinuteOfDay{hours * 60 + minutes};
}

MinuteOfDay read_clock(JsonFields& fields, std::string_view key) {
  const auto clock = clock_from(fields.text(key, 5));
  if (!clock) fields.note(fail("policy.bad", {{"field", std::string(key)}, {"why", "HH:MM, 00:00 .. 24:00"}}, fields.place_of(key)));
  return clock.value_or(MinuteOfDay{0});
}

unsigned read_days(JsonFields& fields) {
  if (!fields.has("days")) return 0x7f;
  unsigned days = 0;
  for (const auto& value : fields.array("days", 7)) {
    // ISO 8601: 1 = Monday … 7 = Sunday; 0 is refused, it means Sunday only elsewhere.
    if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > 7) {
      fields.note(fail("policy.bad", {{"field", "days"}, {"why", "1 (Monday) .. 7 (Sunday)"}}, fields.place_of("days")));
      return 0;
    }
    days |= 1U << (value.get_int64() - 1);
  }
  return days;
}

// A member that narrows stands in "needs": a reader that does not know it must not read on.
void check_needs(JsonFields& fields) {
  for (const auto& need : fields.array_or_empty("needs", kMaxNeeds)) {
    const auto* name = need.if_string();
    if (!name || !fields.was_read(std::string_view(*name)))
      fields.note(fail("document.needs", {{"field", name ? std::string(*name) : "?"}}, fields.place_of("needs")));
  }
}

template <class T, class Read>
std::vector<T> read_list(JsonFields& owner, std::string_view key, std::size_t limit, Read read) {
  std::vector<T> out;
  std::size_t i = 0;
  for (const auto& value : owner.array_or_empty(key, limit)) {
    JsonFields fields(value, owner.place_of(key) + "[" + std::to_string(i++) + "]");
    out.push_back(read(fields));
    check_needs(fields);
    if (auto status = fields.status(); !status) owner.note(status.error());
  }
  return out;
}

std::string composed(std::string_view text) {
  const auto out = to_nfc(text);
  return out ? *out : std::string(text);
}

Reach read_reach(JsonFields& f) {
  Reach reach;
  const auto refuse = [&](std::string_view key) {
    f.note(fail("policy.bad", {{"field", std::string(key)}, {"why", "a list of names or ids"}}, f.place_of(key)));
  };
  for (const auto& group : f.array_or_empty("groups", kMaxReach)) {
    if (!group.is_string() || group.get_string().empty() || group.get_string().size() > 120) refuse("groups");
    else reach.groups.push_back(composed(std::string_view(group.get_string())));
  }
  for (const auto& cluster : f.array_or_empty("clusters", kMaxReach)) {
    const auto id = cluster.is_string() ? ClusterId::parse(std::string_view(cluster.get_string())) : Result<ClusterId>(fail("id.bad"));
    if (!id) refuse("clusters");
    else reach.clusters.push_back(*id);
  }
  return reach;
}

void write_reach(const Reach& reach, json::object& out) {
  json::array groups, clusters;
  for (const auto& group : reach.groups) groups.emplace_back(group);
  for (const auto& cluster : reach.clusters) clusters.emplace_back(cluster.text());
  if (!groups.empty()) out["groups"] = std::move(groups);
  if (!clusters.empty()) out["clusters"] = std::move(clusters);
}

Window read_window(JsonFields& f) { return {read_days(f), read_clock(f, "from"), read_clock(f, "until")}; }
VolumeBand read_band(JsonFields& f) {
  return {read_clock(f, "from"), read_clock(f, "until"), static_cast<int>(f.integer("max_volume", 0, 100))};
}
QuietSpell read_spell(JsonFields& f) {
  QuietSpell spell{f.utc("from"), f.utc("until"), f.text("reason", 300), QuietReason::other, {}};
  const auto kind = quiet_reason_from(f.text_or_none("kind", 20).value_or("other"));
  if (!kind) f.note(fail("policy.bad", {{"field", "kind"}, {"why", "funeral, exam, mourning, complaint or other"}}, f.place_of("kind")));
  spell.kind = kind.value_or(QuietReason::other);
  spell.reach = read_reach(f);
  if (spell.until <= spell.from) f.note(fail("policy.bad", {{"field", "until"}, {"why", "not after from"}}, f.place_of("until")));
  return spell;
}
SensitiveArea read_area(JsonFields& f) {
  SensitiveArea area{f.text("name", 300), read_reach(f), read_clock(f, "from"), read_clock(f, "until"),
                     static_cast<int>(f.integer("max_volume", 0, 100))};
  if (area.reach.is_all()) f.note(fail("policy.bad", {{"field", "groups"}, {"why", "a sensitive area names its clusters"}}, f.place_of("groups")));
  return area;
}

json::object spell_fields(const QuietSpell& q) {
  json::object out{{"from", to_unix_ms(q.from)}, {"until", to_unix_ms(q.until)}, {"reason", q.reason}};
  if (q.kind != QuietReason::other) out["kind"] = to_text(q.kind);
  write_reach(q.reach, out);
  return out;
}
json::object area_fields(const SensitiveArea& a) {
  json::object out{{"name", a.name}, {"from", clock_text(a.from)}, {"until", clock_text(a.until)}, {"max_volume", a.max_volume}};
  write_reach(a.reach, out);
  return out;
}

constexpr std::array<std::string_view, 5> kQuietReasons{"other", "funeral", "exam", "mourning", "complaint"};

}  // namespace

std::string_view to_text(QuietReason reason) { return kQuietReasons[static_cast<std::size_t>(reason)]; }

std::optional<QuietReason> quiet_reason_from(std::string_view text) {
  const auto word = std::ranges::find(kQuietReasons, text);
  return word == kQuietReasons.end() ? std::nullopt : std::optional(static_cast<QuietReason>(word - kQuietReasons.begin()));
}

Result<Policy> read_policy(std::string_view payload) {
  LOA_TRY(const auto value, parse_json(payload));
  JsonFields fields(value);
  Policy policy;
  policy.unit = fields.id<UnitId>("unit");
  policy.number = fields.text("number", 120);
  policy.title = fields.text("title", 300);
  auto day = parse_day(fields.text("valid_from", 10));
  if (!day) fields.note(fail("policy.bad", {{"field", "valid_from"}, {"why", "YYYY-MM-DD"}}, "valid_from"));
  if (day) policy.valid_from = *day;
  policy.windows = read_list<Window>(fields, "windows", kMaxWindows, read_window);
  if (const auto ms = fields.integer_or_none("max_per_day_ms", 0, 86'400'000)) policy.max_per_day = Millis{*ms};
  if (const auto ms = fields.integer_or_none("max_per_session_ms", 0, 86'400'000)) policy.max_per_session = Millis{*ms};
  if (const auto n = fields.integer_or_none("max_airings_per_day", 0, 1000)) policy.max_airings_per_day = static_cast<int>(*n);
  policy.max_volume = static_cast<int>(fields.integer_or_none("max_volume", 0, 100).value_or(100));
  policy.volume_bands = read_list<VolumeBand>(fields, "volume_bands", kMaxWindows, read_band);
  policy.sensitive_areas = read_list<SensitiveArea>(fields, "sensitive_areas", kMaxWindows, read_area);
  policy.quiet = read_list<QuietSpell>(fields, "quiet", kMaxQuiet, read_spell);
  for (const auto* known_to_protocol : {"v", "id", "issued", "trace", "version"}) fields.has(known_to_protocol);
  check_needs(fields);
  LOA_TRY_OK(fields.status());
  return policy;
}

json::object policy_fields(const Policy& policy) {
  json::array windows, bands, quiet, areas, needs;
  for (const auto& w : policy.windows) {
    json::array days;
    for (int bit = 0; bit < 7; ++bit)
      if (w.days & (1U << bit)) days.emplace_back(bit + 1);
    windows.push_back(json::object{{"days", std::move(days)}, {"from", clock_text(w.from)}, {"until", clock_text(w.until)}});
  }
  for (const auto& b : policy.volume_bands)
    bands.push_back(json::object{{"from", clock_text(b.from)}, {"until", clock_text(b.until)}, {"max_volume", b.max_volume}});
  for (const auto& q : policy.quiet) quiet.push_back(spell_fields(q));
  for (const auto& a : policy.sensitive_areas) areas.push_back(area_fields(a));
  json::object out{{"unit", policy.unit.text()}, {"number", policy.number}, {"title", policy.title},
                   {"valid_from", format_day(policy.valid_from)}, {"windows", std::move(windows)}};
  if (policy.max_per_day) out["max_per_day_ms"] = policy.max_per_day->count();
  if (policy.max_per_session) out["max_per_session_ms"] = policy.max_per_session->count(), needs.emplace_back("max_per_session_ms");
  if (policy.max_airings_per_day) out["max_airings_per_day"] = *policy.max_airings_per_day;
  out["max_volume"] = policy.max_volume;
  if (!bands.empty()) out["volume_bands"] = std::move(bands);
  if (!areas.empty()) out["sensitive_areas"] = std::move(areas), needs.emplace_back("sensitive_areas");
  if (!quiet.empty()) out["quiet"] = std::move(quiet);
  if (!needs.empty()) out["needs"] = std::move(needs);
  return out;
}

std::string write_policy(const Policy& policy) { return write_json(policy_fields(policy)); }

}  // namespace loa::schedules
