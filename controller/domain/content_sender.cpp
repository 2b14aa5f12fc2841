#include "controller/domain/content_sender.h"

#include "protocol/limits.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace loa::controller {

namespace {

constexpr SteadyTime kNever{std::chrono::microseconds(-1)};
constexpr double kMaxCredit = 4.0 * protocol::kChunkBytes;
constexpr std::uint64_t kLarge = 16 * protocol::kChunkBytes;  // worth waiting longer for those who come late
constexpr int kLargeWaits = 4;
constexpr auto kAwaited = std::chrono::seconds(10);  // who has not asked by then will not
constexpr std::size_t kMaxPass = 65536;  // chunks; what does not fit waits for the next pass

}  // namespace

ContentSender::ContentSender(SenderPace pace) : pace_(pace), rate_(pace.first_rate) {}

void ContentSender::offer(const Hash& content, std::uint64_t size) { sizes_[content] = size; }

void ContentSender::expect(const AgentId& agent, const Hash& content, SteadyTime now) {
  Awaited& awaited = awaited_.try_emplace(content).first->second;
  awaited.agents.insert(agent);
  awaited.at = now;
}

void ContentSender::has_asked(const AgentId& agent, const Hash& content) {
  if (const auto found = awaited_.find(content); found != awaited_.end()) found->second.agents.erase(agent);
}

void ContentSender::withdraw(const Hash& content) {
  awaited_.erase(content);
  sizes_.erase(content);
  last_sent_.erase(content);
}

void ContentSender::want(const AgentId& agent, const protocol::Want& want, SteadyTime now) {
  Receiver& receiver = receivers_[agent];
  const bool loaded = bytes_sent_ - receiver.sent_at_want >= pace_.loaded_bytes;
  if (loaded && want.receive_rate > 0) {
    receiver.rate = want.receive_rate;
    rates_changed_ = true;
  }
  receiver.want = want;
  receiver.at = now;
  receiver.sent_at_want = bytes_sent_;
  if (want.contents.empty()) {
    receivers_.erase(agent);
    return;
  }
  for (const auto& [hash, wanted] : want.contents) has_asked(agent, hash);
  note_joining(receiver, now);
  const bool urgent = std::any_of(want.contents.begin(), want.contents.end(),
                                  [this](const auto& pair) { return pair.second.urgent && offers(pair.first); });
  // What is urgent never waits for the pass that runs.
  if (urgent && !pass_has_urgent_ && position_ < pass_.size()) {
    pass_.clear();
    position_ = 0;
  }
}

void ContentSender::gone(const AgentId& agent) {
  receivers_.erase(agent);
  for (auto& [content, awaited] : awaited_) awaited.agents.erase(agent);
}

void ContentSender::published() {
  if (unacknowledged_ > 0) --unacknowledged_;
}

void ContentSender::transport_down() {
  unacknowledged_ = 0;
  pass_.clear();
  position_ = 0;
  last_sent_.clear();
  joining_.clear();
  // The old bitmaps are stale, and nobody is subscribed yet: each says anew what it misses once it can receive it.
  for (auto& [id, receiver] : receivers_) {
    receiver.want = {};
    receiver.since.clear();
  }
}

void ContentSender::note_joining(Receiver& receiver, SteadyTime now) {
  std::erase_if(receiver.since, [&](const auto& held) { return !receiver.want.contents.contains(held.first); });
  for (const auto& [hash, wanted] : receiver.want.contents) {
    if (!offers(hash) || wanted.missing.ones() == 0 || !receiver.since.try_emplace(hash, now).second) continue;
    auto& joining = joining_.try_emplace(hash, Joining{now, now}).first->second;
    joining.newest = now;
    joining.urgent = joining.urgent || wanted.urgent;
  }
}

bool ContentSender::still_joining(const Hash& content, SteadyTime now) const {
  const auto found = joining_.find(content);
  if (found == joining_.end()) return false;
  const auto awaited = awaited_.find(content);
  if (awaited != awaited_.end() && awaited->second.agents.empty()) return false;
  const auto& [first, newest, urgent] = found->second;
  if (urgent) return now < first + pace_.gather;
  const auto size = sizes_.find(content);
  const bool large = size != sizes_.end() && size->second >= kLarge;
  return now < newest + pace_.gather * (large ? kLargeWaits : 1) && now < first + pace_.gather_most;
}

// Nothing else begins in the moment in which urgent content waits for those who join in.
bool ContentSender::urgent_joins(SteadyTime now) const {
  return std::any_of(joining_.begin(), joining_.end(), [&](const auto& joining) {
    return joining.second.urgent && still_joining(joining.first, now);
  });
}

bool ContentSender::wants_offered(const Receiver& receiver) const {
  return std::any_of(receiver.want.contents.begin(), receiver.want.contents.end(), [this](const auto& pair) {
    return offers(pair.first) && pair.second.missing.ones() > 0;
  });
}

bool ContentSender::anybody(bool left) const {
  return std::any_of(receivers_.begin(), receivers_.end(), [&](const auto& pair) {
    return pair.second.left == left && wants_offered(pair.second);
  });
}

bool ContentSender::busy() const { return position_ < pass_.size() || anybody(false) || anybody(true); }

bool ContentSender::left(const AgentId& agent) const {
  auto found = receivers_.find(agent);
  return found != receivers_.end() && found->second.left;
}

// The upper median of what was measured under load decides the pace. Receivers that keep up double it. What the last ones
// could take says nothing about newcomers: when they are the most, the pass begins at the first rate again.
void ContentSender::learn_rate() {
  std::vector<std::int64_t> rates;
  for (const auto& [id, receiver] : receivers_) {
    if (receiver.rate > 0) rates.push_back(receiver.rate);
  }
  if (rates.size() < receivers_.size() - rates.size()) {
    rate_ = std::max(rate_, pace_.first_rate);
    return;
  }
  if (!std::exchange(rates_changed_, false) || rates.empty()) return;
  auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
  std::nth_element(rates.begin(), middle, rates.end());
  const std::int64_t median = *middle;
  const std::int64_t next = median >= rate_ * 8 / 10 ? rate_ * 2 : median + median / 4;
  rate_ = std::clamp(next, pace_.min_rate, pace_.max_rate);
  for (auto& [id, receiver] : receivers_) {
    if (receiver.rate > 0) receiver.left = receiver.rate < median / 2;
  }
}

bool ContentSender::missing_since(const Hash& content, std::uint32_t index, const Receiver& receiver) const {
  auto found = last_sent_.find(content);
  if (found == last_sent_.end() || index >= found->second.size()) return true;
  const SteadyTime sent = found->second[index];
  const auto since = receiver.since.find(content);
  const bool asked_after = since != receiver.since.end() && since->second > sent;
  return sent == kNever || asked_after || receiver.at >= sent + pace_.settle;
}

void ContentSender::collect(bool repair, SteadyTime now, std::map<Hash, protocol::Wanted>& sum) const {
  for (const auto& [id, receiver] : receivers_) {
    if (receiver.left != repair) continue;
    for (const auto& [hash, wanted] : receiver.want.contents) {
      auto size = sizes_.find(hash);
      if (size == sizes_.end() || wanted.missing.count() != protocol::chunk_count(size->second)) continue;
      if (still_joining(hash, now)) continue;
      auto [slot, fresh] = sum.try_emplace(
          hash, protocol::Wanted{size->second, wanted.needed_by, wanted.urgent, protocol::Bitmap(wanted.missing.count())});
      slot->second.needed_by = std::min(slot->second.needed_by, wanted.needed_by);
      slot->second.urgent = slot->second.urgent || wanted.urgent;
      for (std::uint32_t i = 0; i < wanted.missing.count(); ++i) {
        if (wanted.missing.test(i) && missing_since(hash, i, receiver)) slot->second.missing.set(i, true);
      }
    }
  }
}

bool ContentSender::begin_pass(SteadyTime now) {
  learn_rate();
  if (urgent_joins(now)) return false;
  bool repair = false;
  if (!anybody(false)) {
    if (!anybody(true) || now - last_repair_ < pace_.repair_every) return false;
    repair = true;
  }
  std::map<Hash, protocol::Wanted> sum;
  collect(repair, now, sum);
  std::vector<const std::pair<const Hash, protocol::Wanted>*> order;
  for (const auto& entry : sum) {
    if (entry.second.missing.ones() > 0) order.push_back(&entry);
  }
  if (order.empty()) return false;
  if (repair) last_repair_ = now;
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    if (a->second.urgent != b->second.urgent) return a->second.urgent;
    // What is small first: manifest and unit list before the sound they speak of.
    return std::tie(a->second.needed_by, a->second.size, a->first) < std::tie(b->second.needed_by, b->second.size, b->first);
  });
  pass_.clear();
  position_ = 0;
  pass_has_urgent_ = order.front()->second.urgent;
  for (const auto* entry : order) {
    joining_.erase(entry->first);
    awaited_.erase(entry->first);
    const auto count = entry->second.missing.count();
    for (std::uint32_t i = 0; i < count && pass_.size() < kMaxPass; ++i) {
      if (entry->second.missing.test(i)) pass_.push_back({entry->first, i, count, entry->second.size});
    }
  }
  ++passes_;
  return true;
}

std::vector<SendChunk> ContentSender::take(SteadyTime now) {
  std::vector<SendChunk> out;
  while (position_ < pass_.size() && unacknowledged_ < protocol::kMaxUnacknowledged && credit_ > 0) {
    const SendChunk& chunk = pass_[position_++];
    auto& times = last_sent_[chunk.content];
    if (times.size() != chunk.count) times.assign(chunk.count, kNever);
    times[chunk.index] = now;
    const std::uint64_t begin = std::uint64_t{chunk.index} * protocol::kChunkBytes;
    const auto bytes = static_cast<std::int64_t>(std::min<std::uint64_t>(protocol::kChunkBytes, chunk.size - begin));
    credit_ -= static_cast<double>(bytes);
    bytes_sent_ += bytes;
    ++unacknowledged_;
    out.push_back(chunk);
  }
  return out;
}

std::vector<SendChunk> ContentSender::tick(SteadyTime now) {
  if (!credited_at_) credited_at_ = now;
  const double elapsed = std::chrono::duration<double>(now - *credited_at_).count();
  credited_at_ = now;
  std::erase_if(awaited_, [&](const auto& awaited) { return now - awaited.second.at > kAwaited; });
  credit_ = std::min(credit_ + elapsed * static_cast<double>(rate_), std::max(kMaxCredit, static_cast<double>(rate_) * 0.1));
  if (position_ >= pass_.size()) {
    if (!anybody(false) && !anybody(true)) {
      joining_.clear();
      if (receivers_.empty()) last_sent_.clear();
      return {};
    }
    if (!begin_pass(now)) return {};
  }
  return take(now);
}

}  // namespace loa::controller
