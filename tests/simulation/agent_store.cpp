#include "tests/simulation/agent_store.h"

#include "protocol/limits.h"

namespace loa::sim {

void AgentStore::apply(const agent::Write& write) {
  for (const auto& op : write.ops) apply(op);
}

void AgentStore::apply(const agent::WriteOp& op) {
  if (const auto* value = std::get_if<agent::PutValue>(&op)) {
    snapshot_.values[value->key] = value->bytes;
  } else if (const auto* drop = std::get_if<agent::DropValue>(&op)) {
    snapshot_.values.erase(drop->key);
  } else if (const auto* chunk = std::get_if<agent::PutChunk>(&op)) {
    auto& stored = snapshot_.contents[chunk->content];
    if (stored.size != chunk->size) stored = {chunk->size, false, protocol::Bitmap(protocol::chunk_count(chunk->size))};
    stored.held.set(chunk->index, true);
    Bytes& bytes = partial_[chunk->content];
    bytes.resize(chunk->size);
    std::copy(chunk->bytes.begin(), chunk->bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(chunk->index * protocol::kChunkBytes));
  } else if (const auto* append = std::get_if<agent::AppendRows>(&op)) {
    for (const auto& row : append->rows) rows_[row.seq] = row;
    if (!append->rows.empty()) snapshot_.last_seq = append->rows.back().seq;
  } else if (const auto* merged = std::get_if<agent::ReplaceRows>(&op)) {
    for (const auto& row : merged->rows) {
      rows_.erase(rows_.lower_bound(protocol::first_seq(row)), rows_.upper_bound(row.seq));
      rows_[row.seq] = row;
    }
  } else if (const auto* upto = std::get_if<agent::DeleteRowsUpTo>(&op)) {
    rows_.erase(rows_.begin(), rows_.upper_bound(upto->seq));
    snapshot_.acknowledged = upto->seq;
  } else if (const auto* settle = std::get_if<agent::Settle>(&op)) {
    settled_[settle->key] = settle->at;
  } else if (const auto* forget = std::get_if<agent::ForgetSettledBefore>(&op)) {
    std::erase_if(settled_, [&](const auto& mark) { return mark.second < forget->at && !mark.first.second.is_nil(); });
  } else if (const auto* evict = std::get_if<agent::EvictContent>(&op)) {
    snapshot_.contents.erase(evict->content);
    partial_.erase(evict->content);
    whole_.erase(evict->content);
  }
}

bool AgentStore::seal(const Hash& content) {
  const auto part = partial_.find(content);
  if (part == partial_.end()) return whole_.contains(content);
  if (sha256(part->second) != content) {
    partial_.erase(part);
    snapshot_.contents.erase(content);
    return false;
  }
  whole_[content] = std::move(part->second);
  partial_.erase(part);
  snapshot_.contents[content].complete = true;
  return true;
}

agent::Snapshot AgentStore::load() const {
  agent::Snapshot out = snapshot_;
  out.journal_rows = static_cast<std::int64_t>(rows_.size());
  for (const auto& [key, at] : settled_) out.settled.insert(key);
  return out;
}

void AgentStore::restart_journal() {
  snapshot_.last_seq = snapshot_.acknowledged = 0;
  rows_.clear();
}

agent::ContentRead AgentStore::read(const Hash& content) const {
  const auto found = whole_.find(content);
  return found == whole_.end() ? agent::ContentRead{content, false, {}} : agent::ContentRead{content, true, found->second};
}

agent::UnitRead AgentStore::read_unit(const Hash& content, std::uint32_t index) const {
  const auto whole = whole_.find(content);
  const auto part = partial_.find(content);
  const Bytes* bytes = whole != whole_.end() ? &whole->second : part != partial_.end() ? &part->second : nullptr;
  const std::size_t from = std::size_t{index} * protocol::kUnitBytes;
  if (!bytes || from >= bytes->size()) return {content, index, false, {}};
  const auto begin = bytes->begin() + static_cast<std::ptrdiff_t>(from);
  return {content, index, true, Bytes(begin, begin + static_cast<std::ptrdiff_t>(std::min(protocol::kUnitBytes, bytes->size() - from)))};
}

agent::RowsRead AgentStore::read_rows(std::int64_t from, std::size_t max_bytes) const {
  agent::RowsRead out;
  std::size_t used = 0;
  for (auto row = rows_.lower_bound(from); row != rows_.end(); ++row) {
    used += protocol::write_journal_row(row->second).size() + 1;
    if (used > max_bytes && !out.rows.empty()) break;
    out.rows.push_back(row->second);
  }
  return out;
}

const Bytes* AgentStore::value(const std::string& key) const {
  const auto found = snapshot_.values.find(key);
  return found == snapshot_.values.end() ? nullptr : &found->second;
}

}  // namespace loa::sim
