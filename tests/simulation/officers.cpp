#include "tests/simulation/officers.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentType;

constexpr auto kAgain = 30s;     // without an answer a letter is sent again

}  // namespace

Officers::Officers(Stage& stage, ControllerProcess& controller)
    : stage_(stage), controller_(controller), chance_(stage.options.seed, 3) {}

void Officers::post(Send send, std::function<void()> held) {
  letters_.push_back({std::move(send), std::move(held)});
  if (!sending_) send_next();
}

// One letter at a time, in order: a newer version never overtakes an older one.
void Officers::send_next() {
  sending_ = !letters_.empty();
  if (!sending_) return;
  const auto attempt = ++attempt_;
  const auto send = letters_.front().send;
  send([this, attempt](const Status& status) {
    if (attempt != attempt_) return;
    if (!status) stage_.note("officer.refused", -1, 0, status.error().code);
    ++counts_[status ? "taken" : "refused " + status.error().code];
    const auto held = letters_.front().held;
    letters_.pop_front();
    if (status && held) held();
    stage_.loop.after(50ms, [this, next = ++attempt_] {
      if (next == attempt_) send_next();
    });
  });
  stage_.loop.after(kAgain, [this, attempt] { if (attempt == attempt_) send_next(); });
}

void Officers::issue(DocumentType type, Bytes envelope) {
  const Hash hash = stage_.world.document_hash(envelope);
  stage_.law.sign(hash, type, envelope, stage_.now());
  stage_.note("officer.signs", -1, static_cast<std::uint64_t>(type), hash.short_hex());
  ++counts_[std::string(protocol::to_text(type))];
  post([this, envelope = std::move(envelope)](ControllerProcess::Answer answer) { controller_.submit(envelope, std::move(answer)); },
       [this, hash] { stage_.law.effective(hash, stage_.now()); });
}

void Officers::found() {
  auto& world = stage_.world;
  world.set_now(stage_.utc());
  trust_ = world.trust_document();
  issue(DocumentType::trust, world.trust(trust_));
  issue(DocumentType::map, world.map());
  for (const auto& site : world.sites()) issue(DocumentType::place, world.place(site));
  policies_[world.province()] = world.regulation(world.province(), 5 * 60, 21 * 60, 24 * 60, 100);
  for (const auto& site : world.sites()) policies_[site.unit] = world.regulation(site.unit, 5 * 60, 20 * 60, 24 * 60, 80);
  for (const auto& [unit, policy] : policies_) issue(DocumentType::policy, world.policy(policy));
  siren_ = world.light_programme(20s);
  post([this](ControllerProcess::Answer answer) { controller_.put_programme(siren_, std::move(answer)); });
  protocol::Template model{world.header(), world.next_version(), siren_.id, siren_.manifest_hash, {world.province()}, world.now() + 24h * 80};
  issue(DocumentType::template_, world.sign(model, {world.duty_one().key(), world.duty_two().key()}));
  for (int i = 0; i < 3; ++i) new_programme();
}

void Officers::live(TrueTime until) {
  until_ = until;
  day();
  stage_.loop.at(stage_.now() + (until - stage_.now()) * chance_.between(25, 60) / 100, [this] { revoke(); });
}

void Officers::sometime(double probability, std::function<void()> what) {
  if (!chance_.happens(probability)) return;
  const auto wait = chance_.time(0s, 24h);
  if (stage_.now() + wait < until_) stage_.loop.after(wait, std::move(what));
}

// Shortly before something is due, or while it sounds: where it matters most.
void Officers::before_slot(double probability, std::function<void()> what) {
  if (!chance_.happens(probability)) return;
  const TrueTime slot = stage_.attention.slot(stage_.now() + 24h, chance_.one_of(stage_.attention.minutes()));
  const TrueTime at = chance_.happens(0.3) ? slot + chance_.time(0s, 25s) : slot - chance_.time(20s, 59min);
  if (at > stage_.now() && at < until_) stage_.loop.at(at, std::move(what));
}

void Officers::day() {
  if (stage_.now() >= until_) return;
  sometime(0.35, [this] { new_programme(); });
  sometime(0.3, [this] { new_revision(); });
  before_slot(0.25, [this] { withdraw(); });
  before_slot(0.3, [this] { quiet_spell(); });
  sometime(0.1, [this] { narrow_windows(); });
  before_slot(0.5, [this] { hush(); });
  before_slot(0.5, [this] { alert(); });
  sometime(0.3, [this] { alert(); });
  sometime(0.15, [this] { remove_item(); });
  before_slot(0.12, [this] { suspend(); });
  stage_.loop.after(24h, [this] { day(); });
}

UnitId Officers::some_unit() {
  if (chance_.happens(0.4)) return stage_.world.province();
  return chance_.one_of(stage_.world.sites()).unit;
}

std::vector<schedules::Target> Officers::target(const std::vector<UnitId>& units) const {
  std::vector<schedules::Target> out;
  for (const auto& unit : units) out.push_back(schedules::Target::of(unit));
  return out;
}

const protocol::Signer* Officers::approver() const {
  const bool away = revoked_ || stage_.now() < suspended_until_;
  return away ? stage_.world.duty_one().key() : stage_.world.approver().key();
}

Officers::Running* Officers::some_running() {
  return running_.empty() ? nullptr : &running_[static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(running_.size()) - 1))];
}

std::string Officers::figures() const {
  std::string out;
  for (const auto& [what, count] : counts_) out += (out.empty() ? "" : ", ") + what + " " + std::to_string(count);
  return out;
}

}  // namespace loa::sim
