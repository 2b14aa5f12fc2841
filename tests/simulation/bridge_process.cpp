#include "tests/simulation/bridge_process.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::Part;

constexpr auto kLazyTick = 15min;   // an idle bridge outside of the watched spans

}  // namespace

BridgeProcess::BridgeProcess(Stage& stage, Link& link, int index)
    : stage_(stage), link_(link), index_(index), chance_(stage.options.seed, 500 + static_cast<std::uint64_t>(index)),
      device_("bridge" + std::to_string(index), stage.now(), chance_),
      disk_(stage.loop, chance_, stage.is(Defect::bridge_disk_lies)),
      horns_(stage, index, {.event = [this](bridge::Event event) { deliver(std::move(event)); },
                            .send = [this](protocol::LinkMessage message) { link_.to_agent(std::move(message)); },
                            .steady = [this] { return steady(); },
                            .heard = [this](const Stretch& stretch) { on_heard(stretch); },
                            .ended = [this](const Stretch& stretch) { on_ended(stretch); }}) {
  link_.bridge().changed = [this](bool up) {
    if (up) deliver(bridge::LinkUp{});
    else deliver(bridge::LinkDown{});
    tick();
  };
  link_.bridge().message = [this](const protocol::LinkMessage& message) { from_agent(message); };
}

SteadyTime BridgeProcess::steady() const {
  if (!stage_.is(Defect::wall_clock_trusted)) return device_.steady(stage_.now());
  return SteadyTime{device_.wall(stage_.now()) - stage_.world.genesis().issued};
}

void BridgeProcess::start() {
  ++life_;
  stage_.note("bridge.start", index_, life_, device_.boot_id());
  bridge::GateSetup setup;
  setup.genesis = stage_.world.genesis();
  setup.bridge = site().bridge;
  for (const auto& cluster : site().clusters) setup.clusters.push_back({cluster, 100});
  setup.boot_id = device_.boot_id();
  setup.build_time = stage_.world.genesis().issued;
  setup.software = "loa-bridge";
  setup.key = site().bridge_key.key();
  setup.random = &chance_.random();
  if (stage_.is(Defect::progress_forgotten)) files_.erase("progress");
  gate_ = std::make_unique<bridge::Gate>(std::move(setup), files_, moment());
  recall();
  perform(gate_->start(moment()));
  for (const auto& cluster : site().clusters)
    deliver(bridge::SensesChanged{cluster, {.line_ok = true, .amplifier_on = true, .mains = true, .temperature_c = {}}});
  link_.alive(link_.bridge(), true);
  tick();
}

void BridgeProcess::resume() {
  if (!up() && device_.powered()) start();
}

void BridgeProcess::crash() {
  if (!gate_) return;
  stage_.note("bridge.crash", index_, life_);
  ++life_;
  link_.alive(link_.bridge(), false);
  horns_.die();
  gate_.reset();
  disk_.crash();
  events_.clear();
  untold_.clear();
  told_.open_since.reset();
  armed_ = false;
}

void BridgeProcess::deliver(bridge::Event event) {
  if (!gate_) return;
  events_.push_back(std::move(event));
  if (std::exchange(delivering_, true)) return;
  while (!events_.empty()) {
    const bridge::Event next = std::move(events_.front());
    events_.pop_front();
    stage_.note("bridge", index_, next.index());
    const bool was_idle = gate_->idle();
    perform(gate_->step(next, moment()));
    if (was_idle && !gate_->idle()) stage_.loop.after(0us, [this, life = life_] { if (life == life_) tick(); });
  }
  delivering_ = false;
  check_time();
}

void BridgeProcess::perform(const bridge::Actions& actions) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<bridge::Send>(&action)) {
      if (const auto* status = std::get_if<protocol::LinkStatus>(&send->message)) check_status(*status);
      link_.to_agent(send->message);
    }
    if (const auto* order = std::get_if<bridge::Write>(&action)) write(*order);
    if (const auto* remove = std::get_if<bridge::Remove>(&action))
      disk_.submit(Disk::Kind::seal, [this, name = remove->name] { files_.erase(name); }, {});
    if (const auto* open = std::get_if<bridge::OpenPlayer>(&action)) horns_.open(*open);
    if (const auto* stop = std::get_if<bridge::StopPlayer>(&action)) horns_.stop(stop->occurrence, stop->cluster, stop->cause);
    if (const auto* report = std::get_if<bridge::Report>(&action)) stage_.note("bridge.says", index_, 0, report->error.code);
  }
}

void BridgeProcess::write(const bridge::Write& order) {
  disk_.submit(Disk::Kind::write, [this, name = order.name, bytes = order.bytes] { files_[name] = bytes; },
               [this, life = life_, token = order.token] {
                 if (life == life_) deliver(bridge::Written{token});
               });
  if (!std::exchange(armed_, false)) return;
  stage_.loop.after(chance_.time(0us, 40ms), [this, life = life_] {
    if (life != life_) return;
    crash();
    stage_.loop.after(chance_.time(500ms, 30s), [this] { resume(); });
  });
}

void BridgeProcess::from_agent(const protocol::LinkMessage& message) {
  if (const auto* part = std::get_if<protocol::LinkPart>(&message)) untold_[part->part] = part->bytes;
  if (const auto* unit = std::get_if<protocol::LinkUnit>(&message)) horns_.give(*unit);
  deliver(bridge::FromAgent{message});
  if (const auto* mail = std::get_if<protocol::LinkMail>(&message)) tell_mail(mail->mail);
  if (!std::holds_alternative<protocol::LinkRoot>(message)) return;
  for (const auto& [part, bytes] : std::exchange(untold_, {})) tell(part, bytes);
}

// A root counts as held by a bridge only when it is durable there.
void BridgeProcess::check_status(const protocol::LinkStatus& status) {
  if (status.root == 0) return;
  const auto file = files_.find("root");
  const auto envelope = file == files_.end() ? Result<protocol::Envelope>(fail("none")) : protocol::decode_envelope(file->second);
  const std::int64_t durable = envelope ? protocol::read_payload<protocol::Root>(envelope->payload)->version : 0;
  if (status.root > durable) stage_.broken("status.root_early", "bridge " + std::to_string(index_) + " says it holds a root that is not durable");
}

// Who says he knows the time is no more wrong than he says.
void BridgeProcess::check_time() {
  if (!gate_) return;
  const auto estimate = gate_->time(steady());
  if (!estimate.known) return;
  const auto wrong = estimate.now - stage_.utc();
  if (std::chrono::abs(wrong) <= estimate.error + 20ms) return;
  stage_.broken("time.wrong", "bridge " + std::to_string(index_) + " is wrong by " + std::to_string(wrong.count()) + " ms and claims " +
                                  std::to_string(estimate.error.count()));
}

Millis BridgeProcess::doubt() const { return gate_ ? gate_->time(steady()).error + 1s : Millis(31s); }

void BridgeProcess::on_heard(const Stretch& stretch) {
  const auto& sites = stage_.world.sites();
  const SoundAsked asked{sites[static_cast<std::size_t>(index_)].unit, stretch.manifest, stage_.now(), doubt()};
  const auto why = stage_.law.objection(asked, told_);
  if (why) stage_.broken("sound.not_allowed", "bridge " + std::to_string(index_) + " sounds " + stretch.occurrence.short_hex() + ": " + *why);
}

void BridgeProcess::on_ended(const Stretch& stretch) { stage_.watch.sounded(stretch, doubt(), stage_.now()); }

void BridgeProcess::tell_all(const std::vector<Bytes>& envelopes) {
  for (const auto& envelope : envelopes) told_.documents.try_emplace(stage_.world.document_hash(envelope), stage_.now());
}

void BridgeProcess::tell(Part part, const Bytes& bytes) {
  if (part == Part::library) {
    if (const auto library = protocol::read_library(as_text(bytes))) tell_all(library->approvals);
  } else if (const auto list = protocol::decode_envelope_list(bytes, protocol::kMaxPart)) {
    tell_all(*list);
  }
}

void BridgeProcess::tell_mail(const Bytes& wire) {
  if (const auto mail = protocol::decode_mail(wire)) tell_all(mail->envelopes);
}

void BridgeProcess::recall() {
  told_.documents.clear();
  if (const auto mail = files_.find("mail"); mail != files_.end())
    if (const auto list = protocol::decode_envelope_list(mail->second, protocol::kMaxPart)) tell_all(*list);
  const auto root = files_.find("root");
  if (root == files_.end()) return;
  const auto named = protocol::read_payload<protocol::Root>(protocol::decode_envelope(root->second)->payload);
  for (const auto part : bridge::kHeldParts) {
    const auto file = files_.find("part-" + named->parts[static_cast<std::size_t>(part)].hash.hex());
    if (file != files_.end()) tell(part, file->second);
  }
}

Micros BridgeProcess::tick_wait() const {
  const auto now = stage_.now();
  if (!gate_->idle() || !horns_.silent()) return 1s;
  if (link_.up() && (!gate_->current() || !gate_->time_known(steady()) || gate_->outbox_waiting() > 0)) return 5s;
  if (stage_.attention.at(now)) return 5s;
  return std::min<Micros>(kLazyTick, stage_.attention.next(now) - now);
}

void BridgeProcess::tick() {
  if (!gate_) return;
  const auto ticks = ++ticks_;
  deliver(bridge::Tick{});
  stage_.loop.after(std::max<Micros>(tick_wait(), 1ms), [this, ticks, life = life_] {
    if (life == life_ && ticks == ticks_) tick();
  });
}

}  // namespace loa::sim
