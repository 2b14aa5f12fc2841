// A simulation that finds nothing proves nothing: each deliberate mistake must be found, and for the right reason.
#include "tests/simulation/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loa::sim {
namespace {

struct Mistake {
  Defect defect;
  std::vector<std::string> rules;   // any of these is the right reason
  int days = 3;
  double faults = 1.0;
  int agents = 3;
  std::uint64_t seeds = 10;         // found within so many
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreFoundForTheRightReason) {
  const Mistake& mistake = GetParam();
  for (std::uint64_t seed = 1; seed <= mistake.seeds; ++seed) {
    const Outcome outcome = simulate({.seed = seed, .days = mistake.days, .agents = mistake.agents, .faults = mistake.faults, .defect = mistake.defect});
    if (!outcome.violation) continue;
    EXPECT_THAT(mistake.rules, testing::Contains(outcome.violation->rule)) << outcome.violation->text;
    return;
  }
  FAIL() << "nothing broke in " << mistake.seeds << " seeds";
}

std::string name_of(const testing::TestParamInfo<Mistake>& info) {
  for (const auto& [defect, name] : defect_names())
    if (defect == info.param.defect) return name;
  return "unknown";
}

INSTANTIATE_TEST_SUITE_P(
    Deliberate, Mistakes,
    testing::Values(Mistake{Defect::agent_disk_lies, {"reported.root_early"}}, Mistake{Defect::bridge_disk_lies, {"status.root_early"}},
                    Mistake{Defect::early_receipt_ack, {"receipt.ack_early"}}, Mistake{Defect::early_journal_ack, {"journal.ack_early"}},
                    Mistake{Defect::journal_restarts, {"journal.lost", "journal.foreign", "journal.twice"}},
                    Mistake{Defect::intake_repeats, {"journal.twice"}}, Mistake{Defect::no_republish, {"rest.not_reached"}, 1, 1, 1},
                    Mistake{Defect::progress_forgotten, {"ledger.untold"}, 3, 2}, Mistake{Defect::wall_clock_trusted, {"time.wrong"}},
                    Mistake{Defect::hush_dropped, {"sound.not_allowed"}, 4, 0.3}, Mistake{Defect::stale_trust, {"sound.not_allowed"}, 4, 0.3},
                    Mistake{Defect::early_seal, {"content.early"}}, Mistake{Defect::occurrence_salted, {"ledger.unknown"}, 1}),
    name_of);

}  // namespace
}  // namespace loa::sim
