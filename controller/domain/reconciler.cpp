#include "controller/domain/reconciler.h"

#include <algorithm>

namespace loa::controller {

namespace {

constexpr std::array<std::chrono::seconds, 4> kWaits{std::chrono::seconds(5), std::chrono::seconds(15),
                                                     std::chrono::seconds(60), std::chrono::seconds(300)};

}  // namespace

Republish Reconciler::publish(const Key& key, Entry& entry, SteadyTime now) {
  entry.due = now + kWaits[std::min(entry.attempts, kWaits.size() - 1)];
  ++entry.attempts;
  return {key.first, key.second, entry.desired};
}

std::vector<Republish> Reconciler::desire(const AgentId& agent, Channel channel, std::int64_t version, SteadyTime now) {
  const Key key{agent, channel};
  Entry& entry = entries_[key];
  if (version == entry.desired) return {};
  entry.desired = version;
  entry.attempts = 0;
  if (!up_) return {};
  return {publish(key, entry, now)};
}

void Reconciler::reported(const AgentId& agent, std::int64_t root, std::int64_t mail) {
  entries_[{agent, Channel::root}].reported = root;
  entries_[{agent, Channel::mail}].reported = mail;
}

std::vector<Republish> Reconciler::transport_up(SteadyTime now) {
  up_ = true;
  std::vector<Republish> out;
  for (auto& [key, entry] : entries_) {
    if (entry.desired == 0) continue;
    entry.attempts = 0;
    out.push_back(publish(key, entry, now));
  }
  return out;
}

void Reconciler::transport_down() { up_ = false; }

std::vector<Republish> Reconciler::tick(SteadyTime now) {
  std::vector<Republish> out;
  if (!up_) return out;
  for (auto& [key, entry] : entries_) {
    if (entry.desired == 0 || entry.reported >= entry.desired || entry.due > now) continue;
    out.push_back(publish(key, entry, now));
  }
  return out;
}

void Reconciler::forget(const AgentId& agent) {
  entries_.erase({agent, Channel::root});
  entries_.erase({agent, Channel::mail});
}

bool Reconciler::agrees(const AgentId& agent, Channel channel) const {
  auto found = entries_.find({agent, channel});
  return found != entries_.end() && found->second.desired != 0 && found->second.reported >= found->second.desired;
}

std::optional<SteadyTime> Reconciler::next_due() const {
  std::optional<SteadyTime> first;
  if (!up_) return first;
  for (const auto& [key, entry] : entries_) {
    if (entry.desired == 0 || entry.reported >= entry.desired) continue;
    if (!first || entry.due < *first) first = entry.due;
  }
  return first;
}

std::size_t Reconciler::behind() const {
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), [](const auto& pair) {
    return pair.second.desired != 0 && pair.second.reported < pair.second.desired;
  }));
}

}  // namespace loa::controller
