#include "controller/domain/readiness.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr Millis kClockBound = 30s;     // a bridge with a larger error stays silent (protocol/time_keeper.h)
constexpr Millis kClockGood = 2s;
constexpr std::int64_t kDriftPpm = 100;  // of a clock nobody has measured
constexpr Millis kTrustWarning = std::chrono::hours(24 * 7);

struct Watched {
  ClusterId id;
  UnitId unit, commune;
  const AgentCondition* agent = nullptr;
  bool planned = false;
  Severity worst = Severity::notice;
};

// What a finding is about beside its cluster.
struct About {
  const Slot* slot = nullptr;
  std::optional<Error> why;
};

class Board {
 public:
  Board(const ReadinessSources& sources, const ReadinessQuery& query)
      : sources_(sources), query_(query), until_(query.at + kReadyWindow) {}

  Readiness make() {
    collect();
    judge_devices();
    for (const auto& slot : sources_.days.slots) judge_slot(slot);
    for (const auto& slot : sources_.days.dropped) judge_dropped(slot);
    for (auto& cluster : watched_) judge_place(cluster);
    judge_trust();
    return finish();
  }

 private:
  void collect() {
    for (const auto& place : sources_.places) {
      const auto agent = sources_.agents.find(place.agent);
      const auto* condition = agent == sources_.agents.end() ? nullptr : &agent->second;
      for (const auto& cluster : place.clusters) {
        if (!query_.area.covers(cluster.unit) || !in_group(cluster)) continue;
        index_.emplace(cluster.id, watched_.size());
        watched_.push_back({cluster.id, cluster.unit, commune(cluster.unit), condition, false, Severity::notice});
      }
    }
  }

  bool in_group(const protocol::PlacedCluster& cluster) const {
    return query_.group.empty() || std::ranges::find(cluster.groups, query_.group) != cluster.groups.end();
  }

  UnitId commune(const UnitId& unit) {
    const auto [held, fresh] = communes_.try_emplace(unit, unit);
    if (fresh && sources_.registry.tree()) held->second = commune_of(*sources_.registry.tree(), unit);
    return held->second;
  }

  void note(Watched& cluster, Severity severity, Error what, const About& about = {}) {
    cluster.worst = std::min(cluster.worst, severity);
    std::string key = what.code;
    for (const auto& [name, value] : what.params) key += '\n' + value;
    const Hash occurrence = about.slot ? about.slot->occurrence : Hash{};
    const auto [at, fresh] = groups_.try_emplace({severity, cluster.commune, occurrence, std::move(key)}, findings_.size());
    if (fresh) findings_.push_back(make_finding(severity, std::move(what), cluster.commune, about));
    findings_[at->second].clusters.push_back(cluster.id);
  }

  static Finding make_finding(Severity severity, Error what, const UnitId& commune, const About& about) {
    Finding out{severity, std::move(what), {}, about.why, commune, {}, {}, {}, {}};
    const std::string remedy = "remedy" + out.what.code.substr(out.what.code.find('.'));
    out.remedy = fail(remedy);
    if (!about.slot) return out;
    out.item = about.slot->item;
    out.programme = about.slot->programme;
    out.occurrence = about.slot->occurrence;
    return out;
  }

  // --- devices
  void judge_devices() {
    for (auto& cluster : watched_) {
      if (!cluster.agent || !cluster.agent->reported) {
        note(cluster, Severity::unknown, fail("readiness.never_seen"));
      } else if (cluster.agent->online) {
        judge_online(cluster);
      } else {
        judge_offline(cluster);
      }
    }
  }

  void judge_online(Watched& cluster) {
    const auto& reported = *cluster.agent->reported;
    judge_bridge(cluster, reported);
    if (!reported.time_known) {
      note(cluster, Severity::blocks, fail("readiness.clock_unknown"));
    } else if (Millis(reported.time_error_ms) > kClockGood) {
      note(cluster, Severity::risks, fail("readiness.clock_unsure"));
    }
    if (reported.root < cluster.agent->root_wanted) note(cluster, Severity::risks, fail("readiness.plan_pending"));
    const auto* health = health_of(cluster);
    if (!health || health->state == "unknown") note(cluster, Severity::unknown, fail("readiness.cluster_untold"));
  }

  void judge_offline(Watched& cluster) {
    const auto& reported = *cluster.agent->reported;
    const auto told = reported.at ? reported.at : cluster.agent->last_seen;
    judge_bridge(cluster, reported);
    if (!told) {
      note(cluster, Severity::unknown, fail("readiness.clock_untold"));
    } else if (!reported.time_known || clock_error(reported, *told) > kClockBound) {
      note(cluster, Severity::blocks, fail("readiness.clock_lost"));
    }
    if (reported.root < cluster.agent->root_wanted) {
      note(cluster, Severity::risks, fail("readiness.offline_old_plan"));
    } else {
      note(cluster, Severity::notice, fail("readiness.offline_holds"));
    }
  }

  Millis clock_error(const protocol::Reported& reported, UtcTime told) const {
    const Millis age = std::max(Millis(0), query_.at - told);
    return Millis(reported.time_error_ms + age.count() * kDriftPpm / 1'000'000);
  }

  void judge_bridge(Watched& cluster, const protocol::Reported& reported) {
    if (!reported.bridge_linked) {
      note(cluster, Severity::blocks, fail("readiness.bridge_absent"));
    } else if (!reported.bridge_current) {
      note(cluster, Severity::risks, fail("readiness.bridge_stale"));
    }
    const auto* health = health_of(cluster);
    if (!health || health->state != "fault") return;
    About about;
    if (health->fault) about.why = fail(*health->fault);
    note(cluster, Severity::blocks, fail("readiness.device_fault", {{"fault", health->fault.value_or("")}}), about);
  }

  static const protocol::ClusterHealth* health_of(const Watched& cluster) {
    const auto& list = cluster.agent->reported->clusters;
    const auto found = std::ranges::find(list, cluster.id, &protocol::ClusterHealth::id);
    return found == list.end() ? nullptr : &*found;
  }

  // --- what is planned
  Watched* concerned(const Slot& slot) {
    if (slot.end <= query_.at || slot.start >= until_) return nullptr;
    const auto found = index_.find(slot.cluster);
    return found == index_.end() ? nullptr : &watched_[found->second];
  }

  void judge_slot(const Slot& slot) {
    auto* cluster = concerned(slot);
    if (!cluster) return;
    cluster->planned = true;
    if (slot.manifest.is_zero()) return;  // a relay holds nothing beforehand
    judge_approval(*cluster, slot);
    if (cluster->agent && cluster->agent->reported) judge_content(*cluster, slot);
  }

  void judge_approval(Watched& cluster, const Slot& slot) {
    const auto key = std::tuple(slot.manifest, cluster.unit, slot.start);
    const auto [held, fresh] = approved_.try_emplace(key, std::string_view());
    if (fresh && !sources_.registry.approval_for(slot.manifest, cluster.unit, slot.start)) {
      const bool now = sources_.registry.approval_for(slot.manifest, cluster.unit, query_.now).has_value();
      held->second = now ? "readiness.approval_ends" : "readiness.no_approval";
    }
    if (!held->second.empty()) {
      note(cluster, Severity::blocks, fail(std::string(held->second), {{"title", slot.title}}), {&slot, {}});
    }
  }

  void judge_content(Watched& cluster, const Slot& slot) {
    const auto& ready = cluster.agent->reported->ready;
    const auto [held, fresh] = delivered_.try_emplace({cluster.agent, slot.manifest}, false);
    if (fresh) held->second = std::ranges::find(ready, slot.manifest) != ready.end();
    if (held->second) return;
    const bool on_its_way = cluster.agent->online && slot.start - query_.now > 30min;
    note(cluster, on_its_way ? Severity::risks : Severity::blocks,
         fail(on_its_way ? "readiness.content_coming" : "readiness.content_missing", {{"title", slot.title}}), {&slot, {}});
  }

  void judge_dropped(const Slot& slot) {
    auto* cluster = concerned(slot);
    if (!cluster) return;
    cluster->planned = true;
    const ErrorParams title{{"title", slot.title}};
    const About about{&slot, slot.cause};
    if (slot.cause.code == "policy.quiet_spell") {
      note(*cluster, Severity::notice, fail("readiness.quiet", title), about);
    } else if (slot.cause.code.starts_with("policy.")) {
      note(*cluster, Severity::blocks, fail("readiness.breach", title), about);
    } else {
      note(*cluster, Severity::risks, fail("readiness.conflict", title), about);
    }
  }

  // --- where it stands
  void judge_place(Watched& cluster) {
    if (!cluster.planned) note(cluster, Severity::notice, fail("readiness.nothing_planned"));
    const auto* tree = sources_.registry.tree();
    for (const auto& cut : sources_.power_cuts) {
      if (!tree || !overlaps(cut, query_.at, until_) || !concerns(cut, *tree, cluster.id, cluster.unit)) continue;
      note(cluster, Severity::blocks, fail("readiness.power_cut", {{"from", format_rfc3339(cut.from)},
                                                                   {"until", format_rfc3339(cut.until)}, {"source", cut.source}}));
    }
    const auto [held, fresh] = hushed_.try_emplace(cluster.unit, std::nullopt);
    if (fresh) held->second = sources_.registry.hushed_until(cluster.unit, query_.now);
    if (held->second && *held->second > query_.at) {
      note(cluster, Severity::blocks, fail("readiness.hushed", {{"until", format_rfc3339(*held->second)}}));
    }
  }

  void judge_trust() {
    const auto until = sources_.registry.trust_until();
    if (!until || *until <= query_.at) {
      for (auto& cluster : watched_) note(cluster, Severity::blocks, fail("readiness.trust_ended"));
    } else if (*until <= query_.at + kTrustWarning) {
      findings_.push_back(make_finding(Severity::notice, fail("readiness.trust_aging", {{"until", format_rfc3339(*until)}}), {}, {}));
    }
  }

  // --- the answer
  static void count(ReadyTally& tally, Severity worst) {
    ++tally.total;
    if (worst <= Severity::risks) ++tally.needs_action;
    else if (worst == Severity::unknown) ++tally.unknown;
    else ++tally.ready;
  }

  Readiness finish() {
    Readiness out;
    std::map<UnitId, Severity> communes;
    for (const auto& cluster : watched_) {
      count(out.clusters, cluster.worst);
      out.planned += cluster.planned ? 1 : 0;
      auto& worst = communes.try_emplace(cluster.commune, Severity::notice).first->second;
      worst = std::min(worst, cluster.worst);
    }
    for (const auto& [unit, worst] : communes) count(out.communes, worst);
    std::ranges::stable_sort(findings_, [](const Finding& a, const Finding& b) {
      return std::tuple(a.severity, b.clusters.size()) < std::tuple(b.severity, a.clusters.size());
    });
    out.findings = std::move(findings_);
    return out;
  }

  struct AgentContentHash {
    std::size_t operator()(const std::pair<const AgentCondition*, Hash>& key) const {
      std::size_t out = 0;
      __builtin_memcpy(&out, key.second.bytes.data(), sizeof out);
      return out ^ std::hash<const void*>{}(key.first);
    }
  };

  const ReadinessSources& sources_;
  const ReadinessQuery& query_;
  const UtcTime until_;
  std::vector<Watched> watched_;
  std::unordered_map<ClusterId, std::size_t> index_;
  std::unordered_map<UnitId, UnitId> communes_;
  std::map<UnitId, std::optional<UtcTime>> hushed_;
  std::map<std::tuple<Hash, UnitId, UtcTime>, std::string_view> approved_;
  std::unordered_map<std::pair<const AgentCondition*, Hash>, bool, AgentContentHash> delivered_;
  std::map<std::tuple<Severity, UnitId, Hash, std::string>, std::size_t> groups_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::blocks: return "blocks";
    case Severity::risks: return "risks";
    case Severity::unknown: return "unknown";
    case Severity::notice: return "notice";
  }
  return "unknown";
}

UnitId commune_of(const protocol::UnitTree& tree, const UnitId& unit) {
  for (const auto& above : tree.path(unit)) {
    const auto* found = tree.find(above);
    if (found && (found->kind == "commune" || found->kind == "ward")) return above;
  }
  return unit;
}

Readiness readiness(const ReadinessSources& sources, const ReadinessQuery& query) { return Board(sources, query).make(); }

}  // namespace loa::controller
