#include "tests/simulation/horns.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kAskAgain = 2s;
constexpr auto kPatience = 15s;      // without content a player gives up
constexpr std::int64_t kSamplesPerMs = 48;

}  // namespace

void Horns::open(const bridge::OpenPlayer& order) {
  for (const auto& output : order.outputs) {
    Lane lane;
    lane.order = order;
    lane.output = output;
    lane.due = when(order.start);
    lane.unit = static_cast<std::uint32_t>(std::max<std::int64_t>(0, order.first_sample / kSamplesPerMs * 4) / protocol::kUnitBytes);
    lane.id = ++last_id_;
    lane.stretch = {agent_, output.cluster, order.occurrence, order.manifest.programme.is_nil() ? Hash{} : sha256(protocol::write_manifest(order.manifest)),
                    lane.due, order.first_sample, 0, false};
    lanes_.emplace(lane.id, lane);
    ask(lane.id);
  }
}

void Horns::ask(std::uint64_t id) {
  const auto lane = lanes_.find(id);
  if (lane == lanes_.end() || lane->second.ready) return;
  if (stage_.now() > lane->second.due + kPatience) return end(id, "bridge.content_missing");
  hooks_.send(protocol::LinkPull{lane->second.order.manifest.audio, lane->second.unit});
  stage_.loop.after(kAskAgain, [this, id] { ask(id); });
}

void Horns::give(const protocol::LinkUnit& unit) {
  for (auto& [id, lane] : lanes_) {
    if (lane.ready || !unit.held || lane.order.manifest.audio != unit.content || lane.unit != unit.index) continue;
    if (!audio::check_unit(*lane.order.units, unit.index, unit.bytes)) {
      stage_.broken("content.altered", "a unit of sound is not what the manifest names");
      continue;
    }
    lane.ready = true;
    stage_.loop.at(std::max(lane.due, stage_.now()), [this, id = id] { start(id); });
  }
}

std::int64_t Horns::total(const Lane& lane) const {
  return std::min(lane.order.units->total_samples, lane.output.stop_at_sample) - lane.stretch.first_sample;
}

void Horns::replace_others(const Lane& lane) {
  std::vector<std::uint64_t> others;
  for (const auto& [id, other] : lanes_)
    if (id != lane.id && other.started && other.output.cluster == lane.output.cluster) others.push_back(id);
  for (const auto id : others) end(id, "play.replaced");
}

// What should have been heard while the content was awaited is left out.
void Horns::start(std::uint64_t id) {
  const auto found = lanes_.find(id);
  if (found == lanes_.end()) return;
  replace_others(found->second);
  Lane& lane = lanes_.at(id);
  const auto late = std::max<Micros>(stage_.now() - lane.due, 0us);
  lane.stretch.first_sample += late.count() * kSamplesPerMs / 1000;
  lane.stretch.start = stage_.now();
  if (total(lane) <= 0) return end(id, lane.output.stop_cause);
  lane.started = true;
  stage_.note("sound", agent_, static_cast<std::uint64_t>(lane.stretch.first_sample), lane.stretch.occurrence.short_hex());
  const SteadyTime at = hooks_.steady();
  hooks_.event(bridge::PlayerStarted{lane.order.occurrence, lane.output.cluster, at, lane.stretch.first_sample});
  stage_.loop.after(0us, [this, id] { advance(id); });
}

std::int64_t Horns::position(const Lane& lane) const {
  return std::min(total(lane), (stage_.now() - lane.stretch.start).count() * kSamplesPerMs / 1000);
}

void Horns::advance(std::uint64_t id) {
  const auto found = lanes_.find(id);
  if (found == lanes_.end()) return;
  Lane& lane = found->second;
  lane.stretch.samples = position(lane);
  if (lane.stretch.samples >= total(lane)) {
    const bool whole = lane.output.stop_at_sample >= lane.order.units->total_samples;
    return end(id, whole ? "finished" : lane.output.stop_cause);
  }
  hooks_.heard(lane.stretch);
  hooks_.event(bridge::PlayerProgress{lane.order.occurrence, lane.output.cluster, lane.stretch.samples});
  if (!lanes_.contains(id)) return;
  const auto left = Micros{(total(lanes_.at(id)) - lanes_.at(id).stretch.samples) * 1000 / kSamplesPerMs + 1};
  stage_.loop.after(std::min<Micros>(left, 1s), [this, id] { advance(id); });
}

void Horns::stop(const Hash& occurrence, const ClusterId& cluster, const std::string& cause) {
  std::vector<std::uint64_t> mine;
  for (auto& [id, lane] : lanes_)
    if (lane.order.occurrence == occurrence && lane.output.cluster == cluster) mine.push_back(id);
  for (const auto id : mine)
    stage_.loop.after(20ms, [this, id, cause] {
      if (lanes_.contains(id)) end(id, cause);
    });
}

void Horns::end(std::uint64_t id, const std::string& cause) {
  Lane lane = lanes_.at(id);
  lanes_.erase(id);
  if (lane.started) {
    lane.stretch.samples = position(lane);
    hooks_.ended(lane.stretch);
  }
  stage_.note("silence", agent_, static_cast<std::uint64_t>(lane.stretch.samples), cause);
  hooks_.event(bridge::PlayerEnded{lane.order.occurrence, lane.output.cluster, lane.stretch.samples, cause});
}

void Horns::die() {
  const Lanes lanes = std::exchange(lanes_, {});
  for (auto [id, lane] : lanes) {
    if (!lane.started) continue;
    lane.stretch.samples = position(lane);
    lane.stretch.cut = true;
    hooks_.ended(lane.stretch);
  }
}

}  // namespace loa::sim
