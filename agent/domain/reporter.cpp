#include "agent/domain/reporter.h"

#include "core/json.h"
#include "protocol/messages.h"

#include <algorithm>
#include <chrono>

namespace loa::agent {
namespace {

using namespace std::chrono_literals;

constexpr auto kReportEvery = 60s;
constexpr auto kReportGap = 1s;
constexpr auto kFreshWantGap = 50ms;
constexpr auto kWantGap = 2s;
constexpr auto kWantEvery = 3s;

// Without what moves by itself, so that only news counts as a change.
std::string essence_of(protocol::Reported reported) {
  reported.at.reset();
  reported.time_error_ms = 0;
  reported.journal_waiting = reported.journal_waiting > 0 ? 1 : 0;
  return protocol::write_reported(reported);
}

}  // namespace

Reporter::Reporter(AgentId agent, std::string software, std::string boot, ReporterSources sources)
    : agent_(agent), software_(std::move(software)), boot_(std::move(boot)), sources_(sources) {}

void Reporter::on_link(Step& step, bool up) {
  up_ = up;
  told_.clear();
  told_at_.reset();
  wanted_revision_ = 0;
  wanted_at_.reset();
  if (!up) return;
  const std::string link = protocol::write_link({true, boot_});
  step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::link), to_bytes(link), 1, true}});
}

void Reporter::on_bulk(bool up) {
  bulk_up_ = up;
  wanted_revision_ = 0;
  wanted_at_.reset();
}

void Reporter::on_watch(Step& step, ByteSpan json) {
  const auto value = parse_json(as_text(json));
  if (!value) return;
  JsonFields fields(*value);
  const UtcTime until = fields.utc("until");
  if (!fields.status()) return;
  watched_until_ = until;
  step.act(ToBridge{protocol::LinkWatch{until}});
}

void Reporter::on_levels(Step& step, const protocol::LinkLevels& levels) {
  if (!up_ || !watched_until_ || step.utc() > *watched_until_) return;
  step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::now), to_bytes(protocol::write_levels(levels.levels)), 0, false}});
}

void Reporter::on_http_failed(Step& step) { told_at_ = step.steady(); }

void Reporter::note_held() {
  const Documents& documents = sources_.documents;
  if (!documents.stored()) return;
  const protocol::Root* root = documents.current();
  root_held_ = root && documents.part(protocol::Part::trust) ? root->version : 0;
  if (const protocol::Trust* trust = documents.reg().trust()) trust_held_ = trust->version;
}

protocol::Reported Reporter::reported(const Step& step) const {
  protocol::Reported out;
  const Documents& documents = sources_.documents;
  out.root = root_held_;
  out.trust = trust_held_;
  out.root_seen = documents.root_seen();
  out.mail = documents.mail_version();
  out.missing_parts = documents.missing_parts();
  out.ready = sources_.library.ready_manifests();
  out.missing_contents = static_cast<std::int64_t>(sources_.cache.missing_contents());
  out.time_known = step.time_known();
  out.time_error_ms = step.time_known() ? step.time_error().count() : 0;
  out.bridge_linked = sources_.bridge.linked();
  out.bridge_current = sources_.bridge.status().current;
  out.clusters = sources_.bridge.status().clusters;
  out.software = software_;
  out.boot = boot_;
  out.journal_waiting = sources_.journal.waiting_rows();
  out.at = step.utc();
  return out;
}

void Reporter::look(Step& step) {
  look_want(step);
  change_waits_ = false;
  note_held();
  if (!sources_.documents.settled()) return;  // nothing is said of what a power cut could take away
  if (told_at_ && step.steady() - *told_at_ < kReportGap) {
    change_waits_ = true;
    return;
  }
  const bool due = !told_at_ || step.steady() - *told_at_ >= kReportEvery;
  const protocol::Reported now = reported(step);
  std::string essence = essence_of(now);
  if (!due && essence == told_) return;
  report(step, now, std::move(essence));
}

void Reporter::report(Step& step, const protocol::Reported& now, std::string essence) {
  told_ = std::move(essence);
  told_at_ = step.steady();
  Bytes text = to_bytes(protocol::write_reported(now));
  if (up_) {
    step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::reported), std::move(text), 1, true}});
  } else {
    step.act(HttpRequest{HttpKind::reported, std::move(text), {}, 0, 0});
  }
}

// Who fetches alone says once that nothing is wanted of the pass.
bool Reporter::want_due() const {
  if (sources_.cache.alone() && told_alone_) return false;
  return sources_.cache.revision() != wanted_revision_ || sources_.cache.incomplete();
}

SteadyTime::duration Reporter::want_gap() const {
  if (sources_.cache.asked_for() != wanted_asked_for_) return kFreshWantGap;
  return sources_.cache.revision() != wanted_revision_ ? SteadyTime::duration(kWantGap) : SteadyTime::duration(kWantEvery);
}

void Reporter::look_want(Step& step) {
  if (!up_ || !bulk_up_) return;
  if (!want_due()) return;
  if (wanted_at_ && step.steady() < *wanted_at_ + want_gap()) return;
  wanted_asked_for_ = sources_.cache.asked_for();
  told_alone_ = sources_.cache.alone();
  wanted_revision_ = sources_.cache.revision();
  wanted_at_ = step.steady();
  const std::string text = protocol::write_want(sources_.cache.missing());
  step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::want), to_bytes(text), 0, false}});
}

SteadyTime Reporter::next_wake() const {
  SteadyTime wake = told_at_ ? *told_at_ + (change_waits_ ? SteadyTime::duration(kReportGap) : SteadyTime::duration(kReportEvery))
                             : SteadyTime::max();
  if (up_ && bulk_up_ && wanted_at_) {
    if (want_due()) {
      wake = std::min(wake, *wanted_at_ + want_gap());
    }
  }
  return wake;
}

}  // namespace loa::agent
