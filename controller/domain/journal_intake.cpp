#include "controller/domain/journal_intake.h"

namespace loa::controller {

namespace {

constexpr auto kGapPatience = std::chrono::minutes(10);

}  // namespace

SendAck JournalIntake::ack_of(const Key& key, const Stream& stream) {
  return {key.first, {key.second, stream.committed}};
}

void JournalIntake::restore(const AgentId& agent, const Uuid& epoch, std::int64_t committed) {
  streams_[{agent, epoch}].committed = committed;
}

std::vector<IntakeAction> JournalIntake::batch(const AgentId& agent, const protocol::JournalBatch& batch, SteadyTime now) {
  const Key key{agent, batch.epoch};
  Stream& stream = streams_[key];
  if (stream.writing) return {};  // its acknowledgement will tell the agent where to go on
  if (batch.rows.empty() || batch.rows.back().seq <= stream.committed) return {ack_of(key, stream)};
  std::vector<IntakeAction> out;
  const std::int64_t first = protocol::first_seq(batch.rows.front());
  if (first > stream.committed + 1) {
    if (!stream.gap || stream.gap->first != first) stream.gap = {first, now};
    if (now - stream.gap->second < kGapPatience) return {ack_of(key, stream)};
    out.push_back(GapAccepted{agent, stream.committed + 1, first - 1});
  }
  stream.gap.reset();
  WriteRows write{agent, batch.epoch, batch.rows.back().seq, {}};
  for (const auto& row : batch.rows) {
    if (row.seq > stream.committed) write.rows.push_back(row);
  }
  stream.writing = true;
  out.push_back(std::move(write));
  return out;
}

std::vector<IntakeAction> JournalIntake::written(const AgentId& agent, const Uuid& epoch, std::int64_t upto) {
  const Key key{agent, epoch};
  Stream& stream = streams_[key];
  stream.writing = false;
  stream.committed = std::max(stream.committed, upto);
  return {ack_of(key, stream)};
}

void JournalIntake::write_failed(const AgentId& agent, const Uuid& epoch) { streams_[{agent, epoch}].writing = false; }

std::int64_t JournalIntake::committed(const AgentId& agent, const Uuid& epoch) const {
  auto found = streams_.find({agent, epoch});
  return found == streams_.end() ? 0 : found->second.committed;
}

}  // namespace loa::controller
