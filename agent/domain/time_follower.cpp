#include "agent/domain/time_follower.h"

#include "agent/domain/judging_time.h"
#include "agent/domain/value_keys.h"
#include "protocol/limits.h"
#include "protocol/messages.h"

#include <chrono>

namespace loa::agent {
namespace {

constexpr auto kAskKnown = std::chrono::seconds(60);
constexpr auto kAskUnknown = std::chrono::seconds(5);
constexpr auto kKeepEvery = std::chrono::minutes(10);

}  // namespace

std::optional<protocol::Nonce> nonce_of_beacon(ByteSpan envelope) {
  const auto decoded = protocol::decode_envelope(envelope);
  if (!decoded || decoded->type != protocol::DocumentType::time) return std::nullopt;
  const auto beacon = protocol::read_payload<protocol::Time>(decoded->payload);
  if (!beacon) return std::nullopt;
  return beacon->nonce;
}

TimeFollower::TimeFollower(AgentId agent, std::string boot_id, UtcTime build_time, Random& random)
    : agent_(agent), boot_id_(std::move(boot_id)), build_time_(build_time), random_(random),
      keeper_(protocol::TimeState{}, boot_id_, build_time) {}

void TimeFollower::restore(const Snapshot& snapshot) {
  const auto found = snapshot.values.find(kTimeKey);
  if (found == snapshot.values.end()) return;
  if (auto state = protocol::read_time_state(as_text(found->second))) {
    keeper_ = protocol::TimeKeeper(std::move(*state), boot_id_, build_time_);
  }
}

void TimeFollower::on_link(Step& step, bool up) {
  up_ = up;
  asked_.reset();
  if (up) ask(step);
}

void TimeFollower::ask(Step& step) {
  random_.fill(nonce_);
  asked_ = step.steady();
  next_ask_ = step.steady() + (step.time_known() ? SteadyTime::duration(kAskKnown) : SteadyTime::duration(kAskUnknown));
  const Bytes nonce(nonce_.begin(), nonce_.end());
  if (up_) {
    step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::time), nonce, 0, false}});
  } else {
    step.act(HttpRequest{HttpKind::time, nonce, {}, 0, 0});
  }
}

bool TimeFollower::on_beacon(Step& step, const protocol::Register& reg, ByteSpan envelope) {
  const auto nonce = nonce_of_beacon(envelope);
  if (!nonce || !asked_ || *nonce != nonce_) return false;
  const SteadyTime sent = *asked_;
  asked_.reset();
  const bool was_known = step.time_known();
  if (const auto admission = reg.examine(envelope, judging_time(step, envelope)); !admission) {
    step.emit(Level::warn, "time.beacon_refused", {{"code", admission.error().code}});
    return true;
  }
  const auto decoded = protocol::decode_envelope(envelope);
  auto beacon = protocol::read_payload<protocol::Time>(decoded->payload);
  if (!beacon) return true;
  last_beacon_ = *beacon;
  if (const auto status = keeper_.on_beacon(beacon->now, sent, step.steady(), step.system_utc()); !status) {
    step.emit(Level::warn, "time.beacon_refused", {{"code", status.error().code}});
  }
  step.learn(keeper_.at(step.steady()));
  if (step.time_known() != was_known) step.emit(Level::info, "time.known", {{"known", step.time_known() ? "1" : "0"}});
  next_ask_ = step.steady() + (step.time_known() ? SteadyTime::duration(kAskKnown) : SteadyTime::duration(kAskUnknown));
  keep(step, step.time_known() != was_known);
  return true;
}

void TimeFollower::raise_floor(Step& step, UtcTime issued) {
  keeper_.raise_floor(issued);
  step.learn(keeper_.at(step.steady()));
}

// The state is small but a commit costs flash: every ten minutes is enough, the beacon's steady time makes up the rest.
void TimeFollower::keep(Step& step, bool at_once) {
  if (!at_once && kept_ && step.steady() - *kept_ < kKeepEvery) return;
  kept_ = step.steady();
  step.write({PutValue{kTimeKey, to_bytes(protocol::write_time_state(keeper_.state()))}});
}

void TimeFollower::tick(Step& step) {
  if (step.steady() >= next_ask_) ask(step);
}

}  // namespace loa::agent
