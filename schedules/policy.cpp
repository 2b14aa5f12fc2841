#include "schedules/policy.h"

#include <fmt/format.h>

#include <algorithm>

namespace loa::schedules {
namespace {

constexpr auto kDay = std::chrono::hours(24);
constexpr int kDaysAhead = 8;

struct Span {
  UtcTime from, until;
};

unsigned weekday_bit(CivilDay day) { return 1U << (date::weekday{day}.iso_encoding() - 1); }

// A window that begins in a fold opens at the first and closes at the second of the two instants; a gap moves it forward.
Span to_span(CivilDay day, const Window& window, const Zone& zone) {
  const auto length_past = window.until <= window.from ? MinuteOfDay(kDay) : MinuteOfDay{0};
  const auto from = zone.to_utc(day + window.from, GapPolicy::forward, FoldPolicy::first);
  const auto until = zone.to_utc(day + window.until + length_past, GapPolicy::forward, FoldPolicy::second);
  return {*from, *until};
}

// The open spans that touch the days from the one before `first` on, ascending and merged where they meet.
std::vector<Span> open_spans(const Policy& policy, CivilDay first, int days, const Zone& zone) {
  std::vector<Span> spans;
  for (auto day = first - date::days{1}; day <= first + date::days{days}; day += date::days{1})
    for (const auto& window : policy.windows)
      if (window.days & weekday_bit(day)) spans.push_back(to_span(day, window, zone));
  std::ranges::sort(spans, {}, &Span::from);
  std::vector<Span> merged;
  for (const auto& span : spans) {
    if (!merged.empty() && span.from <= merged.back().until) {
      merged.back().until = std::max(merged.back().until, span.until);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

CivilDay civil_day(UtcTime t, const Zone& zone) { return date::floor<date::days>(zone.to_civil(t)); }

std::string clock_text(MinuteOfDay t) { return fmt::format("{:02}:{:02}", t.count() / 60, t.count() % 60); }

std::string windows_text(const Policy& policy) {
  std::string out;
  for (const auto& window : policy.windows)
    out += (out.empty() ? "" : ", ") + clock_text(window.from) + "-" + clock_text(window.until);
  return out.empty() ? "-" : out;
}

Error refusal(const Policy& policy, std::string code, ErrorParams params) {
  params.insert(params.begin(), {{"document", policy.number}, {"title", policy.title}});
  return fail(std::move(code), std::move(params));
}

bool covers(const VolumeBand& band, std::chrono::seconds of_day) {
  if (band.from < band.until) return of_day >= band.from && of_day < band.until;
  return of_day >= band.from || of_day < band.until;
}

int cap_at(const Policy& policy, CivilTime at) {
  int cap = policy.max_volume;
  const auto of_day = at - date::floor<date::days>(at);
  for (const auto& band : policy.volume_bands)
    if (covers(band, of_day)) cap = std::min(cap, band.max_volume);
  return cap;
}

Status within_windows(const Policy& policy, UtcTime start, UtcTime end, const Zone& zone) {
  for (const auto& span : open_spans(policy, civil_day(start, zone), 2, zone))
    if (span.from <= start && end <= span.until) return ok();
  return refusal(policy, "policy.outside_window", {{"start", format_civil(date::floor<std::chrono::seconds>(zone.to_civil(start)))},
                                                   {"end", format_civil(date::floor<std::chrono::seconds>(zone.to_civil(end)))},
                                                   {"windows", windows_text(policy)}});
}

Status outside_quiet(const Policy& policy, UtcTime start, UtcTime end, const Zone& zone) {
  for (const auto& spell : policy.quiet)
    if (spell.reach.is_all() && start < spell.until && spell.from < end)
      return refusal(policy, "policy.quiet_spell", {{"from", format_civil(zone.to_civil(spell.from))},
                                                    {"until", format_civil(zone.to_civil(spell.until))},
                                                    {"reason", spell.reason}});
  return ok();
}

Status within_limit(const Policy& policy, const char* code, const std::optional<Millis>& limit, Millis duration, Millis used) {
  if (!limit || used + duration <= *limit) return ok();
  const auto minutes = [](Millis ms) { return fmt::format("{}", (ms.count() + 59'999) / 60'000); };
  return refusal(policy, code, {{"limit", minutes(*limit)}, {"used", minutes(used)}, {"wanted", minutes(duration)}});
}

// When the window that is open at `at` opened; nothing when none is.
std::optional<UtcTime> session_of(const Policy& policy, UtcTime at, const Zone& zone) {
  for (const auto& span : open_spans(policy, civil_day(at, zone), 1, zone))
    if (span.from <= at && at < span.until) return span.from;
  return std::nullopt;
}

std::optional<UtcTime> closes_one(const Policy& policy, UtcTime at, const Zone& zone) {
  std::optional<UtcTime> end;
  for (const auto& span : open_spans(policy, civil_day(at, zone), kDaysAhead, zone))
    if (span.from <= at && at < span.until) end = span.until;
  for (const auto& spell : policy.quiet) {
    if (!spell.reach.is_all()) continue;
    if (!end || (spell.from <= at && at < spell.until)) return std::nullopt;
    if (spell.from > at) end = std::min(*end, spell.from);
  }
  return end;
}

Policy for_cluster(Policy policy, ClusterId cluster, const std::vector<std::string>& groups) {
  std::erase_if(policy.quiet, [&](const QuietSpell& q) { return !q.reach.is_all() && !q.reach.covers(cluster, groups); });
  for (auto& spell : policy.quiet) spell.reach = {};
  for (const auto& area : policy.sensitive_areas)
    if (area.reach.covers(cluster, groups)) policy.volume_bands.push_back({area.from, area.until, area.max_volume});
  policy.sensitive_areas.clear();
  return policy;
}

}  // namespace

bool Reach::covers(ClusterId cluster, const std::vector<std::string>& groups_of_cluster) const {
  if (std::ranges::find(clusters, cluster) != clusters.end()) return true;
  return std::ranges::any_of(groups, [&](const auto& g) { return std::ranges::find(groups_of_cluster, g) != groups_of_cluster.end(); });
}

PolicyPath PolicyPath::of_cluster(ClusterId cluster, const std::vector<std::string>& groups) const {
  std::vector<Policy> out;
  for (const auto& policy : policies_) out.push_back(for_cluster(policy, cluster, groups));
  return PolicyPath(std::move(out));
}

std::vector<Reach> PolicyPath::reaches() const {
  std::vector<Reach> out;
  for (const auto& policy : policies_) {
    for (const auto& spell : policy.quiet)
      if (!spell.reach.is_all()) out.push_back(spell.reach);
    for (const auto& area : policy.sensitive_areas) out.push_back(area.reach);
  }
  return out;
}

Status PolicyPath::allows(UtcTime start, Millis duration, BroadcastClass cls, int volume, Millis aired_today,
                          const Zone& zone) const {
  if (cls == BroadcastClass::emergency) return ok();
  if (policies_.empty()) return fail("policy.missing");
  const auto end = start + duration;
  const int cap = volume_cap(start, duration, zone);
  for (const auto& policy : policies_) {
    if (civil_day(start, zone) < policy.valid_from)
      return refusal(policy, "policy.not_yet", {{"from", format_day(policy.valid_from)}});
    LOA_TRY_OK(outside_quiet(policy, start, end, zone));
    LOA_TRY_OK(within_windows(policy, start, end, zone));
    LOA_TRY_OK(within_limit(policy, "policy.session", policy.max_per_session, duration, Millis{0}));
    LOA_TRY_OK(within_limit(policy, "policy.minutes", policy.max_per_day, duration, aired_today));
    if (volume > cap && PolicyPath({policy}).volume_cap(start, duration, zone) == cap)
      return refusal(policy, "policy.volume", {{"limit", std::to_string(cap)}, {"wanted", std::to_string(volume)}});
  }
  return ok();
}

Status PolicyPath::allows_session(UtcTime start, Millis duration, BroadcastClass cls, const SessionUse& used, const Zone& zone) const {
  if (cls == BroadcastClass::emergency) return ok();
  for (std::size_t i = 0; i < policies_.size(); ++i) {
    if (!policies_[i].max_per_session) continue;
    const auto session = session_of(policies_[i], start, zone);
    if (!session) continue;  // a closed window refuses by itself
    const auto known = used.find({i, *session});
    const auto before = known == used.end() ? Millis{0} : known->second;
    LOA_TRY_OK(within_limit(policies_[i], "policy.session", policies_[i].max_per_session, duration, before));
  }
  return ok();
}

void PolicyPath::note_session(SessionUse& used, UtcTime start, Millis duration, const Zone& zone) const {
  for (std::size_t i = 0; i < policies_.size(); ++i)
    if (policies_[i].max_per_session)
      if (const auto session = session_of(policies_[i], start, zone)) used[{i, *session}] += duration;
}

Status PolicyPath::allows_airing(BroadcastClass cls, int aired_today) const {
  if (cls == BroadcastClass::emergency) return ok();
  if (policies_.empty()) return fail("policy.missing");
  for (const auto& policy : policies_)
    if (policy.max_airings_per_day && aired_today >= *policy.max_airings_per_day)
      return refusal(policy, "policy.airings", {{"limit", std::to_string(*policy.max_airings_per_day)}});
  return ok();
}

int PolicyPath::volume_cap(UtcTime at, const Zone& zone) const {
  if (policies_.empty()) return 0;
  int cap = 100;
  const auto civil = date::floor<std::chrono::seconds>(zone.to_civil(at));
  for (const auto& policy : policies_) cap = std::min(cap, cap_at(policy, civil));
  return cap;
}

int PolicyPath::volume_cap(UtcTime start, Millis duration, const Zone& zone) const {
  int cap = volume_cap(start, zone);
  const auto end = start + duration;
  for (auto day = civil_day(start, zone); day <= civil_day(end, zone); day += date::days{1})
    for (const auto& policy : policies_)
      for (const auto& band : policy.volume_bands)
        if (const auto from = *zone.to_utc(day + band.from); from > start && from < end) cap = std::min(cap, band.max_volume);
  return cap;
}

std::optional<UtcTime> PolicyPath::closes_at(UtcTime at, const Zone& zone) const {
  std::optional<UtcTime> out;
  for (const auto& policy : policies_) {
    if (civil_day(at, zone) < policy.valid_from) return std::nullopt;
    const auto one = closes_one(policy, at, zone);
    if (!one) return std::nullopt;
    out = out ? std::min(*out, *one) : *one;
  }
  return out;
}

std::optional<UtcTime> PolicyPath::opens_for(UtcTime from, Millis duration, const Zone& zone) const {
  // Something opens only where a window of one policy begins, a quiet spell ends, or right now.
  std::vector<UtcTime> instants{from};
  for (const auto& policy : policies_) {
    for (const auto& span : open_spans(policy, civil_day(from, zone), kDaysAhead, zone)) instants.push_back(span.from);
    for (const auto& spell : policy.quiet)
      if (spell.reach.is_all()) instants.push_back(spell.until);
  }
  std::ranges::sort(instants);
  for (const auto instant : instants)
    if (instant >= from && allows(instant, duration, BroadcastClass::normal, 0, Millis{0}, zone)) return instant;
  return std::nullopt;
}

}  // namespace loa::schedules
