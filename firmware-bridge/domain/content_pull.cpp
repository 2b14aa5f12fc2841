#include "firmware-bridge/domain/content_pull.h"

#include "protocol/limits.h"

#include <algorithm>

namespace loa::bridge {
namespace {
constexpr auto kAskAgain = std::chrono::seconds(2);
}

void ContentPull::ask(SteadyTime now, Actions& out) {
  asked_at_ = now;
  out.push_back(Send{protocol::LinkPull{content_, next_index()}});
}

void ContentPull::tick(SteadyTime now, Actions& out) {
  if (now - asked_at_ >= kAskAgain) ask(now, out);
}

Result<bool> ContentPull::on_unit(const protocol::LinkUnit& unit, SteadyTime now, Actions& out) {
  if (unit.index != next_index()) return false;
  if (!unit.held) return fail("bridge.content_missing", {{"content", content_.hex()}});
  const std::size_t left = size_ == 0 ? protocol::kUnitBytes : static_cast<std::size_t>(size_) - bytes_.size();
  const bool whole_unit = size_ == 0 ? unit.bytes.size() <= left : unit.bytes.size() == std::min(left, protocol::kUnitBytes);
  if (whole_unit) bytes_.insert(bytes_.end(), unit.bytes.begin(), unit.bytes.end());
  const bool last = size_ == 0 || bytes_.size() == static_cast<std::size_t>(size_);
  if (whole_unit && !last) {
    ask(now, out);
    return false;
  }
  if (whole_unit && sha256(bytes_) == content_) return true;
  bytes_.clear();
  return fail("bridge.content_hash", {{"content", content_.hex()}});
}

}  // namespace loa::bridge
