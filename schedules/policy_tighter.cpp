#include "schedules/policy_tighter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>

namespace loa::schedules {
namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kMinutesOfWeek = 7 * kMinutesOfDay;
using Week = std::bitset<kMinutesOfWeek>;
constexpr std::array<std::string_view, 7> kDayNames{"T2", "T3", "T4", "T5", "T6", "T7", "CN"};

int minutes_of(MinuteOfDay t) { return static_cast<int>(t.count()); }
std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }
std::string span_text(MinuteOfDay from, MinuteOfDay until) { return clock_text(minutes_of(from)) + "-" + clock_text(minutes_of(until)); }

void mark(Week& week, int from, int length) {
  for (int i = 0; i < length; ++i) week.set(static_cast<std::size_t>((from + i) % kMinutesOfWeek));
}

int length_of(MinuteOfDay from, MinuteOfDay until) {
  return minutes_of(until) - minutes_of(from) + (until <= from ? kMinutesOfDay : 0);
}

Week open_minutes(const Policy& policy) {
  Week week;
  for (const auto& window : policy.windows)
    for (int day = 0; day < 7; ++day)
      if (window.days & (1U << day)) mark(week, day * kMinutesOfDay + minutes_of(window.from), length_of(window.from, window.until));
  return week;
}

std::string windows_text(const Policy& policy) {
  std::string out;
  for (const auto& window : policy.windows) {
    if (!out.empty()) out += ", ";
    std::string days;
    for (std::size_t day = 0; day < 7; ++day)
      if (window.days & (1U << day)) days += (days.empty() ? "" : "+") + std::string(kDayNames[day]);
    out += (window.days == 0x7f ? "" : days + " ") + span_text(window.from, window.until);
  }
  return out.empty() ? "-" : out;
}

int cap_at(const Policy& policy, int minute) {
  int cap = policy.max_volume;
  for (const auto& band : policy.volume_bands)
    if ((minute - minutes_of(band.from) + kMinutesOfDay) % kMinutesOfDay < length_of(band.from, band.until))
      cap = std::min(cap, band.max_volume);
  return cap;
}

class Comparison {
 public:
  Comparison(const Policy& parent, const Policy& child) : parent_(parent), child_(child) {}

  std::vector<Breach> run() {
    windows();
    limit("max_per_day", minutes(parent_.max_per_day), minutes(child_.max_per_day));
    limit("max_per_session", minutes(parent_.max_per_session), minutes(child_.max_per_session));
    limit("max_airings_per_day", parent_.max_airings_per_day, child_.max_airings_per_day);
    limit("max_volume", std::optional(parent_.max_volume), std::optional(child_.max_volume));
    volume_bands();
    sensitive_areas();
    return std::move(out_);
  }

 private:
  static std::optional<long> minutes(const std::optional<Millis>& limit) {
    // Rounded up, so that half a minute more is seen as more.
    return limit ? std::optional((limit->count() + 59'999) / 60'000) : std::nullopt;
  }

  void breach(std::string field, std::string parent_value, std::string child_value) {
    if (out_.size() < kMaxBreaches)
      out_.push_back({std::move(field), std::move(parent_value), std::move(child_value), parent_.number, child_.number});
  }

  template <class T>
  void limit(const char* field, const std::optional<T>& parent, const std::optional<T>& child) {
    if (parent && child && *child > *parent) breach(field, fmt::format("{}", *parent), fmt::format("{}", *child));
  }

  // Each run of minutes in which the child is open and the parent is not; a run over a day's end is told as one of each day.
  void windows() {
    const auto excess = open_minutes(child_) & ~open_minutes(parent_);
    for (int day = 0; day < 7; ++day)
      for (int minute = 0; minute < kMinutesOfDay;) {
        const int from = minute;
        while (minute < kMinutesOfDay && excess.test(static_cast<std::size_t>(day * kMinutesOfDay + minute))) ++minute;
        if (minute > from)
          breach("windows", windows_text(parent_), fmt::format("{} {}-{}", kDayNames[static_cast<std::size_t>(day)], clock_text(from), clock_text(minute)));
        else
          ++minute;
      }
  }

  void volume_bands() {
    for (const auto& band : child_.volume_bands) {
      int lowest = 100;
      for (int i = 0; i < length_of(band.from, band.until); ++i)
        lowest = std::min(lowest, cap_at(parent_, (minutes_of(band.from) + i) % kMinutesOfDay));
      if (band.max_volume > lowest)
        breach("volume_bands", std::to_string(lowest), fmt::format("{} {}", span_text(band.from, band.until), band.max_volume));
    }
  }

  void sensitive_areas() {
    for (const auto& area : child_.sensitive_areas)
      for (const auto& above : parent_.sensitive_areas)
        if (above.name == area.name && area.max_volume > above.max_volume)
          breach("sensitive_areas", fmt::format("{} {}", above.name, above.max_volume), fmt::format("{} {}", area.name, area.max_volume));
  }

  const Policy& parent_;
  const Policy& child_;
  std::vector<Breach> out_;
};

}  // namespace

std::vector<Breach> check_tighter(const Policy& parent, const Policy& child) { return Comparison(parent, child).run(); }

Error to_error(const Breach& breach) {
  return fail("policy.looser", {{"field", breach.field}, {"parent_value", breach.parent_value}, {"child_value", breach.child_value},
                                {"parent_document", breach.parent_document}, {"child_document", breach.child_document}});
}

}  // namespace loa::schedules
