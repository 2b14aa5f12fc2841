#include "tests/simulation/fleet.h"

#include <cstdio>

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using controller::LedgerRow;
using controller::LedgerState;

constexpr auto kRowsEnd = 60min;             // after its planned end every row has ended
constexpr std::int64_t kTellMs = 8'000;      // progress is kept every 5 s: a crash may take what is younger

bool ended(const LedgerRow& row) { return row.state != LedgerState::planned && row.state != LedgerState::delivered; }

std::int64_t length_ms(const Stretch& stretch) { return stretch.samples / 48; }

// The receipt may end early by what a crash took, never late.
bool tells(const controller::LedgerSegment& segment, const Stretch& stretch) {
  const auto told = (segment.end - segment.start).count();
  return std::llabs(segment.offset_ms - stretch.first_sample / 48) <= 2 && told <= length_ms(stretch) + 50 &&
         told >= length_ms(stretch) - kTellMs;
}

}  // namespace

void Fleet::interrupted_all() {
  for (int i = 0; i < static_cast<int>(communes.size()); ++i) interrupted(i);
}

void Fleet::look_open() {
  for (int i = 0; i < static_cast<int>(communes.size()); ++i) {
    Commune& commune = *communes[static_cast<std::size_t>(i)];
    const bool open = controller.up() && net.open(i) && commune.agent.up() && commune.bridge.up() && commune.link.up() &&
                      !commune.agent.disk_full();
    auto& since = commune.bridge.told().open_since;
    if (!open) since.reset();
    else if (!since) since = stage.now();
  }
}

std::string Fleet::unrest() const {
  if (!officers.done()) return "letters of officers wait";
  for (int i = 0; i < static_cast<int>(communes.size()); ++i) {
    const Commune& commune = *communes[static_cast<std::size_t>(i)];
    const std::string who = "agent " + std::to_string(i);
    if (!controller.settled(i)) return who + " does not report what is desired";
    if (!commune.agent.up() || !commune.bridge.up()) return who + " is down";
    const auto& core = commune.agent.core();
    const auto* root = core.documents().current();
    if (!root || root->version != controller.root_version(i)) {
      std::string missing;
      for (const auto& part : core.documents().missing_parts()) missing += " " + part;
      return who + " uses another root; missing parts:" + missing + (core.documents().settled() ? "" : "; unsettled") +
             "; incomplete " + std::to_string(core.cache().missing_contents());
    }
    if (core.journal().waiting_rows() > 0) return who + " has rows to tell";
    if (core.cache().missing_contents() > 0) return who + " misses content";
    if (!commune.bridge.gate().current()) return who + ": its bridge is not current";
    if (!commune.bridge.idle()) return who + ": its bridge has receipts to tell";
  }
  for (const auto& [key, row] : controller.store().ledger) {
    if (ended(row) || !row.planned_end || *row.planned_end + kRowsEnd > stage.utc()) continue;
    return "row " + key.occurrence.short_hex() + " of cluster " + row.cluster_name + " planned " + format_rfc3339(*row.planned_start) +
           " has not ended";
  }
  return "";
}

std::string Fleet::untruth() const {
  const auto& ledger = controller.store().ledger;
  std::map<controller::LedgerKey, std::vector<const Stretch*>> heard;
  for (const auto& stretch : stage.watch.stretches()) heard[{stretch.occurrence, stretch.cluster}].push_back(&stretch);
  for (const auto& [key, stretches] : heard) {
    const auto row = ledger.find(key);
    for (const auto* stretch : stretches) {
      if (length_ms(*stretch) < kTellMs) continue;
      const bool told = row != ledger.end() && std::any_of(row->second.segments.begin(), row->second.segments.end(),
                                                           [&](const auto& segment) { return tells(segment, *stretch); });
      if (!told) return "ledger.untold: cluster " + key.cluster.text() + " sounded " + key.occurrence.short_hex() + " at " +
                        format_rfc3339(to_utc(stretch->start)) + " for " + std::to_string(length_ms(*stretch)) + " ms";
    }
  }
  const auto known = officers.occurrences();
  for (const auto& [key, row] : ledger) {
    if (!known.contains(key.occurrence)) return "ledger.unknown: " + key.occurrence.short_hex() + " belongs to no item and no alert";
    if (row.state == LedgerState::missed && row.cause.empty()) return "ledger.no_cause: " + key.occurrence.short_hex();
    std::set<std::int64_t> offsets;
    for (const auto& segment : row.segments) {
      const auto& stretches = heard[key];
      const bool true_ = std::any_of(stretches.begin(), stretches.end(), [&](const auto* stretch) { return tells(segment, *stretch); });
      if (!true_) return "ledger.invented: " + key.occurrence.short_hex() + " says it sounded at " + format_rfc3339(segment.start);
      if (!offsets.insert(segment.offset_ms).second) return "ledger.told_twice: " + key.occurrence.short_hex() + " on " + key.cluster.text();
    }
  }
  return "";
}

void Fleet::print_ledger() const {
  for (const auto& [key, row] : controller.store().ledger) {
    std::string line = (row.planned_start ? format_rfc3339(*row.planned_start) : std::string("alert")) + " " + key.occurrence.short_hex() + " " +
                       row.cluster_name + " " + std::string(to_text(row.state)) + " " + row.cause;
    for (const auto& s : row.segments)
      line += " [" + format_rfc3339(s.start) + " +" + std::to_string((s.end - s.start).count()) + " @" + std::to_string(s.offset_ms) + " " + s.ended_by + "]";
    std::fprintf(stderr, "row %s\n", line.c_str());
  }
}

std::string Fleet::figures() const {
  std::map<std::string, int> counts;
  for (const auto& [key, row] : controller.store().ledger)
    ++counts[std::string(to_text(row.state)) + (row.cause.empty() ? "" : " " + row.cause)];
  std::string out;
  for (const auto& [what, count] : counts) out += (out.empty() ? "" : ", ") + what + " " + std::to_string(count);
  return out;
}

}  // namespace loa::sim
