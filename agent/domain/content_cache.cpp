#include "agent/domain/content_cache.h"

#include "protocol/limits.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace loa::agent {
namespace {

using namespace std::chrono_literals;

constexpr auto kNoProgress = 10s;         // then the second way is taken
constexpr auto kRefuseAfterFailure = 60s;
constexpr auto kRateWindow = 500ms;
constexpr auto kRateGap = 5s;             // without a chunk: what comes then is another burst
constexpr auto kLookAgain = 1s;
constexpr std::size_t kMaxFlying = 64;    // 4 MiB on the way to the disk; chunks beyond are asked for again
constexpr std::uint32_t kFetchChunks = 8;
constexpr std::uint32_t kFetchAlone = 2;  // on a slow line: what is urgent waits for one request only
constexpr std::int64_t kSlowLine = 48 * 1024;  // bytes a second; below the sender's slowest pace
constexpr auto kSlowFor = 10s;
constexpr auto kWorthLeaving = 60s;       // of receiving that are left
constexpr auto kTogetherAgain = 600s;
constexpr std::size_t kMaxContents = 4000;
constexpr std::uint32_t kUnitsPerChunk = protocol::kChunkBytes / protocol::kUnitBytes;

std::size_t chunk_bytes(std::uint64_t size, std::uint32_t index) {
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(protocol::kChunkBytes, size - std::uint64_t{index} * protocol::kChunkBytes));
}

}  // namespace

void ContentCache::restore(Step& step, const Snapshot& snapshot) {
  last_progress_ = step.steady();
  for (const auto& [hash, stored] : snapshot.contents) {
    Entry& entry = entry_for(hash, stored.size);
    entry.complete = stored.complete;
    if (!stored.complete && stored.held.count() == entry.held.count()) entry.held = stored.held;
  }
}

ContentCache::Entry& ContentCache::entry_for(const Hash& content, std::uint64_t size) {
  Entry& entry = entries_[content];
  if (entry.size != size) {
    entry.size = size;
    entry.held = entry.flying = entry.checked = protocol::Bitmap(protocol::chunk_count(size));
  }
  return entry;
}

void ContentCache::check_by(const Hash& content, audio::UnitList list, bool by_manifest) {
  lists_[content] = {std::make_shared<const audio::UnitList>(std::move(list)), by_manifest};
  if (const auto found = entries_.find(content); found != entries_.end()) {
    found->second.checked = protocol::Bitmap(found->second.checked.count());
  }
}

void ContentCache::vouch(const Hash& content) {
  if (const auto found = lists_.find(content); found != lists_.end()) found->second.by_manifest = true;
}

void ContentCache::want(Step& step, std::map<Hash, WantedContent> wanted) {
  wanted_ = std::move(wanted);
  make_room(step);
  for (const auto& [hash, unused] : admitted_) {
    if (const auto found = entries_.find(hash); found != entries_.end()) seal_if_full(step, hash, found->second);
  }
  subscribe(step);
}

std::vector<Hash> ContentCache::in_order_of_need() const {
  std::vector<Hash> order;
  for (const auto& [hash, unused] : wanted_) order.push_back(hash);
  std::sort(order.begin(), order.end(), [this](const Hash& a, const Hash& b) {
    const WantedContent& x = wanted_.at(a);
    const WantedContent& y = wanted_.at(b);
    if (x.urgent != y.urgent) return x.urgent;
    return std::tie(x.needed_by, a) < std::tie(y.needed_by, b);
  });
  return order;
}

void ContentCache::make_room(Step& step) {
  admitted_.clear();
  std::uint64_t used = 0;
  for (const Hash& hash : in_order_of_need()) {
    const WantedContent& wanted = wanted_.at(hash);
    if (wanted.size == 0 || wanted.size > protocol::kMaxContent) continue;
    if (!wanted.urgent && used + wanted.size > limit_) continue;
    used += wanted.size;
    admitted_[hash] = true;
  }
  std::vector<Hash> unnamed;
  for (const auto& [hash, entry] : entries_) {
    if (!admitted_.contains(hash)) unnamed.push_back(hash);
  }
  for (const Hash& hash : unnamed) {
    const std::uint64_t size = entries_[hash].size;
    if (wanted_.contains(hash) || used + size > limit_ || entries_.size() > kMaxContents) {
      evict(step, hash);
    } else {
      used += size;
    }
  }
}

void ContentCache::evict(Step& step, const Hash& content) {
  entries_.erase(content);
  lists_.erase(content);
  ++revision_;
  step.write({EvictContent{content}});
}

bool ContentCache::still_missing(const Hash& content) const {
  const auto found = entries_.find(content);
  return found == entries_.end() || (!found->second.complete && !found->second.sealing);
}

void ContentCache::subscribe(Step& step) {
  std::vector<Hash> now_wanted;
  for (const auto& [hash, unused] : admitted_) {
    if (still_missing(hash)) now_wanted.push_back(hash);
  }
  if (now_wanted.empty()) alone_ = false;
  if (now_wanted == subscribed_) return;
  if (subscribed_.empty() && !by_http_) last_progress_ = step.steady();  // one wait for the broker, not one per content
  if (!std::includes(subscribed_.begin(), subscribed_.end(), now_wanted.begin(), now_wanted.end())) ++asked_for_;
  rate_last_.reset();
  rate_ = 0;
  subscribed_ = now_wanted;
  ++revision_;
  if (!alone_) step.act(SubscribeContent{std::move(now_wanted), false});
}

// Leaves the pass, or comes back to it.
void ContentCache::go_alone(Step& step, bool alone) {
  alone_ = alone;
  slow_since_.reset();
  ++revision_;
  if (!alone) ++asked_for_;
  step.emit(Level::info, alone ? "content.alone" : "content.together", {{"rate", std::to_string(rate_)}});
  step.act(SubscribeContent{alone ? std::vector<Hash>{} : subscribed_, alone});
  if (alone && !fetching_) fetch(step);
}

void ContentCache::on_link(Step& step, bool up) {
  if (!up) return;
  by_http_ = false;
  last_progress_ = step.steady();
}

void ContentCache::on_chunk(Step& step, const Hash& content, ByteSpan wire) {
  const auto chunk = protocol::decode_chunk(wire);
  const auto wanted = wanted_.find(content);
  if (!chunk || wanted == wanted_.end() || !admitted_.contains(content)) return;
  if (chunk->size != wanted->second.size || chunk->count != protocol::chunk_count(chunk->size)) return;
  if (flying_ < kMaxFlying) note_received(step, chunk->bytes.size());
  by_http_ = false;
  take(step, content, chunk->index, chunk->bytes);
}

// Bytes between the first and the last chunk of a burst: what one link and one disk took, however long nothing was sent.
void ContentCache::note_received(Step& step, std::size_t bytes) {
  const SteadyTime now = step.steady();
  if (!rate_last_ || now - *rate_last_ > kRateGap) {
    rate_from_ = now;
    rate_bytes_ = 0;
    slow_since_.reset();
  } else {
    rate_bytes_ += bytes;
  }
  rate_last_ = now;
  if (now - rate_from_ < kRateWindow) return;
  const auto elapsed = std::chrono::duration_cast<Millis>(now - rate_from_).count();
  rate_ = static_cast<std::int64_t>(rate_bytes_ * 1000 / static_cast<std::uint64_t>(elapsed));
  rate_bytes_ = 0;
  rate_from_ = now;
  note_slow_line(step);
}

void ContentCache::note_slow_line(Step& step) {
  if (alone_ || rate_ <= 0 || rate_ >= kSlowLine || step.steady() < together_until_) return slow_since_.reset();
  if (!slow_since_) slow_since_ = step.steady();
  if (step.steady() - *slow_since_ < kSlowFor) return;
  std::uint64_t left = 0;
  for (const auto& [hash, wanted] : lacking().contents) left += std::uint64_t{wanted.missing.ones()} * protocol::kChunkBytes;
  if (left / static_cast<std::uint64_t>(rate_) >= static_cast<std::uint64_t>(kWorthLeaving.count())) go_alone(step, true);
}

bool ContentCache::passes_units(const Hash& content, std::uint32_t index, ByteSpan bytes) const {
  const auto found = lists_.find(content);
  if (found == lists_.end()) return true;  // the whole is checked when it is complete
  for (std::uint32_t u = 0; u * protocol::kUnitBytes < bytes.size(); ++u) {
    const std::size_t at = u * protocol::kUnitBytes;
    const ByteSpan unit = bytes.subspan(at, std::min(protocol::kUnitBytes, bytes.size() - at));
    if (!audio::check_unit(*found->second.units, index * kUnitsPerChunk + u, unit)) return false;
  }
  return true;
}

void ContentCache::take(Step& step, const Hash& content, std::uint32_t index, ByteSpan bytes) {
  if (step.steady() < refuse_until_ || flying_ >= kMaxFlying) return;
  const std::uint64_t size = wanted_.at(content).size;
  Entry& entry = entry_for(content, size);
  if (entry.complete || index >= entry.held.count() || bytes.size() != chunk_bytes(size, index)) return;
  if (entry.held.test(index) || entry.flying.test(index)) return;
  if (!passes_units(content, index, bytes)) {
    step.emit(Level::warn, "content.chunk_refused", {{"content", content.short_hex()}, {"index", std::to_string(index)}});
    return;
  }
  entry.flying.set(index, true);
  entry.checked.set(index, lists_.contains(content));
  ++flying_;
  ++revision_;
  last_progress_ = step.steady();
  const bool completes = entry.held.ones() + entry.flying.ones() == entry.held.count();
  step.write({PutChunk{content, size, index, Bytes(bytes.begin(), bytes.end()), completes}},
             [this, content, index](Step& later, bool held) { on_written(later, content, index, held); });
}

void ContentCache::on_written(Step& step, const Hash& content, std::uint32_t index, bool held) {
  --flying_;
  const auto found = entries_.find(content);
  if (found == entries_.end() || index >= found->second.held.count()) return;
  Entry& entry = found->second;
  if (!entry.flying.test(index)) return;
  entry.flying.set(index, false);
  if (!held) {
    entry.checked.set(index, false);
    ++revision_;
    if (step.steady() >= refuse_until_) step.emit(Level::error, "content.write_failed", {{"content", content.short_hex()}});
    refuse_until_ = step.steady() + kRefuseAfterFailure;
    return;
  }
  entry.held.set(index, true);
  seal_if_full(step, content, entry);
}

void ContentCache::seal_if_full(Step& step, const Hash& content, Entry& entry) {
  if (entry.complete || entry.sealing || entry.size == 0 || entry.held.ones() != entry.held.count()) return;
  entry.sealing = true;
  const auto list = lists_.find(content);
  if (list == lists_.end() || !list->second.by_manifest || list->second.units->size != entry.size) {
    step.act(SealContent{content, nullptr, {}});
    return;
  }
  protocol::Bitmap unchecked(entry.checked.count(), true);
  for (std::uint32_t i = 0; i < unchecked.count(); ++i) unchecked.set(i, !entry.checked.test(i));
  step.act(SealContent{content, list->second.units, std::move(unchecked)});
}

void ContentCache::on_sealed(Step& step, const Sealed& sealed) {
  const auto found = entries_.find(sealed.content);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  entry.sealing = false;
  ++revision_;
  if (sealed.matches) {
    entry.complete = true;
    entry.held = entry.flying = entry.checked = protocol::Bitmap();
    lists_.erase(sealed.content);
    completed_.push_back(sealed.content);
  } else {
    entry.held = entry.flying = entry.checked = protocol::Bitmap(protocol::chunk_count(entry.size));
    step.emit(Level::warn, "content.mismatch", {{"content", sealed.content.hex()}});
  }
  subscribe(step);
}

void ContentCache::lost(Step& step, const Hash& content) {
  if (!entries_.contains(content)) return;
  evict(step, content);
  subscribe(step);
}

bool ContentCache::complete(const Hash& content) const {
  const auto found = entries_.find(content);
  return found != entries_.end() && found->second.complete;
}

bool ContentCache::holds_unit(const Hash& content, std::uint32_t unit) const {
  const auto found = entries_.find(content);
  if (found == entries_.end()) return false;
  const Entry& entry = found->second;
  if (std::uint64_t{unit} * protocol::kUnitBytes >= entry.size) return false;
  return entry.complete || entry.held.test(unit / kUnitsPerChunk);
}

bool ContentCache::incomplete() const { return !subscribed_.empty(); }

std::size_t ContentCache::missing_contents() const {
  return static_cast<std::size_t>(std::count_if(wanted_.begin(), wanted_.end(), [this](const auto& wanted) {
    return wanted.second.size > 0 && !complete(wanted.first);
  }));
}

protocol::Want ContentCache::missing() const {
  if (!alone_) return lacking();
  protocol::Want nothing;
  nothing.receive_rate = rate_;
  return nothing;
}

protocol::Want ContentCache::lacking() const {
  protocol::Want want;
  want.receive_rate = rate_;
  for (const Hash& hash : subscribed_) {
    const WantedContent& wanted = wanted_.at(hash);
    protocol::Wanted out{wanted.size, wanted.needed_by, wanted.urgent,
                         protocol::Bitmap(protocol::chunk_count(wanted.size), true)};
    if (const auto found = entries_.find(hash); found != entries_.end() && found->second.size == wanted.size) {
      for (std::uint32_t i = 0; i < out.missing.count(); ++i) {
        out.missing.set(i, !found->second.held.test(i) && !found->second.flying.test(i));
      }
    }
    want.contents.emplace(hash, std::move(out));
  }
  return want;
}

void ContentCache::fetch(Step& step) {
  const protocol::Want want = lacking();
  const std::uint32_t most = alone_ ? kFetchAlone : kFetchChunks;
  for (const Hash& hash : in_order_of_need()) {
    const auto found = want.contents.find(hash);
    if (found == want.contents.end() || found->second.missing.ones() == 0) continue;
    const protocol::Bitmap& missing = found->second.missing;
    std::uint32_t first = 0;
    while (!missing.test(first)) ++first;
    std::uint32_t end = first;
    while (end < missing.count() && end - first < most && missing.test(end)) ++end;
    const std::uint64_t offset = std::uint64_t{first} * protocol::kChunkBytes;
    const std::uint64_t length = std::min<std::uint64_t>(std::uint64_t{end} * protocol::kChunkBytes, found->second.size) - offset;
    fetching_ = HttpRequest{HttpKind::content, {}, hash, offset, length};
    step.act(*fetching_);
    return;
  }
  fetch_after_ = step.steady() + kLookAgain;  // all of it is on its way to the disk
}

void ContentCache::on_http(Step& step, const HttpDone& done) {
  fetching_.reset();
  const bool whole = done.status == 200 && done.request.offset == 0;
  if ((done.status != 206 && !whole) || done.body.size() < done.request.length ||
      !admitted_.contains(done.request.content)) {
    fetch_after_ = step.steady() + kNoProgress;
    if (alone_) {
      together_until_ = step.steady() + kTogetherAgain;
      go_alone(step, false);
    }
    return;
  }
  by_http_ = true;
  const SteadyTime before = last_progress_;
  for (std::uint64_t at = 0; at < done.request.length; at += protocol::kChunkBytes) {
    const std::uint64_t length = std::min<std::uint64_t>(protocol::kChunkBytes, done.request.length - at);
    take(step, done.request.content, static_cast<std::uint32_t>((done.request.offset + at) / protocol::kChunkBytes),
         ByteSpan(done.body).subspan(at, length));
  }
  // What came this way says nothing about the broker: go on here until a chunk comes there.
  last_progress_ = before;
  const bool go_on = alone_ || step.steady() - last_progress_ >= kNoProgress;
  if (go_on && !fetching_ && incomplete() && step.steady() >= refuse_until_) fetch(step);
}

void ContentCache::tick(Step& step) {
  if (!incomplete() || fetching_ || step.steady() < fetch_after_ || step.steady() < refuse_until_) return;
  if (alone_ || step.steady() - last_progress_ >= kNoProgress) fetch(step);
}

SteadyTime ContentCache::next_wake() const {
  if (!incomplete() || fetching_) return SteadyTime::max();
  return std::max({alone_ ? SteadyTime{} : last_progress_ + kNoProgress, fetch_after_, refuse_until_});
}

}  // namespace loa::agent
