#include "tests/bench/row.h"

#include "core/check.h"
#include "core/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loa::bench {
namespace {

Row row_of(std::string name, std::string unit, double ours, std::optional<Peer> peer) {
  Row row;
  row.name = std::move(name);
  row.unit = std::move(unit);
  row.ours = ours;
  if (!peer) return row;
  row.peer_name = std::move(peer->name);
  row.peer = peer->figure;
  const bool same_sign = ours * peer->figure > 0;  // decibels have no ratio
  if (same_sign && ours > 0) row.ratio = ours / peer->figure;
  return row;
}

std::string figure(double value) {
  const double size = std::abs(value);
  if (size != 0 && size < 0.1) return fmt::format("{:.4f}", value);
  if (size < 10) return fmt::format("{:.2f}", value);
  return size < 1000 ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::string figure(const std::optional<double>& value) { return value ? figure(*value) : "-"; }

json::value number(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

}  // namespace

Row ratio_at_most(std::string name, std::string unit, double ours, Peer peer, double goal) {
  Row row = row_of(std::move(name), std::move(unit), ours, std::move(peer));
  row.goal = fmt::format("ratio <= {}", goal);
  row.holds = row.ratio && *row.ratio <= goal;
  return row;
}

Row ratio_at_least(std::string name, std::string unit, double ours, Peer peer, double goal) {
  Row row = row_of(std::move(name), std::move(unit), ours, std::move(peer));
  row.goal = fmt::format("ratio >= {}", goal);
  row.holds = row.ratio && *row.ratio >= goal;
  return row;
}

Row at_most(std::string name, std::string unit, double ours, std::optional<Peer> peer, double goal) {
  Row row = row_of(std::move(name), std::move(unit), ours, std::move(peer));
  row.goal = fmt::format("<= {} {}", goal, row.unit);
  row.holds = ours <= goal;
  return row;
}

Row at_least(std::string name, std::string unit, double ours, std::optional<Peer> peer, double goal) {
  Row row = row_of(std::move(name), std::move(unit), ours, std::move(peer));
  row.goal = fmt::format(">= {} {}", goal, row.unit);
  row.holds = ours >= goal;
  return row;
}

Row within(std::string name, std::string unit, double ours, std::optional<Peer> peer, double centre, double tolerance) {
  Row row = row_of(std::move(name), std::move(unit), ours, std::move(peer));
  row.goal = fmt::format("{} +- {} {}", centre, tolerance, row.unit);
  row.holds = std::abs(ours - centre) <= tolerance;
  return row;
}

double median(std::vector<double> values) {
  CHECK(!values.empty());
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void print_table(std::FILE* out, const Rows& rows) {
  fmt::print(out, "{:<30} {:>10} {:>10} {:<7} {:>7}  {:<16} {:<5} {}\n", "name", "ours", "peer", "unit", "ratio", "goal",
             "holds", "peer is");
  for (const auto& row : rows) {
    fmt::print(out, "{:<30} {:>10} {:>10} {:<7} {:>7}  {:<16} {:<5} {}\n", row.name, figure(row.ours), figure(row.peer),
               row.unit, figure(row.ratio), row.goal, row.holds ? "yes" : "NO", row.peer_name);
  }
}

void print_json(std::FILE* out, const Rows& rows) {
  json::array all;
  for (const auto& row : rows) {
    all.push_back(json::object{{"name", row.name}, {"unit", row.unit}, {"ours", row.ours}, {"peer", number(row.peer)},
                               {"peer_name", row.peer_name}, {"ratio", number(row.ratio)}, {"goal", row.goal},
                               {"holds", row.holds}});
  }
  fmt::print(out, "{}\n", write_json(all));
}

}  // namespace loa::bench
