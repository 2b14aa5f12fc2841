#include "controller/services/uplink.h"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kSilence = 90s;  // agents report every 60 s
constexpr auto kWatch = 2s;
constexpr std::size_t kMaxUnplaced = 1000;  // later ones are heard when they speak again

}  // namespace

Uplink::Uplink(Context& context, Desk& desk, EventDesk& events, Publisher& publisher, std::function<void()> changed,
               std::function<void()> levels_changed)
    : context_(context), desk_(desk), events_(events), publisher_(publisher), changed_(std::move(changed)),
      levels_changed_(std::move(levels_changed)) {}

void Uplink::start() { context_.tasks.spawn("uplink.watch", watch()); }

AgentState* Uplink::known(const AgentId& agent) {
  auto found = desk_.agents.find(agent);
  return found == desk_.agents.end() || !desk_.place_of(agent) ? nullptr : &found->second;
}

// A device may connect before its place is signed; what it said then is not said again.
Uplink::Unplaced* Uplink::unplaced(const AgentId& agent) {
  if (!unplaced_.contains(agent) && unplaced_.size() >= kMaxUnplaced) return nullptr;
  return &unplaced_[agent];
}

void Uplink::welcome() {
  for (auto waiting = unplaced_.begin(); waiting != unplaced_.end();) {
    const AgentId id = waiting->first;
    if (!known(id)) {
      ++waiting;
      continue;
    }
    const Unplaced said = std::move(waiting->second);
    waiting = unplaced_.erase(waiting);
    if (!said.reported.empty()) reported(id, said.reported, Way::mqtt);
    if (!said.link.empty()) link(id, said.link);
  }
  context_.metrics.gauge("loa_agents_unplaced").set(static_cast<std::int64_t>(unplaced_.size()));
}

void Uplink::seen(AgentState& agent) {
  agent.last_seen = context_.now();
  look_for_silence();
}

bool Uplink::online(const AgentState& agent) const {
  if (!agent.last_seen) return false;
  const UtcTime now = context_.now();
  const bool fresh = now - *agent.last_seen < kSilence;
  const bool by_https = agent.last_https && now - *agent.last_https < kSilence;
  return fresh && (agent.link_online || by_https || transport_down_at_.has_value());
}

void Uplink::look_for_silence() {
  for (auto& [id, agent] : desk_.agents) {
    const bool now_online = online(agent);
    if (now_online == agent.shown_online) continue;
    agent.shown_online = now_online;
    const EventDesk::About about{id, {}, agent.unit, {}};
    if (now_online) {
      events_.tell("info", fail("agent.online", {{"agent", agent.name}}), about);
    } else {
      events_.tell("alarm", fail("agent.offline", {{"agent", agent.name}}), about);
      desk_.sender.gone(id);
    }
    changed_();
  }
}

asio::awaitable<void> Uplink::watch() {
  asio::steady_timer timer(context_.loop);
  for (;;) {
    welcome();
    look_for_silence();
    timer.expires_after(kWatch);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

void Uplink::transport_down() { transport_down_at_ = context_.steady(); }

void Uplink::reported(const AgentId& id, std::string text, Way way) {
  AgentState* agent = known(id);
  if (!agent) {
    if (auto* waiting = unplaced(id)) waiting->reported = std::move(text);
    return;
  }
  auto reported = protocol::read_reported(text);
  if (!reported) {
    events_.tell("warn", reported.error(), {id, {}, agent->unit, {}});
    return;
  }
  agent->reported = std::move(*reported);
  agent->reported_text = std::move(text);
  const UtcTime now = context_.now();
  if (way == Way::https) agent->last_https = now;
  publisher_.reported(id, agent->reported->root_seen, agent->reported->mail);
  // A retained report may be old: it proves life only at the time it names.
  const UtcTime said = std::min(now, agent->reported->at.value_or(now));
  agent->last_seen = std::max(agent->last_seen.value_or(UtcTime{}), said);
  look_for_silence();
  changed_();
}

void Uplink::link(const AgentId& id, std::string_view text) {
  AgentState* agent = known(id);
  if (!agent) {
    if (auto* waiting = unplaced(id)) waiting->link = text;
    return;
  }
  auto link = protocol::read_link(text);
  if (!link) return;
  transport_down_at_.reset();
  agent->link_online = link->online;
  // A retained "online" may be old: only what follows proves that the agent lives.
  if (link->online && !agent->last_seen) agent->last_seen = context_.now();
  if (!link->online) desk_.sender.gone(id);
  look_for_silence();
  changed_();
}

void Uplink::want(const AgentId& id, std::string_view text) {
  AgentState* agent = known(id);
  if (!agent) return;
  auto want = protocol::read_want(text);
  if (!want) {
    events_.tell("warn", want.error(), {id, {}, agent->unit, {}});
    return;
  }
  agent->last_seen = context_.now();
  desk_.sender.want(id, *want, context_.steady());
}

void Uplink::levels(const AgentId& id, std::string_view text) {
  const auto* place = desk_.place_of(id);
  auto levels = protocol::read_levels(text);
  if (!place || !levels) return;
  for (const auto& level : *levels) {
    const bool own = std::any_of(place->clusters.begin(), place->clusters.end(),
                                 [&](const auto& cluster) { return cluster.id == level.cluster; });
    if (own) desk_.levels[level.cluster] = {level, context_.steady()};
  }
  levels_changed_();
}

Result<Bytes> Uplink::beacon(const AgentId& id, ByteSpan nonce) {
  AgentState* agent = known(id);
  if (nonce.size() != 16 || !agent) return fail("controller.nonce");
  agent->last_seen = context_.now();
  protocol::Time time;
  std::copy(nonce.begin(), nonce.end(), time.nonce.begin());
  time.header.id = DocumentId::make(context_.now(), context_.random);
  time.root = desk_.roots.root_version(id);
  time.mail = desk_.roots.mail_version(id);
  time.trust = desk_.registry.trust() ? desk_.registry.trust()->version : 0;
  time.now = context_.now();
  time.header.issued = time.now;
  return protocol::seal(desk_.registry.network(), protocol::DocumentType::time, protocol::write_payload(time), {&desk_.signer});
}

asio::awaitable<Result<std::optional<protocol::JournalAck>>> Uplink::journal(AgentId id, std::string text) {
  AgentState* agent = known(id);
  if (!agent) co_return fail("controller.agent_unknown");
  auto batch = protocol::read_journal_batch(text);
  if (!batch) {
    events_.tell("warn", batch.error(), {id, {}, agent->unit, {}});
    co_return batch.error();
  }
  seen(*agent);
  std::optional<protocol::JournalAck> ack;
  for (auto& action : desk_.intake.batch(id, *batch, context_.steady())) {
    if (auto* send = std::get_if<SendAck>(&action)) ack = send->ack;
    if (auto* gap = std::get_if<GapAccepted>(&action)) {
      events_.tell("alarm", fail("journal.lost", {{"from", std::to_string(gap->from)}, {"upto", std::to_string(gap->upto)}}),
                   {id, {}, agent->unit, {}});
    }
    if (auto* write = std::get_if<WriteRows>(&action)) {
      auto committed = co_await commit(std::move(*write));
      if (!committed) co_return committed.error();
      ack = *committed;
    }
  }
  co_return ack;
}

asio::awaitable<Result<std::optional<protocol::JournalAck>>> Uplink::commit(WriteRows write) {
  const UtcTime now = context_.now();
  const auto view = desk_.view();
  auto names = cluster_names({desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone}, desk_.places, now);
  auto facts = facts_of(write);
  auto work = [write, facts = std::move(facts), names = std::move(names), now](Store& store) {
    return store.ledger.commit(AreaScope::whole(), write, facts, names, now);
  };
  auto done = co_await context_.store.run(std::move(work));
  if (!done) {
    desk_.intake.write_failed(write.agent, write.epoch);
    events_.tell("alarm", done.error(), {write.agent, {}, {}, {}});
    co_return done.error();
  }
  tell_rows(write);
  std::optional<protocol::JournalAck> ack;
  for (auto& action : desk_.intake.written(write.agent, write.epoch, write.upto)) {
    if (auto* send = std::get_if<SendAck>(&action)) ack = send->ack;
  }
  changed_();
  co_return ack;
}

std::vector<LedgerFact> Uplink::facts_of(const WriteRows& write) {
  const auto* place = desk_.place_of(write.agent);
  std::vector<LedgerFact> out;
  for (const auto& row : write.rows) {
    // An agent speaks for its own clusters only.
    const bool own = row.cluster && place &&
                     std::any_of(place->clusters.begin(), place->clusters.end(), [&](const auto& c) { return c.id == *row.cluster; });
    if (own) out.push_back({row, segment_of(write.agent, row)});
  }
  return out;
}

std::optional<LedgerSegment> Uplink::segment_of(const AgentId& agent, const protocol::JournalRow& row) {
  if (row.kind != protocol::RowKind::aired || !row.start || !row.end) return std::nullopt;
  LedgerSegment segment;
  segment.start = *row.start;
  segment.end = *row.end;
  segment.offset_ms = row.offset_ms;
  segment.heard = row.heard;
  segment.ended_by = row.cause;
  segment.receipt_envelope = row.receipt;
  const auto* place = desk_.place_of(agent);
  auto envelope = protocol::decode_envelope(row.receipt);
  if (!envelope) return segment;
  segment.receipt = protocol::document_hash(desk_.registry.network(), *envelope);
  LedgerRow row_now;
  row_now.key = {row.occurrence.value_or(Hash{}), row.cluster.value_or(ClusterId{})};
  const std::string fault = receipt_fault(desk_.registry.network(), {place->bridge_key}, row_now, segment);
  segment.receipt_good = fault.empty();
  if (!fault.empty()) events_.tell("alarm", fail(fault), {agent, row.cluster, {}, row.trace});
  auto receipt = protocol::read_payload<protocol::Receipt>(envelope->payload);
  if (receipt) segment.heard = receipt->heard;  // the bridge's own word, not the agent's
  return segment;
}

void Uplink::tell_rows(const WriteRows& write) {
  auto found = desk_.agents.find(write.agent);
  const UnitId unit = found == desk_.agents.end() ? UnitId{} : found->second.unit;
  for (const auto& row : write.rows) {
    const EventDesk::About about{write.agent, row.cluster, unit, row.trace};
    const Error what = fail(row.cause, {row.params.begin(), row.params.end()});
    if (row.kind == protocol::RowKind::refused || row.kind == protocol::RowKind::fault) events_.tell("alarm", what, about);
    if (row.kind == protocol::RowKind::missed || row.kind == protocol::RowKind::event) events_.tell("warn", what, about);
    if (row.kind == protocol::RowKind::recovered) events_.tell("info", what, about);
  }
}

std::string receipt_fault(const protocol::NetworkId& network, const std::vector<protocol::PublicKey>& bridge_keys,
                          const LedgerRow& row, const LedgerSegment& segment) {
  auto envelope = protocol::decode_envelope(segment.receipt_envelope);
  if (!envelope || envelope->type != protocol::DocumentType::receipt) return "receipt.bad";
  if (protocol::document_hash(network, *envelope) != segment.receipt) return "receipt.altered";
  const Bytes message = protocol::signed_bytes(network, envelope->type, envelope->payload);
  const bool signed_by_bridge = std::any_of(bridge_keys.begin(), bridge_keys.end(), [&](const auto& key) {
    return envelope->signatures.size() == 1 && protocol::verify_signature(key, message, envelope->signatures.front().bytes);
  });
  if (!signed_by_bridge) return "receipt.signature";
  auto receipt = protocol::read_payload<protocol::Receipt>(envelope->payload);
  if (!receipt) return "receipt.bad";
  const bool same = receipt->cluster == row.key.cluster && receipt->occurrence == row.key.occurrence &&
                    receipt->start == segment.start && receipt->end == segment.end;
  return same ? "" : "receipt.other_row";
}

}  // namespace loa::controller
