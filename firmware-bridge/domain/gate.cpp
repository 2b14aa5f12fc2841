#include "firmware-bridge/domain/gate.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;
constexpr auto kStatusEvery = 10s;

}  // namespace

Gate::Gate(GateSetup setup, const StoredFiles& stored, const Moment& now)
    : setup_(std::move(setup)), time_(setup_, tokens_, stored), holdings_(setup_, tokens_), airings_(tokens_), outbox_(tokens_),
      plays_(setup_, holdings_, time_, airings_) {
  outbox_.restore(stored, now);
  holdings_.restore(stored, look(now), early_notes_);
  cut_off_ = airings_.restore(stored);
}

Holdings::Look Gate::look(const Moment& now) const {
  return {.best = time_.best(now), .time_known = time_.known(now.steady), .steady = now.steady};
}

Actions Gate::start(const Moment& now) {
  Actions out;
  Step step{now, out, std::exchange(early_notes_, {})};
  const std::vector<Segment> segments = std::exchange(cut_off_, {});
  std::vector<Segment> sounded;
  for (const auto& segment : segments) {
    if (segment.samples == 0 || outbox_.has_told(segment.cluster, {segment.occurrence, segment.start})) continue;
    airings_.ended(segment, false, out);
    sounded.push_back(segment);
  }
  add_receipts(sounded, std::vector<std::string>(sounded.size(), "bridge.restarted"), now);
  // The receipts are on disk before the record they were made from goes away.
  outbox_.flush(now.steady, out);
  if (!segments.empty()) airings_.store_progress({}, out);
  finish(step);
  return out;
}

Actions Gate::step(const Event& event, const Moment& now) {
  Actions out;
  Step step{now, out, {}};
  std::visit([&](const auto& each) { on(each, step); }, event);
  finish(step);
  return out;
}

void Gate::finish(Step& step) {
  const auto steady = step.now.steady;
  if (const auto issued = holdings_.take_officer_time()) time_.raise_floor(*issued);
  if (holdings_.take_changed()) plays_.check(steady, step.out, step.notes);
  std::vector<std::string> causes;
  const auto ended = plays_.take_ended(causes);
  add_receipts(ended, causes, step.now);
  for (const auto& note : step.notes) outbox_.add_note(note, time_.best(step.now), steady, step.out);
  outbox_.flush(steady, step.out);
  if (up_) send_status(steady, step.out);
}

void Gate::on(const LinkUp&, Step& step) {
  up_ = true;
  last_status_.clear();
  outbox_.link_up();
  time_.link_up();
  step.out.push_back(Send{protocol::LinkHello{protocol::kLinkVersion, setup_.software, setup_.bridge.uuid}});
  time_.tick(holdings_.current(), step.now.steady, step.out);
}

void Gate::on(const LinkDown&, Step&) {
  up_ = false;
  outbox_.link_down();
}

void Gate::on(const FromAgent& event, Step& step) {
  std::visit([&](const auto& message) { on_message(message, step); }, event.message);
}

void Gate::on(const Written& event, Step&) {
  holdings_.on_written(event.token);
  outbox_.written(event.token);
}

void Gate::on(const WriteFailed& event, Step& step) { step.notes.push_back({event.error, "store", std::nullopt}); }

void Gate::on(const Tick&, Step& step) {
  if (up_) time_.tick(holdings_.current(), step.now.steady, step.out);
  plays_.sense(senses_);
  plays_.tick(step.now.steady, step.out, step.notes);
}

void Gate::on(const PlayerStarted& event, Step& step) { plays_.on_started(event, step.now.steady, step.out); }
void Gate::on(const PlayerProgress& event, Step&) { plays_.on_progress(event); }
void Gate::on(const PlayerEnded& event, Step& step) {
  plays_.sense(senses_);
  plays_.on_ended(event, step.out, step.notes);
}
void Gate::on(const UnitRefused& event, Step& step) {
  step.notes.push_back({event.error, "play " + event.occurrence.hex(), std::nullopt});
}

void Gate::on(const SensesChanged& event, Step& step) {
  const Senses before = std::exchange(senses_[event.cluster], event.senses);
  const bool was_open = before.line_ok == false;
  const bool is_open = event.senses.line_ok == false;
  if (is_open && !was_open) step.notes.push_back({fail("cluster.line_open"), "line", event.cluster});
  if (was_open && !is_open) step.notes.push_back({fail("cluster.recovered"), "line", event.cluster});
}

void Gate::on_message(const protocol::LinkHello& message, Step& step) {
  if (message.version == protocol::kLinkVersion) return;
  step.notes.push_back({fail("bridge.link_version", {{"version", std::to_string(message.version)}}), "hello", std::nullopt});
}
void Gate::on_message(const protocol::LinkRoot& message, Step& step) {
  holdings_.on_root(message.envelope, look(step.now), step.out, step.notes);
}
void Gate::on_message(const protocol::LinkMail& message, Step& step) {
  holdings_.on_mail(message.mail, look(step.now), step.out, step.notes);
}
void Gate::on_message(const protocol::LinkPart& message, Step& step) {
  holdings_.on_part(message.part, message.bytes, look(step.now), step.out, step.notes);
}
void Gate::on_message(const protocol::LinkBeacon& message, Step& step) {
  const auto beacon = time_.on_beacon(message.envelope, holdings_.reg(), step.now, step.out, step.notes);
  if (beacon) holdings_.on_beacon(*beacon, look(step.now), step.out, step.notes);
}
void Gate::on_message(const protocol::LinkUnit& message, Step& step) {
  plays_.on_unit(message, step.now.steady, step.out, step.notes);
}
void Gate::on_message(const protocol::LinkPlay& message, Step& step) {
  plays_.on_play(message, step.now.steady, step.out, step.notes);
}
void Gate::on_message(const protocol::LinkStop& message, Step& step) { plays_.on_stop(message, step.out); }
void Gate::on_message(const protocol::LinkReceiptAck& message, Step&) { outbox_.acknowledged(message.number); }

void Gate::add_receipts(const std::vector<Segment>& segments, const std::vector<std::string>& causes, const Moment& now) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = segments[i];
    outbox_.add_receipt(receipt(segment, causes[i], now), segment.cluster, {segment.occurrence, segment.start});
  }
}

Bytes Gate::receipt(const Segment& segment, const std::string& cause, const Moment& now) const {
  protocol::Receipt out;
  const UtcTime issued = time_.best(now);
  out.header = {.id = DocumentId::make(issued, *setup_.random), .issued = issued, .trace = {}};
  out.bridge = setup_.bridge;
  out.cluster = segment.cluster;
  out.occurrence = segment.occurrence;
  out.manifest = segment.manifest;
  out.approval = segment.document;
  out.start = segment.start;
  out.end = segment.start + Millis{segment.samples / 48};
  out.first_sample = segment.first_sample;
  out.samples = segment.samples;
  out.heard = segment.heard;
  out.ended_by = cause;
  return protocol::seal(setup_.genesis.network(), protocol::DocumentType::receipt, protocol::write_payload(out), {setup_.key});
}

protocol::LinkStatus Gate::status(SteadyTime now) const {
  protocol::LinkStatus out;
  out.root = holdings_.root_version();
  out.trust = holdings_.trust_version();
  out.current = holdings_.current();
  out.time_known = time_.known(now);
  for (const auto& cluster : setup_.clusters) {
    protocol::ClusterHealth health;
    health.id = cluster.id;
    const auto senses = senses_.find(cluster.id);
    if (senses != senses_.end()) {
      health.line_ok = senses->second.line_ok;
      health.amplifier_on = senses->second.amplifier_on;
    }
    health.playing = plays_.playing_on(cluster.id);
    health.volume = plays_.volume_of(cluster.id);
    if (health.line_ok == false) health.fault = "cluster.line_open";
    health.state = health.fault ? "fault" : health.playing ? "playing" : senses == senses_.end() ? "unknown" : "ready";
    out.clusters.push_back(std::move(health));
  }
  return out;
}

void Gate::send_status(SteadyTime now, Actions& out) {
  protocol::LinkStatus fresh = status(now);
  Bytes encoded = protocol::encode_link(fresh);
  if (encoded == last_status_ && now - status_at_ < kStatusEvery) return;
  last_status_ = std::move(encoded);
  status_at_ = now;
  out.push_back(Send{std::move(fresh)});
}

}  // namespace loa::bridge
