// Where the player gets its units from. Never blocks: what is not there yet is asked for and awaited by the loop.
// One thread: the one that decodes (the process's loop), never the audio thread.
#pragma once

#include "audio/unit_list.h"

#include <map>
#include <set>
#include <vector>

namespace loa::audio {

enum class Pull {
  ready,    // the unit is in `out`
  wait,     // asked for, not there yet
  refused,  // the last answer failed its check; it is asked for again
};

class UnitSource {
 public:
  virtual ~UnitSource() = default;
  // `out` stays valid until the next call on this source.
  virtual Pull pull(std::uint32_t index, ByteSpan& out) = 0;
};

// Holds the units around the playing position and says which to ask for: the one being read and the next two.
// The loop calls take_requests(), sends them, and gives back what arrives; give() checks every unit itself.
class PrefetchBuffer final : public UnitSource {
 public:
  // `first_unit` is where playing joins (JoinPoint::unit); unit 0 is always asked for too, as it holds the headers.
  PrefetchBuffer(const UnitList& list, std::uint32_t first_unit = 0);

  Pull pull(std::uint32_t index, ByteSpan& out) override;

  // Units to request now; each is named once until it is given or lost.
  std::vector<std::uint32_t> take_requests();
  // "audio.unit_hash", "audio.unit_size", "audio.unit_unknown": the unit is dropped and asked for again.
  Status give(std::uint32_t index, Bytes unit);
  void lost(std::uint32_t index);  // no answer: ask again
  std::size_t held() const { return units_.size(); }
  std::uint32_t refusals() const { return refusals_; }

 private:
  bool inside_window(std::uint32_t index) const;

  const UnitList& list_;
  std::uint32_t first_;
  std::uint32_t position_;
  std::map<std::uint32_t, Bytes> units_;
  std::set<std::uint32_t> asked_;
  std::set<std::uint32_t> refused_;
  std::uint32_t refusals_ = 0;
};

// The whole file in memory; for tests and tools. Checks nothing.
class WholeFileSource final : public UnitSource {
 public:
  explicit WholeFileSource(ByteSpan file) : file_(file) {}
  Pull pull(std::uint32_t index, ByteSpan& out) override;

 private:
  ByteSpan file_;
};

}  // namespace loa::audio
