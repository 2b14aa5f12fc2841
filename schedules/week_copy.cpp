#include "schedules/week_copy.h"

#include "schedules/recurrence.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace loa::schedules {
namespace {

constexpr int kDaysToLookAhead = 400;  // a yearly rule still goes on

CivilDay day_of(CivilTime time) { return date::floor<date::days>(time); }

// What makes two starts the same broadcast to a listener.
auto identity(const Item& item, CivilTime start) {
  std::vector<std::tuple<int, UnitId, std::string, ClusterId>> targets;
  for (const auto& t : item.targets) targets.emplace_back(static_cast<int>(t.kind), t.unit, t.group, t.cluster);
  std::ranges::sort(targets);
  return std::tuple(start, item.kind, item.programme, item.source, item.title, targets);
}

class WeekCopy {
 public:
  WeekCopy(const std::vector<Item>& items, const CopyRequest& request, const Zone& zone)
      : items_(items), request_(request), zone_(zone), shift_(request.to - request.from) {}

  std::vector<CopyProposal> run() {
    for (const auto& item : items_)
      for (const auto start : starts(item, request_.to, kDaysOfWeek)) there_.insert(identity(item, start));
    for (const auto& item : items_) one(item);
    std::ranges::sort(out_, {}, [](const CopyProposal& p) { return std::tuple(p.from_start, p.from); });
    if (out_.size() > kMaxProposals) out_.resize(kMaxProposals);
    return std::move(out_);
  }

 private:
  using Identity = decltype(identity(std::declval<Item>(), CivilTime{}));

  std::vector<CivilTime> starts(const Item& item, CivilDay from, int days) {
    auto found = starts_of(item, from, from + date::days{days}, zone_, calendar_);
    return found ? std::move(*found) : std::vector<CivilTime>{};
  }

  void one(const Item& item) {
    const auto aired = starts(item, request_.from, kDaysOfWeek);
    if (aired.empty()) return;
    const bool has_rule = !item.rrule.empty() || item.lunar;
    auto by_rule = item;
    by_rule.rdates.clear();
    const bool goes_on = has_rule && !starts(by_rule, request_.to, kDaysToLookAhead).empty();
    if (goes_on) out_.push_back({CopyProposal::Kind::repeats, item.id, aired.front(), aired.front() + shift_, {}, {}});
    for (const auto start : aired)
      if (!goes_on || is_extra(item, start)) propose(item, start);
  }

  static bool is_extra(const Item& item, CivilTime start) { return std::ranges::find(item.rdates, start) != item.rdates.end(); }

  void propose(const Item& item, CivilTime start) {
    const CivilTime to = start + shift_;
    CopyProposal proposal{CopyProposal::Kind::add, item.id, start, to, {}, why_not(item, to)};
    if (!proposal.why.code.empty()) {
      proposal.kind = proposal.why.code == "schedule.copy_there" ? CopyProposal::Kind::already_there : CopyProposal::Kind::left_out;
    } else {
      proposal.item = once(item, to);
      there_.insert(identity(item, to));
    }
    out_.push_back(std::move(proposal));
  }

  Error why_not(const Item& item, CivilTime to) {
    const auto day = day_of(to);
    const auto no = [&](const char* code) { return fail(code, {{"title", item.title}, {"at", format_civil(to)}}); };
    if (there_.contains(identity(item, to))) return no("schedule.copy_there");
    if (item.lunar) return no("schedule.copy_lunar");
    if (std::ranges::find(item.exdates, day) != item.exdates.end()) return no("schedule.copy_exception");
    if (!matches(item.seasons, day)) return no("schedule.copy_season");
    const bool asks = item.holidays.mode == HolidayRule::Mode::only;
    const bool is_off = request_.skip_holidays && !asks && calendar_.holiday(day);
    return is_off || !calendar_.matches(item.holidays, day) ? no("schedule.copy_holiday") : Error{};
  }

  static Item once(Item item, CivilTime start) {
    item.id = {};
    item.created = {};
    item.start = start;
    item.rrule.clear();
    item.exdates.clear();
    item.rdates.clear();
    return item;
  }

  const std::vector<Item>& items_;
  const CopyRequest& request_;
  const Zone& zone_;
  const date::days shift_;
  DayCalendar calendar_;
  std::set<Identity> there_;
  std::vector<CopyProposal> out_;
};

}  // namespace

std::vector<CopyProposal> copy_week(const std::vector<Item>& items, const CopyRequest& request, const Zone& zone) {
  return WeekCopy(items, request, zone).run();
}

}  // namespace loa::schedules
