#include "tests/simulation/mischief.h"

#include <iterator>

namespace loa::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kSettle = 2h;         // a new network comes up before anything goes wrong
constexpr auto kRest = 8h;           // after the last fault everything agrees within this
constexpr auto kLook = 60s;

class Simulation {
 public:
  explicit Simulation(const Options& options) : stage_(options), fleet_(stage_), mischief_(stage_, fleet_) {}

  Outcome run() {
    stage_.trace.echo(stage_.options.echo);
    fleet_.controller.start();
    for (auto& commune : fleet_.communes) {
      commune->agent.start();
      commune->bridge.start();
    }
    fleet_.officers.found();
    look();
    go_on(stage_.now() + kSettle);
    const TrueTime end = stage_.now() + 24h * stage_.options.days;
    fleet_.officers.live(end - 2h);
    mischief_.begin(end);
    go_on(end);
    mischief_.heal();
    come_to_rest(end + kRest);
    return outcome();
  }

 private:
  void look() {
    fleet_.look_open();
    stage_.loop.after(kLook, [this] { look(); });
  }

  bool broken() const { return stage_.watch.violation().has_value(); }

  void go_on(TrueTime until) {
    while (!broken() && stage_.loop.step(until)) ++events_;
  }

  void come_to_rest(TrueTime until) {
    std::string unrest = "nobody looked";
    while (!broken() && !unrest.empty() && stage_.now() < until) {
      go_on(stage_.now() + kLook);
      unrest = fleet_.unrest();
    }
    if (broken()) return;
    if (!unrest.empty()) return stage_.broken("rest.not_reached", unrest);
    const std::string untruth = fleet_.untruth();
    const auto colon = untruth.find(": ");
    if (!untruth.empty()) stage_.broken(untruth.substr(0, colon), untruth.substr(colon + 2));
  }

  Outcome outcome() const {
    if (stage_.options.echo) fleet_.print_ledger();
    Outcome out;
    out.violation = stage_.watch.violation();
    out.hash = stage_.trace.hash();
    out.events = events_;
    out.plays = static_cast<std::int64_t>(stage_.watch.stretches().size());
    out.rows = static_cast<std::int64_t>(fleet_.controller.store().ledger.size());
    out.faults = mischief_.count();
    out.figures = fleet_.figures() + " | " + fleet_.officers.figures();
    if (broken()) out.tail = stage_.trace.tail(200);
    return out;
  }

  Stage stage_;
  Fleet fleet_;
  Mischief mischief_;
  std::uint64_t events_ = 0;
};

}  // namespace

const std::vector<std::pair<Defect, std::string>>& defect_names() {
  static const std::vector<std::pair<Defect, std::string>> kNames{
      {Defect::none, "none"},
      {Defect::agent_disk_lies, "agent_disk_lies"},
      {Defect::bridge_disk_lies, "bridge_disk_lies"},
      {Defect::early_receipt_ack, "early_receipt_ack"},
      {Defect::early_journal_ack, "early_journal_ack"},
      {Defect::journal_restarts, "journal_restarts"},
      {Defect::intake_repeats, "intake_repeats"},
      {Defect::no_republish, "no_republish"},
      {Defect::progress_forgotten, "progress_forgotten"},
      {Defect::wall_clock_trusted, "wall_clock_trusted"},
      {Defect::hush_dropped, "hush_dropped"},
      {Defect::stale_trust, "stale_trust"},
      {Defect::early_seal, "early_seal"},
      {Defect::occurrence_salted, "occurrence_salted"}};
  return kNames;
}

Outcome simulate(const Options& options) { return Simulation(options).run(); }

std::string report(const Options& options, const Outcome& outcome) {
  std::string out = "seed " + std::to_string(options.seed) + ", " + std::to_string(options.days) + " days: ";
  if (!outcome.violation) return out + "no violation";
  out += outcome.violation->rule + "\n" + outcome.violation->text + "\n";
  for (const auto& line : outcome.tail) out += line + "\n";
  return out;
}

}  // namespace loa::sim
