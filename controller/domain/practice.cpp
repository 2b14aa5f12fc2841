#include "controller/domain/practice.h"

#include <algorithm>
#include <array>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::pair<Lesson, std::string_view>, kLessons> kWords{
    {{Lesson::write, "write"}, {Lesson::propose, "propose"}, {Lesson::quiet_slot, "quiet_slot"},
     {Lesson::approve, "approve"}, {Lesson::why, "why"}, {Lesson::quiet_spell, "quiet_spell"}}};
constexpr std::size_t kEnoughText = 20;     // bytes: a sentence
constexpr std::size_t kMaxItems = 30;
constexpr Millis kLength = 5min;            // of every practice programme

CivilDay day_of(CivilTime t) { return date::floor<date::days>(t); }
UtcTime utc(CivilTime t) {
  const auto at = Zone::vietnam().to_utc(t);
  return at ? *at : UtcTime{};
}

schedules::Policy regulation(const UnitId& unit) {
  schedules::Policy policy;
  policy.unit = unit;
  policy.number = "01/QC-TH";
  policy.title = "Quy chế trạm thực hành";
  policy.windows = {{0x7f, 330min, 420min}, {0x7f, 1020min, 1110min}};
  policy.max_volume = 80;
  return policy;
}

}  // namespace

std::string_view to_text(Lesson lesson) {
  for (const auto& [each, word] : kWords) {
    if (each == lesson) return word;
  }
  return "write";
}

const std::vector<Lesson>& all_lessons() {
  static const std::vector<Lesson> all{Lesson::write, Lesson::propose, Lesson::quiet_slot, Lesson::approve, Lesson::why, Lesson::quiet_spell};
  return all;
}

std::string_view to_text(PracticePerson person) { return person == PracticePerson::operator_ ? "operator" : "approver"; }

std::string_view to_text(PracticeItemState state) {
  constexpr std::array<std::string_view, 5> words{"draft", "proposed", "approved", "aired", "missed"};
  return words[static_cast<std::size_t>(state)];
}

PracticeStation::PracticeStation(CivilDay today, Random& random) : clock_(CivilTime(today) + 8h), random_(random) {
  unit_ = UnitId::make(utc(clock_), random);
  for (const char* name : {"Thôn Thực Hành 1", "Thôn Thực Hành 2", "Thôn Thực Hành 3", "Thôn Thực Hành 4"}) {
    horns_.push_back({ClusterId::make(utc(clock_), random), name, false});
  }
  horns_.back().broken = true;  // so that something is missed and asked about
}

Result<std::vector<Error>> PracticeStation::act(const PracticeAction& action) {
  if (action.action == "write") return write(action);
  if (action.action == "propose") return propose(action);
  if (action.action == "approve") return approve(action);
  if (action.action == "switch_person") return switch_person();
  if (action.action == "run_day") return run_day();
  if (action.action == "explain") return explain(action);
  if (action.action == "quiet") return quiet(action);
  if (action.action == "end_quiet") return end_quiet();
  return fail("practice.action", {{"action", action.action}});
}

PracticeItem* PracticeStation::find(const std::string& id) {
  const auto found = std::ranges::find(items_, id, &PracticeItem::id);
  return found == items_.end() ? nullptr : &*found;
}

schedules::Item PracticeStation::planned(const PracticeItem& item) const {
  schedules::Item out;
  out.id = ids_[static_cast<std::size_t>(&item - items_.data())];
  out.programme = ProgrammeId{out.id.uuid};
  out.revision = 1;
  out.manifest = sha256(item.text);
  out.title = item.title;
  out.targets = {schedules::Target::of(unit_)};
  out.start = item.start.value_or(clock_);
  out.duration = kLength;
  out.volume = 70;
  return out;
}

schedules::PlanDocument PracticeStation::plan() const {
  schedules::PlanDocument plan;
  plan.from = day_of(clock_) - date::days(1);
  plan.until = plan.from + date::days(40);
  for (const auto& horn : horns_) plan.clusters.push_back({horn.id, unit_, {unit_}, {}});
  for (const auto& item : items_) {
    if (item.start) plan.items.push_back(planned(item));
  }
  return plan;
}

std::map<UnitId, schedules::PolicyPath> PracticeStation::policies() const {
  auto policy = regulation(unit_);
  if (quiet_until_) policy.quiet.push_back({utc(clock_), utc(*quiet_until_), quiet_reason_});
  return {{unit_, schedules::PolicyPath({policy})}};
}

PracticeStation::Words PracticeStation::write(const PracticeAction& action) {
  if (action.title.empty()) return {fail("practice.no_title")};
  if (action.text.size() < kEnoughText) return {fail("practice.text_short")};
  if (items_.size() >= kMaxItems) return {fail("practice.full")};
  ids_.push_back(ItemId::make(utc(clock_), random_));
  items_.push_back({std::to_string(items_.size() + 1), action.title, action.text, PracticeItemState::draft, person_, {}, {}});
  done_.insert(Lesson::write);
  return {fail("practice.written", {{"title", action.title}})};
}

PracticeStation::Words PracticeStation::propose(const PracticeAction& action) {
  auto* item = find(action.item);
  if (!item || item->state > PracticeItemState::proposed) return {fail("practice.no_item")};
  if (!action.start || *action.start <= clock_) return {fail("practice.past")};
  auto proposed = planned(*item);
  proposed.start = *action.start;
  const auto day = day_of(*action.start);
  Words refused;
  for (const auto& conflict : schedules::check_item(plan(), policies(), proposed, day, day + date::days(1))) {
    if (conflict.error.code.starts_with("policy.outside_window")) done_.insert(Lesson::quiet_slot);
    refused.push_back(conflict.error);
  }
  if (!refused.empty()) return refused;
  item->start = *action.start;
  item->state = PracticeItemState::proposed;
  done_.insert(Lesson::propose);
  return {fail("practice.proposed", {{"title", item->title}, {"at", format_civil(*action.start)}})};
}

PracticeStation::Words PracticeStation::approve(const PracticeAction& action) {
  auto* item = find(action.item);
  if (!item || item->state != PracticeItemState::proposed) return {fail("practice.no_item")};
  if (item->author == person_) return {fail("approval.own_author")};
  if (person_ != PracticePerson::approver) return {fail("practice.not_approver")};
  item->state = PracticeItemState::approved;
  done_.insert(Lesson::approve);
  return {fail("practice.approved", {{"title", item->title}})};
}

PracticeStation::Words PracticeStation::switch_person() {
  person_ = person_ == PracticePerson::operator_ ? PracticePerson::approver : PracticePerson::operator_;
  return {fail(person_ == PracticePerson::operator_ ? "practice.as_operator" : "practice.as_approver")};
}

// The horns live until the end of the last thing planned, or of the day.
PracticeStation::Words PracticeStation::run_day() {
  CivilTime end = CivilTime(day_of(clock_) + date::days(1));
  for (const auto& item : items_) {
    if (item.start) end = std::max(end, CivilTime(day_of(*item.start) + date::days(1)));
  }
  std::size_t played = 0;
  for (auto& item : items_) {
    const bool due = item.start && item.state >= PracticeItemState::proposed && item.state <= PracticeItemState::approved;
    if (!due) continue;
    play(item);
    ++played;
  }
  clock_ = end + 8h;
  if (quiet_until_ && *quiet_until_ <= clock_) quiet_until_.reset();
  return {fail("practice.day_over", {{"count", std::to_string(played)}})};
}

void PracticeStation::play(PracticeItem& item) {
  const auto timeline = schedules::plan(plan(), policies(), day_of(*item.start));
  const auto id = ids_[static_cast<std::size_t>(&item - items_.data())];
  for (const auto& dropped : timeline.dropped) {
    const auto occurrence = timeline.occurrences.find(dropped.occurrence);
    const bool mine = occurrence != timeline.occurrences.end() && occurrence->second.item == id;
    if (mine && std::ranges::find(item.why, dropped.cause) == item.why.end()) item.why.push_back(dropped.cause);
  }
  if (item.why.empty() && item.state != PracticeItemState::approved) item.why.push_back(fail("play.no_approval"));
  if (!item.why.empty()) {
    item.state = PracticeItemState::missed;
    return;
  }
  item.state = PracticeItemState::aired;
  for (const auto& horn : horns_) {
    if (horn.broken) item.why.push_back(fail("practice.horn_broken", {{"horn", horn.name}}));
  }
}

PracticeStation::Words PracticeStation::explain(const PracticeAction& action) {
  const auto* item = find(action.item);
  if (!item) return {fail("practice.no_item")};
  if (item->state < PracticeItemState::aired) return {fail("practice.not_yet", {{"title", item->title}})};
  if (item->why.empty()) return {fail("practice.all_heard", {{"title", item->title}})};
  done_.insert(Lesson::why);
  return item->why;
}

PracticeStation::Words PracticeStation::quiet(const PracticeAction& action) {
  if (action.reason.empty()) return {fail("practice.no_reason")};
  if (!action.until || *action.until <= clock_) return {fail("practice.past")};
  quiet_until_ = action.until;
  quiet_reason_ = action.reason;
  done_.insert(Lesson::quiet_spell);
  Words out{fail("practice.quiet", {{"until", format_civil(*action.until)}, {"reason", action.reason}})};
  for (const auto& item : items_) {
    const bool silenced = item.start && item.state <= PracticeItemState::approved && *item.start < *action.until && *item.start >= clock_;
    if (silenced) out.push_back(fail("practice.silenced", {{"title", item.title}}));
  }
  return out;
}

PracticeStation::Words PracticeStation::end_quiet() {
  if (!quiet_until_) return {fail("practice.no_quiet")};
  quiet_until_.reset();
  return {fail("practice.quiet_over")};
}

}  // namespace loa::controller
