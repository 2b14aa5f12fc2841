// One civil day for 10,000 clusters in 99 communes beside the naive way: for each cluster every rule that reaches it is expanded
// with libical, from the day on. The naive way knows no regulation, no ladder and no overlap; the planner does all of that.
#include "tests/bench/ground.h"

#include "schedules/planner.h"

#include <libical/ical.h>

#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace loa::bench {
namespace {

using namespace std::chrono_literals;
using schedules::Item;

constexpr std::size_t kCommunes = 99;
constexpr std::size_t kClusters = 10'000;
constexpr std::size_t kItemsOfProvince = 10;
constexpr int kRounds = 5;
const CivilDay kFirst{date::year{2026} / 1 / 1};
const CivilDay kDay{date::year{2026} / 11 / 24};
const UtcTime kMade = from_unix_ms(1'767'225'600'000);

struct Province {
  schedules::PlanDocument document;
  std::map<UnitId, schedules::PolicyPath> policies;
};

Item item_of(Random& random, const UnitId& unit, std::string rule, std::chrono::minutes at) {
  Item item;
  item.id = ItemId::make(kMade, random);
  item.programme = ProgrammeId::make(kMade, random);
  item.title = "Bản tin";
  item.targets = {schedules::Target::of(unit)};
  item.start = kFirst + at;
  item.rrule = std::move(rule);
  item.duration = 10min;
  item.created = kMade;
  return item;
}

schedules::PolicyPath policy_path(const UnitId& province, const UnitId& commune) {
  std::vector<schedules::Policy> path;
  for (const auto& unit : {province, commune}) {
    schedules::Policy policy;
    policy.unit = unit;
    policy.number = "12/QĐ-UBND";
    policy.valid_from = kFirst;
    policy.windows = {{0x7f, 5h, 21h}};
    path.push_back(std::move(policy));
  }
  return schedules::PolicyPath(std::move(path));
}

// Ten items for the whole province and two of each commune's own.
Province make_province(Random& random) {
  Province out;
  const auto province = UnitId::make(kMade, random);
  out.document.from = kFirst;
  out.document.until = kDay + date::days{30};
  for (std::size_t i = 0; i < kItemsOfProvince; ++i) {
    const char* rule = i % 2 == 0 ? "FREQ=DAILY" : "FREQ=WEEKLY;BYDAY=MO,TU,TH";
    out.document.items.push_back(item_of(random, province, rule, 5h + std::chrono::minutes(45 * i)));
  }
  std::vector<UnitId> communes;
  for (std::size_t i = 0; i < kCommunes; ++i) {
    communes.push_back(UnitId::make(kMade, random));
    out.policies.emplace(communes.back(), policy_path(province, communes.back()));
    out.document.items.push_back(item_of(random, communes.back(), "FREQ=DAILY", 6h + 20min));
    out.document.items.push_back(item_of(random, communes.back(), "FREQ=MONTHLY;BYMONTHDAY=24", 16h));
  }
  for (std::size_t i = 0; i < kClusters; ++i) {
    const auto& unit = communes[i % kCommunes];
    out.document.clusters.push_back({ClusterId::make(kMade, random), unit, {unit, province}, {}});
  }
  return out;
}

std::size_t occurrences_by_libical(const Item& item) {
  const auto text = date::format("%Y%m%dT%H%M%S", item.start);
  const auto rule = icalrecurrencetype_from_string(item.rrule.c_str());
  const std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)> it(
      icalrecur_iterator_new(rule, icaltime_from_string(text.c_str())), icalrecur_iterator_free);
  icalrecur_iterator_set_start(it.get(), icaltime_from_string(date::format("%Y%m%dT000000", kDay).c_str()));
  const date::year_month_day day{kDay};
  std::size_t found = 0;
  for (auto next = icalrecur_iterator_next(it.get()); !icaltime_is_null_time(next); next = icalrecur_iterator_next(it.get())) {
    const date::year_month_day at{date::year{next.year}, date::month(static_cast<unsigned>(next.month)),
                                  date::day(static_cast<unsigned>(next.day))};
    if (at > day) break;
    if (at == day) ++found;
  }
  return found;
}

std::size_t naive(const Province& province) {
  std::size_t found = 0;
  for (const auto& cluster : province.document.clusters) {
    for (const auto& item : province.document.items) {
      if (schedules::target_distance(item, cluster)) found += occurrences_by_libical(item);
    }
  }
  return found;
}

template <class Work>
double seconds_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Rows bench_planner(const Ground&) {
  SeededRandom random(1);
  const auto province = make_province(random);
  std::size_t planned = 0, expanded = 0;
  std::vector<double> ours, peer;
  for (int round = 0; round < kRounds; ++round) {
    peer.push_back(seconds_of([&] { expanded = naive(province); }));
    ours.push_back(seconds_of([&] { planned = schedules::plan(province.document, province.policies, kDay).planned.size(); }));
  }
  if (planned != expanded) throw std::runtime_error(fmt::format("{} planned, {} expanded", planned, expanded));
  return {ratio_at_most("planner.day_of_10000", "s", median(ours), {"libical for each cluster", median(peer)}, 0.1)};
}

}  // namespace loa::bench
