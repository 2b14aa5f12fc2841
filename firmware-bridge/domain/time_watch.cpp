#include "firmware-bridge/domain/time_watch.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxAsked = 4;

protocol::TimeState restored_state(const StoredFiles& stored) {
  const auto file = stored.find("time");
  if (file == stored.end()) return {};
  auto state = protocol::read_time_state(as_text(file->second));
  return state ? *state : protocol::TimeState{};
}

}  // namespace

TimeWatch::TimeWatch(const GateSetup& setup, WriteTokens& tokens, const StoredFiles& stored)
    : random_(*setup.random), tokens_(tokens), keeper_(restored_state(stored), setup.boot_id, setup.build_time) {}

void TimeWatch::tick(bool settled, SteadyTime now, Actions& out) {
  if (now < next_request_) return;
  next_request_ = now + (settled && known(now) ? SteadyTime::duration(60s) : SteadyTime::duration(5s));
  Asked asked{.nonce = {}, .sent = now};
  random_.fill(asked.nonce);
  asked_.push_back(asked);
  if (asked_.size() > kMaxAsked) asked_.pop_front();
  out.push_back(Send{protocol::LinkTimeRequest{asked.nonce}});
}

std::optional<protocol::Time> TimeWatch::on_beacon(ByteSpan envelope, const protocol::Register& reg, const Moment& now,
                                                   Actions& out, Notes& notes) {
  if (!reg.trust()) return std::nullopt;  // nothing to check it against yet
  const auto admission = reg.examine(envelope, best(now));
  if (!admission || admission->type != protocol::DocumentType::time) {
    notes.push_back({admission ? fail("bridge.beacon_type") : admission.error(), "beacon", std::nullopt});
    return std::nullopt;
  }
  const auto decoded = protocol::decode_envelope(envelope);
  const auto time = protocol::read_payload<protocol::Time>(decoded->payload);
  if (!time) {
    notes.push_back({time.error(), "beacon", std::nullopt});
    return std::nullopt;
  }
  const auto asked = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& each) { return each.nonce == time->nonce; });
  if (asked == asked_.end()) {
    notes.push_back({fail("bridge.beacon_nonce"), "beacon", std::nullopt});
    return std::nullopt;
  }
  const auto sent = asked->sent;
  asked_.erase(asked_.begin(), asked + 1);
  const auto taken = keeper_.on_beacon(time->now, sent, now.steady, now.system_utc);
  if (taken) tokens_.write("time", to_bytes(protocol::write_time_state(keeper_.state())), out);
  // A slow network is no lie.
  else if (taken.error().code != "time.round_trip") notes.push_back({taken.error(), "beacon", std::nullopt});
  return *time;
}

UtcTime TimeWatch::best(const Moment& now) const {
  const auto estimate = keeper_.at(now.steady);
  return estimate.known ? estimate.now : std::max(estimate.now, now.system_utc);
}

}  // namespace loa::bridge
