// What the officers do, one function a deed.
#include "agent/domain/director.h"
#include "tests/simulation/officers.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentType;

constexpr std::size_t kMaxRunning = 6;

CivilDay local_day(TrueTime now) { return CivilDay{date::floor<date::days>(now + 7h).time_since_epoch()}; }

}  // namespace

void Officers::approve(const Running& running) {
  auto approval = stage_.world.approval_document(running.programme, running.units);
  approval.until = approval.from + 24h * 85;
  approval.withdrawn = running.withdrawn;
  issue(DocumentType::approval, stage_.world.sign(approval, {approver()}));
}

void Officers::new_programme() {
  if (running_.size() >= kMaxRunning) return;
  stage_.world.set_now(stage_.utc());
  Running running;
  running.programme = stage_.world.light_programme(Millis(chance_.between(25, 40)) * 1000);
  running.units = {running_.empty() ? stage_.world.province() : some_unit()};
  post([this, programme = running.programme](ControllerProcess::Answer answer) { controller_.put_programme(programme, std::move(answer)); });
  approve(running);
  add_item(running);
  running_.push_back(std::move(running));
}

std::set<Hash> Officers::occurrences() const {
  std::set<Hash> out = alerts_;
  for (const auto& item : all_items_)
    for (int day = 0; day <= stage_.options.days + 3; ++day) out.insert(schedules::occurrence_id(item.id, item.start + date::days(day)));
  return out;
}

void Officers::new_revision() {
  Running* running = some_running();
  if (!running) return;
  stage_.world.set_now(stage_.utc());
  running->programme = stage_.world.light_revision(running->programme, Millis(chance_.between(25, 40)) * 1000);
  running->withdrawn = false;
  post([this, programme = running->programme](ControllerProcess::Answer answer) { controller_.put_programme(programme, std::move(answer)); });
  approve(*running);
}

void Officers::withdraw() {
  Running* running = some_running();
  if (!running || running->withdrawn) return;
  stage_.world.set_now(stage_.utc());
  running->withdrawn = true;
  approve(*running);
  stage_.loop.after(chance_.time(1h, 36h), [this, id = running->programme.id] {
    for (auto& again : running_) {
      if (again.programme.id != id || !again.withdrawn || stage_.now() >= until_) continue;
      stage_.world.set_now(stage_.utc());
      again.withdrawn = false;
      approve(again);
    }
  });
}

void Officers::add_item(const Running& running) {
  const int minute = stage_.attention.minutes()[items_.size() % stage_.attention.minutes().size()];
  const bool passed = stage_.attention.slot(stage_.now(), minute) < stage_.now() + 15min;
  schedules::Item item;
  item.id = ItemId::make(stage_.utc(), stage_.world.random());
  item.programme = running.programme.id;
  item.title = running.programme.manifest.title;
  item.targets = target(running.units);
  item.start = CivilTime{local_day(stage_.now()) + date::days(passed ? 1 : 0)} + std::chrono::minutes(minute) + (chance_.happens(0.3) ? 30s : 0s);
  item.rrule = "FREQ=DAILY";
  item.duration = running.programme.manifest.duration;
  item.created = stage_.utc();
  items_.push_back(item);
  all_items_.push_back(item);
  post([this, item](ControllerProcess::Answer answer) { controller_.put_item(item, std::move(answer)); });
}

void Officers::remove_item() {
  if (items_.size() < 4) return;
  const auto at = static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(items_.size()) - 1));
  post([this, id = items_[at].id](ControllerProcess::Answer answer) { controller_.drop_item(id, std::move(answer)); });
  items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(at));
}

// The approver's key is gone for good; somebody else approves everything anew within the day.
void Officers::revoke() {
  if (revoked_) return;
  stage_.world.set_now(stage_.utc());
  const auto key = stage_.world.approver().key()->id();
  trust_.header = stage_.world.header();
  trust_.version = stage_.world.next_version();
  trust_.until = stage_.world.now() + 24h * 45;
  trust_.revocations.push_back({key, stage_.world.now(), stage_.world.now() + 24h * 90, {}});
  revoked_ = true;
  issue(DocumentType::trust, stage_.world.trust(trust_));
  stage_.loop.after(chance_.time(8h, 40h), [this] {
    stage_.world.set_now(stage_.utc());
    for (const auto& running : running_)
      if (!running.withdrawn) approve(running);
  });
}

void Officers::suspend() {
  if (revoked_ || stage_.now() < suspended_until_) return;
  stage_.world.set_now(stage_.utc());
  suspended_until_ = stage_.now() + chance_.time(2h, 20h);
  const protocol::Suspension document{stage_.world.header(), stage_.world.approver().key()->id(), to_utc(suspended_until_)};
  issue(DocumentType::suspend, stage_.world.sign(document, {stage_.world.renewer().key()}));
}

void Officers::regulate(const UnitId& unit) {
  stage_.world.set_now(stage_.utc());
  issue(DocumentType::policy, stage_.world.policy(policies_[unit]));
}

void Officers::quiet_spell() {
  const UnitId unit = some_unit();
  auto& policy = policies_[unit];
  std::erase_if(policy.quiet, [&](const auto& spell) { return spell.until < stage_.utc(); });
  const UtcTime from = stage_.utc() + std::chrono::duration_cast<Millis>(chance_.time(0s, 40min));
  policy.quiet.push_back({from, from + std::chrono::duration_cast<Millis>(chance_.time(30min, 20h)), "để tang"});
  regulate(unit);
}

void Officers::narrow_windows() {
  const UnitId unit = some_unit();
  const bool wide = policies_[unit].windows.size() == 1;
  using M = schedules::MinuteOfDay;
  // The morning slot is cut in the middle, the evening one is outside.
  policies_[unit].windows = wide ? std::vector<schedules::Window>{{0x7f, M(300), M(331)}, {0x7f, M(650), M(700)}}
                                 : std::vector<schedules::Window>{{0x7f, M(300), M(1200)}};
  regulate(unit);
}

void Officers::hush() {
  stage_.world.set_now(stage_.utc());
  const UnitId unit = some_unit();
  const auto document = stage_.world.hush_document(unit, std::chrono::duration_cast<Millis>(chance_.time(40min, 11h)));
  issue(DocumentType::hush, stage_.world.sign(document, {stage_.world.duty_one().key()}));
  if (chance_.happens(0.3)) stage_.loop.after(chance_.time(1min, 3h), [this, unit] { release(unit); });
}

void Officers::release(const UnitId& unit) {
  stage_.world.set_now(stage_.utc());
  auto document = stage_.world.hush_document(unit, 1h);
  document.released = true;
  issue(DocumentType::hush, stage_.world.sign(document, {stage_.world.duty_two().key()}));
}

void Officers::alert() {
  stage_.world.set_now(stage_.utc());
  const auto length = std::chrono::duration_cast<Millis>(chance_.time(2min, 20min));
  const auto document = stage_.world.alert_document(siren_, {some_unit()}, length);
  stage_.attention.add(stage_.now(), stage_.now() + 3min);
  alerts_.insert(agent::alert_occurrence(document.header.id));
  issue(DocumentType::alert, stage_.world.sign(document, {stage_.world.duty_one().key(), stage_.world.duty_two().key()}));
  if (!chance_.happens(0.4)) return;
  stage_.loop.after(chance_.time(2s, 40s), [this, id = document.header.id] {
    stage_.world.set_now(stage_.utc());
    issue(DocumentType::stop, stage_.world.sign(protocol::Stop{stage_.world.header(), id}, {stage_.world.duty_two().key()}));
  });
}

}  // namespace loa::sim
