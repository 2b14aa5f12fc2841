#include "audio/unit_source.h"

#include <algorithm>

namespace loa::audio {
namespace {
constexpr std::uint32_t kAhead = 2;  // units asked for beyond the one being read
}

PrefetchBuffer::PrefetchBuffer(const UnitList& list, std::uint32_t first_unit)
    : list_(list), first_(first_unit), position_(first_unit) {}

bool PrefetchBuffer::inside_window(std::uint32_t index) const {
  const bool header = index == 0 && position_ == first_;
  const bool near = index >= position_ && index <= position_ + kAhead;
  return index < list_.units.size() && (header || near);
}

Pull PrefetchBuffer::pull(std::uint32_t index, ByteSpan& out) {
  if (index >= first_ && index > position_) {
    position_ = index;
    std::erase_if(units_, [&](const auto& entry) { return !inside_window(entry.first); });
    std::erase_if(asked_, [&](std::uint32_t asked) { return !inside_window(asked); });
  }
  const auto found = units_.find(index);
  if (found == units_.end()) return refused_.contains(index) ? Pull::refused : Pull::wait;
  out = found->second;
  return Pull::ready;
}

std::vector<std::uint32_t> PrefetchBuffer::take_requests() {
  std::vector<std::uint32_t> out;
  const auto want = [&](std::uint32_t index) {
    if (inside_window(index) && !units_.contains(index) && asked_.insert(index).second) out.push_back(index);
  };
  want(0);
  for (std::uint32_t ahead = 0; ahead <= kAhead; ++ahead) want(position_ + ahead);
  return out;
}

Status PrefetchBuffer::give(std::uint32_t index, Bytes unit) {
  asked_.erase(index);
  if (auto checked = check_unit(list_, index, unit); !checked) {
    refused_.insert(index);
    ++refusals_;
    return checked;
  }
  refused_.erase(index);
  if (inside_window(index)) units_.insert_or_assign(index, std::move(unit));
  return ok();
}

void PrefetchBuffer::lost(std::uint32_t index) { asked_.erase(index); }

Pull WholeFileSource::pull(std::uint32_t index, ByteSpan& out) {
  const std::size_t start = std::size_t{index} * kUnitBytes;
  out = start < file_.size() ? file_.subspan(start, std::min(kUnitBytes, file_.size() - start)) : ByteSpan{};
  return Pull::ready;
}

}  // namespace loa::audio
