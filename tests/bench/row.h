// One line of the answer: a figure of ours beside its peer's (or its floor), both measured in this run, and whether the goal
// holds. Built only by the functions below, so that "holds" is never said by hand.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace loa::bench {

struct Row {
  std::string name;  // <bench>.<what>
  std::string unit;
  double ours = 0;
  std::string peer_name;
  std::optional<double> peer;
  std::optional<double> ratio;  // ours / peer
  std::string goal;             // in words, e.g. "ratio <= 1.1"
  bool holds = false;
};
using Rows = std::vector<Row>;

struct Peer {
  std::string name;
  double figure = 0;
};

Row ratio_at_most(std::string name, std::string unit, double ours, Peer peer, double goal);
Row ratio_at_least(std::string name, std::string unit, double ours, Peer peer, double goal);
Row at_most(std::string name, std::string unit, double ours, std::optional<Peer> peer, double goal);
Row at_least(std::string name, std::string unit, double ours, std::optional<Peer> peer, double goal);
Row within(std::string name, std::string unit, double ours, std::optional<Peer> peer, double centre, double tolerance);

double median(std::vector<double> values);  // at least one

void print_table(std::FILE* out, const Rows& rows);
void print_json(std::FILE* out, const Rows& rows);  // one array

}  // namespace loa::bench
