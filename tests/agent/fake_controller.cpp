#include "tests/agent/fake_controller.h"

#include "core/check.h"
#include "protocol/limits.h"

namespace loa::test {

using namespace agent;
using protocol::Leaf;
using protocol::Part;

void FakeController::publish() {
  Site& site = world_.site(site_);
  PartSet set = parts ? *parts : world_.parts(site, library);
  if (!parts) set.of(Part::plan) = to_bytes(schedules::write_plan(plan));
  const protocol::Root root = world_.root_document(site, set);
  root_version = root.version;
  root_envelope = world_.sign(root, {world_.controller().key()});
  const auto trust = protocol::decode_envelope_list(set.of(Part::trust), protocol::kMaxPart)->front();
  trust_version = protocol::read_payload<protocol::Trust>(protocol::decode_envelope(trust)->payload)->version;
  for (const Bytes& part : set.bytes) contents[sha256(part)] = part;
  contents.insert(world_.contents().begin(), world_.contents().end());
}

void FakeController::post(std::vector<Bytes> envelopes) {
  mail = std::move(envelopes);
  mail_version = world_.next_version();
}

std::vector<Event> FakeController::on_connect() {
  std::vector<Event> out;
  if (!root_envelope.empty()) out.push_back(MessageIn{Leaf::root, root_envelope});
  if (mail_version > 0) out.push_back(MessageIn{Leaf::mail, protocol::encode_mail({mail_version, mail})});
  return out;
}

Bytes FakeController::beacon(ByteSpan nonce, UtcTime now) {
  std::array<std::uint8_t, 16> bytes{};
  CHECK(nonce.size() == bytes.size());
  std::copy(nonce.begin(), nonce.end(), bytes.begin());
  const auto time = world_.time_document(bytes, now + beacon_lie, root_version, trust_version);
  return world_.sign(time, {forged_beacon ? world_.stranger().key() : world_.controller().key()});
}

std::string FakeController::take_journal(std::string_view json) {
  const auto batch = protocol::read_journal_batch(json);
  CHECK(batch.has_value() && !batch->rows.empty());
  batches.push_back(batch->rows.front().seq);
  const std::int64_t held = rows.empty() ? 0 : rows.rbegin()->first;
  if (protocol::first_seq(batch->rows.front()) > held + 1) gap = true;
  for (const auto& row : batch->rows) rows.emplace(row.seq, row);
  return protocol::write_journal_ack({batch->epoch, rows.rbegin()->first});
}

// Two ways may bring an older report after a newer one.
void FakeController::take_report(std::string_view json) {
  reports.push_back(*protocol::read_reported(json));
  if (!reported.at || *reports.back().at >= *reported.at) reported = reports.back();
}

std::vector<Event> FakeController::chunks_for(const protocol::Want& want) {
  std::vector<Event> out;
  for (const auto& [hash, wanted] : want.contents) {
    if (never_by_mqtt.contains(hash) || !contents.contains(hash)) continue;
    const Bytes& bytes = instead.contains(hash) ? instead[hash] : contents[hash];
    for (std::uint32_t i = 0; i < wanted.missing.count(); ++i) {
      if (!wanted.missing.test(i)) continue;
      const std::size_t from = std::size_t{i} * protocol::kChunkBytes;
      Bytes piece(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), from + protocol::kChunkBytes)));
      if (flip_once.erase({hash, i}) > 0) piece[piece.size() / 2] ^= 1;
      out.push_back(ChunkIn{hash, protocol::encode_chunk({i, protocol::chunk_count(bytes.size()), bytes.size(), piece})});
      ++chunks_sent;
    }
  }
  return out;
}

std::vector<Event> FakeController::on_publication(const protocol::Publication& publication, UtcTime now) {
  const auto topic = protocol::parse_agent_topic(publication.topic);
  CHECK(topic.has_value());
  switch (topic->leaf) {
    case Leaf::time:
      if (!beacons) return {};
      return {MessageIn{Leaf::beacon, beacon(publication.payload, now)}};
    case Leaf::want:
      wants.push_back(*protocol::read_want(as_text(publication.payload)));
      return chunks_for(wants.back());
    case Leaf::reported:
      take_report(as_text(publication.payload));
      if (reported.root_seen == root_version && reported.mail == mail_version) return {};
      return on_connect();
    case Leaf::journal: {
      const std::string ack = take_journal(as_text(publication.payload));
      if (!acknowledge) return {};
      return {MessageIn{Leaf::ack, to_bytes(ack)}};
    }
    default: return {};
  }
}

HttpDone FakeController::on_http(const HttpRequest& request, UtcTime now) {
  switch (request.kind) {
    case HttpKind::time:
      if (!beacons) return {request, 503, {}};
      return {request, 200, beacon(request.body, now)};
    case HttpKind::journal: {
      const std::string ack = take_journal(as_text(request.body));
      return acknowledge ? HttpDone{request, 200, to_bytes(ack)} : HttpDone{request, 503, {}};
    }
    case HttpKind::reported:
      take_report(as_text(request.body));
      return {request, 204, {}};
    case HttpKind::content: break;
  }
  ++http_content;
  if (!contents.contains(request.content)) return {request, 404, {}};
  const Bytes& bytes = contents[request.content];
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(request.offset);
  return {request, 206, Bytes(begin, begin + static_cast<std::ptrdiff_t>(request.length))};
}

std::optional<MessageIn> FakeController::news_by_poll(std::int64_t root_have, std::int64_t mail_have) const {
  if (root_version > root_have) return MessageIn{Leaf::root, root_envelope};
  if (mail_version > mail_have) return MessageIn{Leaf::mail, protocol::encode_mail({mail_version, mail})};
  return std::nullopt;
}

std::vector<protocol::JournalRow> FakeController::rows_of(protocol::RowKind kind) const {
  std::vector<protocol::JournalRow> out;
  for (const auto& [unused, row] : rows) {
    if (row.kind == kind) out.push_back(row);
  }
  return out;
}

std::vector<std::string> FakeController::causes(protocol::RowKind kind) const {
  std::vector<std::string> out;
  for (const auto& row : rows_of(kind)) out.push_back(row.cause);
  return out;
}

}  // namespace loa::test
