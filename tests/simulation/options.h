// One run of the simulation: what goes in and what comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace loa::sim {

// Deliberate mistakes, made in the world around the real classes. README.md says which rule each breaks.
enum class Defect {
  none,
  agent_disk_lies,        // Written before the write is durable
  bridge_disk_lies,
  early_receipt_ack,      // receipt acknowledged to the bridge before the agent's write
  early_journal_ack,      // batch acknowledged to the agent before the controller's commit
  journal_restarts,       // the journal's numbers begin anew after a reboot
  intake_repeats,         // the controller takes every batch as new
  no_republish,           // nothing is published again after the broker lost all
  progress_forgotten,     // a restarted bridge does not know what it was playing
  wall_clock_trusted,     // the bridge's steady clock follows the wall clock
  hush_dropped,           // the mailbox leaves out the hushes
  stale_trust,            // revocations never reach the devices
  early_seal,             // content counts as held before it was verified and durable
  occurrence_salted,      // occurrence ids differ after every restart of an agent
};
const std::vector<std::pair<Defect, std::string>>& defect_names();

struct Options {
  std::uint64_t seed = 1;
  int days = 7;
  int agents = 10;
  int clusters = 2;           // per agent
  double faults = 1.0;        // how often, against the usual
  Defect defect = Defect::none;
  bool echo = false;          // tell on standard error what happens
};

struct Violation {
  std::string rule;           // e.g. "sound.not_approved"
  std::string text;
};

struct Outcome {
  std::optional<Violation> violation;
  std::uint64_t hash = 0;     // of the whole trace
  std::uint64_t events = 0;
  std::int64_t plays = 0;     // stretches that sounded
  std::int64_t rows = 0;      // ledger rows that ended
  std::int64_t faults = 0;
  std::string figures;        // one line of counts for a person
  std::vector<std::string> tail;
};

Outcome simulate(const Options& options);
std::string report(const Options& options, const Outcome& outcome);  // seed, rule and the last lines

}  // namespace loa::sim
