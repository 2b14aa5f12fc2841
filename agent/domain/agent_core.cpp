#include "agent/domain/agent_core.h"

#include <algorithm>

namespace loa::agent {
namespace {

constexpr auto kLookAtLeast = std::chrono::seconds(60);  // the civil day changes, whatever the plan says

}  // namespace

AgentCore::AgentCore(AgentSettings settings, Random& random)
    : settings_(std::move(settings)), journal_(settings_.agent, settings_.journal_rows),
      time_(settings_.agent, settings_.boot_id, settings_.build_time, random),
      documents_(settings_.agent, settings_.genesis, journal_), cache_(settings_.cache_limit), library_(journal_, cache_),
      bridge_(settings_.agent, settings_.software, journal_, documents_, cache_),
      director_(journal_, documents_, library_, bridge_, days_), judge_(journal_, days_, director_),
      reporter_(settings_.agent, settings_.software, settings_.boot_id, {documents_, cache_, library_, journal_, bridge_}) {}

std::vector<Action> AgentCore::step(const Event& event, const Moment& now) {
  Step step(now, time_.at(now.steady), book_);
  if (!restored_ && !std::holds_alternative<Restored>(event)) return {};
  std::visit([&](const auto& what) { on(step, what); }, event);
  after(step);
  return step.take();
}

void AgentCore::on(Step& step, const Restored& event) {
  restored_ = true;
  time_.restore(event.snapshot);
  step.learn(time_.at(step.steady()));
  journal_.restore(event.snapshot);
  cache_.restore(step, event.snapshot);
  library_.restore(event.snapshot);
  bridge_.restore(event.snapshot);
  director_.restore(event.snapshot);
  judge_.restore(step, event.snapshot);
  documents_.restore(step, event.snapshot);
  want(step);
}

void AgentCore::on(Step& step, const TransportUp&) {
  time_.on_link(step, true);
  journal_.on_link(step, true);
  bridge_.on_transport(true);
  cache_.on_link(step, true);
  reporter_.on_link(step, true);
}

void AgentCore::on(Step& step, const TransportDown&) {
  time_.on_link(step, false);
  journal_.on_link(step, false);
  bridge_.on_transport(false);
  cache_.on_link(step, false);
  reporter_.on_link(step, false);
}

void AgentCore::on(Step& step, const MessageIn& event) {
  using protocol::Leaf;
  switch (event.leaf) {
    case Leaf::root: return documents_.on_root(step, event.payload);
    case Leaf::mail: return documents_.on_mail(step, event.payload);
    case Leaf::ack: return journal_.on_ack(step, event.payload);
    case Leaf::beacon: return on_beacon(step, event.payload);
    case Leaf::watch: return reporter_.on_watch(step, event.payload);
    default: return;
  }
}

void AgentCore::on_beacon(Step& step, ByteSpan envelope) {
  if (bridge_.on_beacon(step, envelope)) return;
  time_.on_beacon(step, documents_.reg(), envelope);
  direct_due_ = true;
}

void AgentCore::on(Step& step, const ChunkIn& event) { cache_.on_chunk(step, event.content, event.wire); }

void AgentCore::on(Step& step, const HttpDone& event) {
  const bool good = event.status >= 200 && event.status < 300;
  switch (event.request.kind) {
    case HttpKind::content: return cache_.on_http(step, event);
    case HttpKind::time:
      if (good) on_beacon(step, event.body);
      return;
    case HttpKind::journal:
      if (good) return journal_.on_ack(step, event.body);
      return journal_.on_http_failed();
    case HttpKind::reported:
      if (!good) reporter_.on_http_failed(step);
      return;
  }
}

void AgentCore::on(Step& step, const BridgeUp&) {
  bridge_.on_up(step);
  judge_.on_bridge(step, true);
  direct_due_ = true;
}

void AgentCore::on(Step& step, const BridgeDown&) {
  bridge_.on_down();
  director_.on_bridge_down();
  judge_.on_bridge(step, false);
  step.emit(Level::warn, "bridge.lost");
  direct_due_ = true;
}

void AgentCore::on(Step& step, const BridgeIn& event) {
  using namespace protocol;
  if (const auto* hello = std::get_if<LinkHello>(&event.message)) return bridge_.on_hello(step, *hello);
  if (const auto* ask = std::get_if<LinkTimeRequest>(&event.message)) return bridge_.on_time_request(step, *ask);
  if (const auto* pull = std::get_if<LinkPull>(&event.message)) return bridge_.on_pull(step, *pull);
  if (const auto* levels = std::get_if<LinkLevels>(&event.message)) return reporter_.on_levels(step, *levels);
  direct_due_ = true;
  if (const auto* status = std::get_if<LinkStatus>(&event.message)) {
    bridge_.on_status(step, *status);
    director_.on_status(step, *status);
  } else if (const auto* receipt = std::get_if<LinkReceipt>(&event.message)) {
    on_receipt(step, *receipt);
  } else if (const auto* refused = std::get_if<LinkRefused>(&event.message)) {
    director_.on_refused(step, *refused);
  } else if (const auto* told = std::get_if<LinkEvent>(&event.message)) {
    bridge_.on_event(step, *told);
  }
}

void AgentCore::on_receipt(Step& step, const protocol::LinkReceipt& receipt) {
  const auto aired = bridge_.on_receipt(step, receipt);
  if (!aired) return;
  judge_.on_aired(*aired);
  director_.on_aired(step, *aired);
}

void AgentCore::on(Step& step, const Written& event) {
  if (!event.held) step.emit(Level::error, "store.write_failed", {{"why", event.why}});
  book_.close(step, event.token, event.held);
}

void AgentCore::on(Step& step, const Sealed& event) { cache_.on_sealed(step, event); }

void AgentCore::ask_read(Step& step, const Hash& content) {
  if (cache_.complete(content) && reading_.insert(content).second) step.act(ReadContent{content});
}

void AgentCore::on(Step& step, const ContentRead& event) {
  reading_.erase(event.content);
  if (!event.held || sha256(event.bytes) != event.content) return cache_.lost(step, event.content);
  if (documents_.needs(event.content)) documents_.on_part(step, event.content, event.bytes);
  if (library_.needs(event.content)) {
    library_.on_content(step, event.content, event.bytes);
    want(step);
    library_.look_for_ready(step);
    direct_due_ = true;
  }
}

void AgentCore::on(Step& step, const UnitRead& event) { bridge_.on_unit(step, event); }
void AgentCore::on(Step& step, const RowsRead& event) { journal_.on_rows(step, event.rows); }

void AgentCore::on(Step& step, const Tick&) {
  time_.tick(step);
  journal_.tick(step);
  cache_.tick(step);
  documents_.tick(step);
  direct_due_ = direct_due_ || step.steady() >= next_direct_;
}

void AgentCore::want(Step& step) {
  std::map<Hash, WantedContent> wanted;
  library_.wanted(wanted);
  for (const auto& [hash, size] : documents_.wanted_parts()) wanted[hash] = {size, UtcTime{}, true};
  std::vector<Hash> named;
  for (const auto& [hash, unused] : wanted) named.push_back(hash);
  cache_.want(step, std::move(wanted));
  for (const Hash& hash : named) {
    if (documents_.needs(hash) || library_.needs(hash)) ask_read(step, hash);
  }
}

void AgentCore::read_what_came(Step& step) {
  for (const Hash& content : cache_.take_completed()) {
    if (documents_.needs(content) || library_.needs(content)) ask_read(step, content);
    library_.look_for_ready(step);
    direct_due_ = true;
  }
}

void AgentCore::follow_documents(Step& step) {
  if (documents_.newest_officer_word()) time_.raise_floor(step, *documents_.newest_officer_word());
  if (followed_ != documents_.parts_revision()) {
    followed_ = documents_.parts_revision();
    const Bytes* part = documents_.part(protocol::Part::library);
    library_.use(part ? *part : Bytes{});
    want(step);
    library_.look_for_ready(step);
    direct_due_ = true;
  }
  if (mail_seen_ != documents_.mail_revision()) {
    mail_seen_ = documents_.mail_revision();
    direct_due_ = true;
  }
  if (documents_.settled() != was_settled_) {
    was_settled_ = documents_.settled();
    direct_due_ = direct_due_ || was_settled_;
  }
  if (documents_.settled()) bridge_.feed(step);
}

void AgentCore::after(Step& step) {
  if (!restored_) return;
  read_what_came(step);
  follow_documents(step);
  if (step.time_known() != time_known_) {
    time_known_ = step.time_known();
    judge_.on_time(step, time_known_);
    direct_due_ = true;
  }
  if (std::exchange(direct_due_, false)) {
    if (step.time_known()) days_.refresh(step, documents_, judge_.judged_upto(step));
    if (planned_ != days_.revision()) {
      planned_ = days_.revision();
      director_.forget_unplanned();
    }
    director_.direct(step);
    judge_.judge(step);
    plan_next(step);
  }
  reporter_.look(step);
  plan_wake(step);
}

// Costs a look at every slot: only after something that may have changed the answer.
void AgentCore::plan_next(const Step& step) {
  next_direct_ = std::min(director_.next_retry().value_or(SteadyTime::max()), step.steady() + kLookAtLeast);
  const auto by_clock = [&](std::optional<UtcTime> at) {
    if (at) next_direct_ = std::min(next_direct_, step.steady() + std::max(Millis{1}, *at - step.utc()));
  };
  if (step.time_known()) by_clock(director_.next_change(step.utc()));
  by_clock(judge_.next_change());
}

void AgentCore::plan_wake(const Step& step) {
  const SteadyTime wake =
      std::min({journal_.next_wake(), time_.next_wake(), cache_.next_wake(), documents_.next_wake(), reporter_.next_wake(),
                next_direct_});
  next_wake_ = std::max(wake, step.steady() + std::chrono::milliseconds(1));
}

}  // namespace loa::agent
