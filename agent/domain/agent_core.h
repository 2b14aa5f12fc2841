// The whole agent without its disk, network and clock: step(event, now) -> actions. Deterministic: same events, same
// moments, same random numbers, same actions. Nothing is acknowledged (receipt to the bridge, chunk or document in
// `reported`) before the write that holds it was answered. Call step() again at next_wake() with Tick at the latest.
#pragma once

#include "agent/domain/bridge_feeder.h"
#include "agent/domain/content_cache.h"
#include "agent/domain/day_plan.h"
#include "agent/domain/director.h"
#include "agent/domain/documents.h"
#include "agent/domain/journal.h"
#include "agent/domain/library.h"
#include "agent/domain/miss_judge.h"
#include "agent/domain/reporter.h"
#include "agent/domain/step.h"
#include "agent/domain/time_follower.h"
#include "core/random.h"

#include <set>
#include <string>
#include <vector>

namespace loa::agent {

struct AgentSettings {
  AgentId agent;
  protocol::Genesis genesis;
  std::string boot_id;
  UtcTime build_time;                // the floor of a device that never knew the time
  std::uint64_t cache_limit = std::uint64_t{2} << 30;
  std::string software = "loa-agent";
  std::size_t journal_rows = protocol::kMaxJournalRows;  // near it the oldest ordinary ones are merged
};

class AgentCore {
 public:
  AgentCore(AgentSettings settings, Random& random);
  AgentCore(const AgentCore&) = delete;
  AgentCore& operator=(const AgentCore&) = delete;

  std::vector<Action> step(const Event& event, const Moment& now);
  SteadyTime next_wake() const { return next_wake_; }

  // For the long-polls of the second way, gauges and tests.
  const Documents& documents() const { return documents_; }
  const Journal& journal() const { return journal_; }
  const ContentCache& cache() const { return cache_; }
  const Library& library() const { return library_; }
  const DayPlan& days() const { return days_; }
  protocol::TimeEstimate time(SteadyTime now) const { return time_.at(now); }

 private:
  void on(Step& step, const Restored& event);
  void on(Step& step, const TransportUp& event);
  void on(Step& step, const TransportDown& event);
  void on(Step&, const BulkUp&) { reporter_.on_bulk(true); }
  void on(Step&, const BulkDown&) { reporter_.on_bulk(false); }
  void on(Step& step, const MessageIn& event);
  void on(Step& step, const ChunkIn& event);
  void on(Step& step, const HttpDone& event);
  void on(Step& step, const BridgeUp& event);
  void on(Step& step, const BridgeDown& event);
  void on(Step& step, const BridgeIn& event);
  void on(Step& step, const Written& event);
  void on(Step& step, const Sealed& event);
  void on(Step& step, const ContentRead& event);
  void on(Step& step, const UnitRead& event);
  void on(Step& step, const RowsRead& event);
  void on(Step& step, const Tick& event);
  void on_receipt(Step& step, const protocol::LinkReceipt& receipt);
  void on_beacon(Step& step, ByteSpan envelope);
  void after(Step& step);
  void follow_documents(Step& step);
  void read_what_came(Step& step);
  void ask_read(Step& step, const Hash& content);
  void want(Step& step);
  void plan_next(const Step& step);
  void plan_wake(const Step& step);

  AgentSettings settings_;
  WriteBook book_;
  Journal journal_;
  TimeFollower time_;
  Documents documents_;
  ContentCache cache_;
  Library library_;
  BridgeFeeder bridge_;
  DayPlan days_;
  Director director_;
  MissJudge judge_;
  Reporter reporter_;
  std::set<Hash> reading_;
  std::uint64_t followed_ = 0;       // parts revision already followed
  std::uint64_t planned_ = 0;
  std::uint64_t mail_seen_ = 0;
  bool restored_ = false;
  bool time_known_ = false;
  bool direct_due_ = false;
  bool was_settled_ = true;
  SteadyTime next_direct_ = SteadyTime::max();
  SteadyTime next_wake_{};
};

}  // namespace loa::agent
