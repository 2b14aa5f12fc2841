// Fetches one small content (a manifest, a unit list) from the agent in 16 KiB units and accepts it only by its hash.
// Asks again every 2 s; what arrives wrong is thrown away and asked for from the start.
#pragma once

#include "firmware-bridge/domain/gate_types.h"

namespace loa::bridge {

class ContentPull {
 public:
  // size 0: not known, at most one unit.
  ContentPull(const Hash& content, std::int64_t size, SteadyTime now) : content_(content), size_(size), asked_at_(now) {}

  void ask(SteadyTime now, Actions& out);
  void tick(SteadyTime now, Actions& out);
  // "bridge.content_hash" when the whole does not have the hash it is named by, "bridge.content_missing" when the agent has
  // no such content; both are asked for again. True when complete.
  Result<bool> on_unit(const protocol::LinkUnit& unit, SteadyTime now, Actions& out);
  const Hash& content() const { return content_; }
  const Bytes& bytes() const { return bytes_; }

 private:
  std::uint32_t next_index() const { return static_cast<std::uint32_t>(bytes_.size() / protocol::kUnitBytes); }

  Hash content_;
  std::int64_t size_;
  Bytes bytes_;
  SteadyTime asked_at_;
};

}  // namespace loa::bridge
