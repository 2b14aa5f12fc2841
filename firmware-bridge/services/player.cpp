#include "firmware-bridge/services/player.h"

#include <algorithm>
#include <array>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto kDeviceLead = 400ms;   // amplifier and device are on this long before the first sample
constexpr auto kUnitTimeout = 2s;
constexpr std::size_t kBlock = 960;
constexpr std::size_t kKeep = 36'000;     // 750 ms in every ring
constexpr std::int64_t kBehind = 2'400;   // 50 ms: less than that is not worth a jump
constexpr std::uint64_t kProgress = 48'000;

std::int64_t samples_in(SteadyTime::duration d) { return d.count() * 6 / 125; }

}  // namespace

Player::Player(OpenPlayer order, Horns& horns, const Clock& clock, Hooks hooks)
    : order_(std::move(order)), horns_(horns), clock_(clock), hooks_(std::move(hooks)),
      units_(*order_.units, audio::join_point(*order_.units, order_.first_sample).unit),
      opus_(*order_.units, units_, clock, {.start_sample = order_.first_sample}) {
  for (const auto& output : order_.outputs) {
    lanes_.push_back(std::make_unique<Lane>(output));
    lanes_.back()->playout.set_gain(static_cast<float>(output.volume) / 100.0F);
    lanes_.back()->first_sample = order_.first_sample;
  }
}

Player::~Player() {
  for (auto& lane : lanes_) close(*lane);
}

void Player::give(const protocol::LinkUnit& unit) {
  asked_.erase(unit.index);
  if (!unit.held) {
    asked_[unit.index] = clock_.steady();  // the agent does not have it yet: ask again after the time-out
    return;
  }
  const auto good = units_.give(unit.index, unit.bytes);
  if (!good) hooks_.event(UnitRefused{order_.occurrence, good.error()});
  run();
}

void Player::request_units(SteadyTime now) {
  for (auto it = asked_.begin(); it != asked_.end();) {
    if (now - it->second < kUnitTimeout) {
      ++it;
      continue;
    }
    units_.lost(it->first);
    it = asked_.erase(it);
  }
  for (const auto index : units_.take_requests()) {
    asked_[index] = now;
    hooks_.send(protocol::LinkPull{order_.manifest.audio, index});
  }
}

std::size_t Player::room() const {
  std::size_t room = kKeep;
  bool any = false;
  for (const auto& lane : lanes_) {
    if (lane->input_done) continue;
    any = true;
    room = std::min({room, lane->playout.writable(), kKeep - std::min(kKeep, lane->playout.buffered())});
  }
  return any ? room : 0;
}

// The wall clock went on while nothing could be decoded: what should have been heard meanwhile is left out.
void Player::skip_lost_time(SteadyTime now) {
  if (now < order_.start) return;
  std::size_t buffered = kKeep;
  for (const auto& lane : lanes_)
    if (!lane->input_done) buffered = std::min(buffered, lane->playout.buffered());
  const auto due = order_.first_sample + samples_in(now - order_.start) + static_cast<std::int64_t>(kBlock);
  std::int64_t behind = due - opus_.position();
  if (buffered > 0 || behind < kBehind) return;
  std::array<std::int16_t, kBlock> scratch;
  while (behind > 0) {
    const auto got = opus_.read(std::span(scratch).first(std::min<std::size_t>(kBlock, static_cast<std::size_t>(behind))));
    if (got == 0) break;
    behind -= static_cast<std::int64_t>(got);
  }
  for (auto& lane : lanes_)
    if (!lane->started) lane->first_sample = opus_.position();
}

void Player::decode(SteadyTime now) {
  skip_lost_time(now);
  std::array<std::int16_t, kBlock> block;
  for (auto left = room(); left >= kBlock; left = room()) {
    const auto position = opus_.position();
    const auto got = opus_.read(block);
    if (got > 0) feed(std::span(block).first(got), position);
    if (got == kBlock) continue;
    request_units(now);
    break;
  }
  const bool over = opus_.state() == audio::PlayerState::ended || opus_.state() == audio::PlayerState::failed;
  if (!over) return;
  for (auto& lane : lanes_) {
    if (lane->input_done) continue;
    lane->input_done = true;
    if (lane->cause.empty()) lane->cause = opus_.state() == audio::PlayerState::ended ? "finished" : opus_.cause().code;
  }
}

void Player::feed(std::span<const std::int16_t> samples, std::int64_t position) {
  for (auto& lane : lanes_) {
    if (lane->input_done) continue;
    const auto allowed = std::clamp<std::int64_t>(lane->output.stop_at_sample - position, 0, static_cast<std::int64_t>(samples.size()));
    lane->playout.write(samples.first(static_cast<std::size_t>(allowed)));
    if (static_cast<std::size_t>(allowed) == samples.size()) continue;
    lane->input_done = true;
    lane->cause = lane->output.stop_cause;
  }
}

bool Player::sounding() const {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->device_on; });
}

void Player::run() {
  const auto now = clock_.steady();
  request_units(now);
  decode(now);
  request_units(now);
  for (auto& lane : lanes_) {
    if (!lane->device_on && lane->cause.empty()) start_device(*lane, now);
    else if (!lane->device_on && lane->playout.buffered() > 0 && lane->cause == "finished") start_device(*lane, now);
    report(*lane, now);
  }
  for (auto& lane : lanes_) {
    if (!ended(*lane, now)) continue;
    close(*lane);
    hooks_.event(PlayerEnded{order_.occurrence, lane->output.cluster, static_cast<std::int64_t>(lane->playout.samples_played()),
                             lane->cause});
    lane.reset();
  }
  std::erase(lanes_, nullptr);
}

void Player::start_device(Lane& lane, SteadyTime now) {
  if (now < order_.start - kDeviceLead) return;
  auto& horn = horns_.at(lane.output.cluster);
  if (horn.user && horn.user != this) {
    // Programmes follow each other without a gap: the earlier one keeps the horn to the last moment.
    if (now >= order_.start - 20ms) hooks_.free_horn(order_.occurrence, lane.output.cluster, "play.replaced");
    return;
  }
  horn.user = this;
  horn.driver->set_volume(lane.output.volume);
  horn.driver->set_amplifier(true);
  if (const auto on = horn.driver->start(lane.pull); !on) {
    lane.input_done = true;
    lane.cause = on.error().code;
    horn.driver->set_amplifier(false);
    horn.user = nullptr;
    return;
  }
  lane.device_on = true;
  const auto latency = std::chrono::microseconds(horn.driver->latency_us());
  lane.pull.set_lead(std::max<std::int64_t>(0, samples_in(order_.start - horn.driver->started_at() - latency)));
}

void Player::report(Lane& lane, SteadyTime) {
  const auto played = lane.playout.samples_played();
  if (played == 0) return;
  if (!lane.started) {
    lane.started = true;
    const auto at = order_.start + std::chrono::microseconds((lane.first_sample - order_.first_sample) * 125 / 6);
    hooks_.event(PlayerStarted{order_.occurrence, lane.output.cluster, at, lane.first_sample});
  }
  if (played < lane.reported + kProgress) return;
  lane.reported = played;
  hooks_.event(PlayerProgress{order_.occurrence, lane.output.cluster, static_cast<std::int64_t>(played)});
}

bool Player::ended(Lane& lane, SteadyTime) const {
  if (lane.cause.empty()) return false;
  if (!lane.device_on) return lane.cause != "finished" || lane.playout.buffered() == 0;
  return lane.playout.buffered() == 0 && !lane.playout.cutting();
}

void Player::close(Lane& lane) {
  if (!lane.device_on) return;
  auto& horn = horns_.at(lane.output.cluster);
  horn.driver->stop();
  horn.driver->set_amplifier(false);
  horn.user = nullptr;
  lane.device_on = false;
}

void Player::stop(const ClusterId& cluster, const std::string& cause) {
  for (auto& lane : lanes_) {
    if (lane->output.cluster != cluster || !lane->cause.empty()) continue;
    lane->input_done = true;
    lane->cause = cause;
    if (lane->device_on) lane->playout.cut();
  }
}

void Player::stop_at_once(const std::string& cause) {
  for (auto& lane : lanes_) {
    close(*lane);
    hooks_.event(PlayerEnded{order_.occurrence, lane->output.cluster, static_cast<std::int64_t>(lane->playout.samples_played()),
                             lane->cause.empty() ? cause : lane->cause});
  }
  lanes_.clear();
}

void Player::add_levels(std::vector<protocol::LevelNow>& out) {
  for (auto& lane : lanes_) {
    if (!lane->started) continue;
    const auto levels = lane->playout.levels();
    const auto position = lane->first_sample + static_cast<std::int64_t>(lane->playout.samples_played());
    out.push_back({lane->output.cluster, order_.occurrence, static_cast<int>(levels.rms_dbfs), static_cast<int>(levels.peak_dbfs),
                   position / 48});
  }
}

}  // namespace loa::bridge
