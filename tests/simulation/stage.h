// What every part of one run shares: time, trace, rules, the signed world, and when it pays to look closely.
#pragma once

#include "tests/simulation/law.h"
#include "tests/simulation/watch.h"
#include "tests/world/world.h"

namespace loa::sim {

// Spans in which things happen to the second. Outside of them idle processes are woken rarely, as if they were slow.
class Attention {
 public:
  explicit Attention(std::vector<int> minutes_of_day) : minutes_(std::move(minutes_of_day)) {}

  void add(TrueTime from, TrueTime until) { spans_.emplace_back(from, until); }
  bool at(TrueTime now) const { return next(now) <= now; }
  TrueTime next(TrueTime now) const;  // begin of the span that holds now, or of the next one
  const std::vector<int>& minutes() const { return minutes_; }
  TrueTime slot(TrueTime day, int minute) const;  // the instant of this local minute on that local day

 private:
  std::vector<int> minutes_;
  std::vector<std::pair<TrueTime, TrueTime>> spans_;
};

struct Stage {
  explicit Stage(const Options& options);

  TrueTime now() const { return loop.now(); }
  UtcTime utc() const { return to_utc(loop.now()); }
  bool is(Defect defect) const { return options.defect == defect; }
  void note(const char* what, int who, std::uint64_t detail, std::string_view text = {}) {
    trace.note(loop.now(), what, who, detail, text);
  }
  void broken(std::string rule, std::string text) { watch.broken(loop.now(), std::move(rule), std::move(text)); }

  Options options;
  Loop loop;
  Trace trace;
  Watch watch;
  test::World world;
  Law law;
  Attention attention;
};

}  // namespace loa::sim
