// What the controller sees of this agent: `reported` on change (at most one a second) and every 60 s, `want` while
// something is missing (at once for what is newly wanted, every 2 s with what has come, every 3 s unchanged), levels while somebody watches.
#pragma once

#include "agent/domain/bridge_feeder.h"
#include "agent/domain/content_cache.h"
#include "agent/domain/documents.h"
#include "agent/domain/journal.h"
#include "agent/domain/library.h"
#include "agent/domain/step.h"

#include <optional>
#include <string>

namespace loa::agent {

struct ReporterSources {
  const Documents& documents;
  const ContentCache& cache;
  const Library& library;
  const Journal& journal;
  const BridgeFeeder& bridge;
};

class Reporter {
 public:
  Reporter(AgentId agent, std::string software, std::string boot, ReporterSources sources);

  void on_link(Step& step, bool up);
  void on_bulk(bool up);  // a want said before the bulk connection is subscribed would bring chunks that nobody takes
  void on_watch(Step& step, ByteSpan json);
  void on_levels(Step& step, const protocol::LinkLevels& levels);
  void on_http_failed(Step& step);
  void look(Step& step);  // after every event
  protocol::Reported reported(const Step& step) const;
  SteadyTime next_wake() const;

 private:
  void report(Step& step, const protocol::Reported& now, std::string essence);
  void look_want(Step& step);
  SteadyTime::duration want_gap() const;
  bool want_due() const;
  void note_held();

  AgentId agent_;
  std::string software_;
  std::string boot_;
  ReporterSources sources_;
  std::int64_t root_held_ = 0, trust_held_ = 0;  // durable versions
  std::string told_;                   // essence of the last report
  std::optional<SteadyTime> told_at_;
  std::uint64_t wanted_revision_ = 0;
  std::uint64_t wanted_asked_for_ = 0;
  std::optional<SteadyTime> wanted_at_;
  std::optional<UtcTime> watched_until_;
  bool change_waits_ = false;
  bool up_ = false;
  bool bulk_up_ = false;
  bool told_alone_ = false;
};

}  // namespace loa::agent
