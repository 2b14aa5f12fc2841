#include "agent/domain/bridge_feeder.h"

#include "agent/domain/value_keys.h"
#include "core/json.h"

#include <algorithm>
#include <array>

namespace loa::agent {
namespace {

using protocol::Part;

// Trust first: everything after it is checked with it.
constexpr std::array<Part, 5> kFedParts = {Part::trust, Part::map, Part::policy, Part::place, Part::library};
constexpr std::size_t kMaxNonces = 4;

}  // namespace

BridgeFeeder::BridgeFeeder(AgentId agent, std::string software, Journal& journal, Documents& documents, ContentCache& cache)
    : agent_(agent), software_(std::move(software)), journal_(journal), documents_(documents), cache_(cache) {}

void BridgeFeeder::restore(const Snapshot& snapshot) {
  const auto found = snapshot.values.find(kBridgeKey);
  if (found == snapshot.values.end()) return;
  const auto value = parse_json(as_text(found->second));
  if (!value) return;
  JsonFields fields(*value);
  const auto peer = parse_uuid(fields.text("peer", 36));
  if (!peer) return;
  peer_ = *peer;
  number_ = durable_ = fields.integer("number", 0, (std::int64_t{1} << 53) - 1);
  for (const json::value& entry : fields.array_or_empty("faults", 256)) {
    JsonFields fault(entry);
    faults_[fault.id<ClusterId>("cluster")] = fault.text("code", 128);
  }
}

Bytes BridgeFeeder::state() const {
  json::array faults;
  for (const auto& [cluster, code] : faults_) faults.push_back(json::object{{"cluster", cluster.text()}, {"code", code}});
  return to_bytes(write_json(json::object{{"peer", peer_.text()}, {"number", number_}, {"faults", std::move(faults)}}));
}

void BridgeFeeder::on_up(Step& step) {
  linked_ = true;
  greeted_ = false;
  status_ = {};
  fed_parts_.clear();
  fed_root_ = fed_mail_ = 0;
  step.act(ToBridge{protocol::LinkHello{protocol::kLinkVersion, software_, agent_.uuid}});
  step.emit(Level::info, "bridge.linked");
}

void BridgeFeeder::on_down() {
  linked_ = greeted_ = false;
  nonces_.clear();
  status_.current = status_.time_known = false;
}

void BridgeFeeder::on_hello(Step& step, const protocol::LinkHello& hello) {
  if (hello.version != protocol::kLinkVersion) {
    step.emit(Level::error, "bridge.version", {{"bridge", std::to_string(hello.version)}});
    return;
  }
  if (hello.peer != peer_) {  // another bridge, or one whose store began anew: its numbers do too
    peer_ = hello.peer;
    number_ = durable_ = 0;
    faults_.clear();
  }
  greeted_ = true;
  feed(step);
}

void BridgeFeeder::feed(Step& step) {
  if (!greeted_) return;
  if (documents_.current() && fed_root_ != documents_.parts_revision()) {
    step.act(ToBridge{protocol::LinkRoot{*documents_.root_envelope()}});  // first: it names the parts
    for (const Part part : kFedParts) {
      const Bytes* bytes = documents_.part(part);
      const Hash& name = documents_.current()->parts[static_cast<std::size_t>(part)].hash;
      const auto fed = fed_parts_.find(part);
      if (!bytes || (fed != fed_parts_.end() && fed->second == name)) continue;
      fed_parts_[part] = name;
      step.act(ToBridge{protocol::LinkPart{part, *bytes}});
    }
    fed_root_ = documents_.parts_revision();
  }
  if (documents_.mail_revision() != fed_mail_) {
    fed_mail_ = documents_.mail_revision();
    step.act(ToBridge{protocol::LinkMail{documents_.mail()}});
  }
}

void BridgeFeeder::on_time_request(Step& step, const protocol::LinkTimeRequest& request) {
  nonces_.push_back(request.nonce);
  if (nonces_.size() > kMaxNonces) nonces_.erase(nonces_.begin());
  const Bytes nonce(request.nonce.begin(), request.nonce.end());
  if (transport_up_) {
    step.act(Publish{{protocol::agent_topic(agent_, protocol::Leaf::time), nonce, 0, false}});
  } else {
    step.act(HttpRequest{HttpKind::time, nonce, {}, 0, 0});
  }
}

bool BridgeFeeder::on_beacon(Step& step, ByteSpan envelope) {
  const auto decoded = protocol::decode_envelope(envelope);
  if (!decoded || decoded->type != protocol::DocumentType::time) return false;
  const auto beacon = protocol::read_payload<protocol::Time>(decoded->payload);
  const auto asked = beacon ? std::find(nonces_.begin(), nonces_.end(), beacon->nonce) : nonces_.end();
  if (asked == nonces_.end()) return false;
  nonces_.erase(asked);
  if (linked_) step.act(ToBridge{protocol::LinkBeacon{Bytes(envelope.begin(), envelope.end())}});
  return true;
}

void BridgeFeeder::on_pull(Step& step, const protocol::LinkPull& pull) {
  if (cache_.holds_unit(pull.content, pull.index)) {
    step.act(ReadUnit{pull.content, pull.index});
  } else {
    step.act(ToBridge{protocol::LinkUnit{pull.content, pull.index, false, {}}});
  }
}

void BridgeFeeder::on_unit(Step& step, const UnitRead& unit) {
  if (linked_) step.act(ToBridge{protocol::LinkUnit{unit.content, unit.index, unit.held, unit.bytes}});
}

void BridgeFeeder::on_status(Step& step, protocol::LinkStatus status) {
  status_ = std::move(status);
  std::vector<protocol::JournalRow> rows;
  for (const protocol::ClusterHealth& health : status_.clusters) {
    const auto known = faults_.find(health.id);
    const std::string before = known == faults_.end() ? "" : known->second;
    const std::string after = health.fault.value_or("");
    if (before == after) continue;
    protocol::JournalRow row;
    row.kind = after.empty() ? protocol::RowKind::recovered : protocol::RowKind::fault;
    row.at = step.utc();
    row.cluster = health.id;
    row.cause = after.empty() ? before : after;
    step.emit(Level::warn, after.empty() ? "cluster.recovered" : "cluster.fault",
              {{"cluster", health.id.text()}, {"code", row.cause}});
    rows.push_back(std::move(row));
    if (after.empty()) {
      faults_.erase(health.id);
    } else {
      faults_[health.id] = after;
    }
  }
  if (!rows.empty()) journal_.add(step, {std::move(rows), {PutValue{kBridgeKey, state()}}, {}});
}

bool BridgeFeeder::taken(Step& step, std::int64_t number) {
  if (number > number_) return false;
  if (number <= durable_) acknowledge(step, number);
  return true;
}

WriteOp BridgeFeeder::numbered(std::int64_t number) {
  number_ = number;
  return PutValue{kBridgeKey, state()};
}

void BridgeFeeder::acknowledge(Step& step, std::int64_t number) {
  durable_ = std::max(durable_, number);
  if (linked_) step.act(ToBridge{protocol::LinkReceiptAck{durable_}});
}

void BridgeFeeder::keep_event(Step& step, std::int64_t number, protocol::JournalRow row) {
  const Uuid peer = peer_;
  journal_.add(step, {{std::move(row)}, {numbered(number)}, [this, number, peer](Step& later, bool) {
    if (peer == peer_) acknowledge(later, number);
  }});
}

std::optional<Aired> BridgeFeeder::on_receipt(Step& step, const protocol::LinkReceipt& message) {
  if (!greeted_ || taken(step, message.number)) return std::nullopt;
  const auto envelope = protocol::decode_envelope(message.envelope);
  const auto receipt = envelope && envelope->type == protocol::DocumentType::receipt
                           ? protocol::read_payload<protocol::Receipt>(envelope->payload)
                           : Result<protocol::Receipt>(fail("document.bad", {}, "receipt"));
  protocol::JournalRow row;
  if (!receipt) {  // kept as an event, or the bridge would send it for ever
    row.at = step.utc();
    row.cause = receipt.error().code;
    keep_event(step, message.number, std::move(row));
    return std::nullopt;
  }
  row.kind = protocol::RowKind::aired;
  row.at = receipt->end;
  row.occurrence = receipt->occurrence;
  row.cluster = receipt->cluster;
  row.manifest = receipt->manifest;
  row.start = receipt->start;
  row.end = receipt->end;
  row.offset_ms = receipt->first_sample / 48;
  row.heard = receipt->heard;
  row.cause = receipt->ended_by;
  row.trace = receipt->header.trace;
  row.receipt = message.envelope;
  const Uuid peer = peer_;
  const std::int64_t number = message.number;
  journal_.add(step, {{std::move(row)},
                      {Settle{{receipt->occurrence, receipt->cluster}, receipt->end}, numbered(number)},
                      [this, number, peer](Step& later, bool) {
                        if (peer == peer_) acknowledge(later, number);
                      }});
  return Aired{receipt->occurrence, receipt->cluster, receipt->end, receipt->ended_by};
}

void BridgeFeeder::on_event(Step& step, const protocol::LinkEvent& event) {
  if (!greeted_ || taken(step, event.number)) return;
  protocol::JournalRow row;
  row.kind = protocol::RowKind::event;
  row.at = event.at;
  row.cluster = event.cluster;
  row.cause = event.error.code;
  row.params = event.error.params;
  keep_event(step, event.number, std::move(row));
}

}  // namespace loa::agent
