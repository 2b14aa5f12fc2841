// What happened, as a running hash (two runs of one seed must agree) and as the last lines for a person.
#pragma once

#include "tests/simulation/loop.h"

#include <array>
#include <string>

namespace loa::sim {

class Trace {
 public:
  // Everything but the plain events also goes to standard error, for a person who looks for a cause.
  void echo(bool on) { echo_ = on; }
  // who: an index of an agent or bridge, -1 for the controller and the world. detail: any number that tells runs apart.
  void note(TrueTime at, const char* what, int who, std::uint64_t detail, std::string_view text = {});
  std::uint64_t hash() const { return hash_; }
  std::uint64_t lines() const { return count_; }
  std::vector<std::string> tail(std::size_t lines) const;

 private:
  struct Line {
    TrueTime at;
    const char* what = "";
    int who = 0;
    std::uint64_t detail = 0;
    std::string text;
  };
  static std::string line_text(const Line& line);
  static constexpr std::size_t kKept = 4096;

  bool echo_ = false;
  std::array<Line, kKept> ring_;
  std::uint64_t count_ = 0;
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

}  // namespace loa::sim
