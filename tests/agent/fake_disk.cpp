#include "tests/agent/fake_disk.h"

#include "protocol/limits.h"

#include <algorithm>

namespace loa::test {

using namespace agent;

Written FakeDisk::perform(const Write& write) {
  if (full) return {write.token, false, "no space"};
  ++performed;
  for (const WriteOp& op : write.ops) apply(op);
  kept.journal_rows = static_cast<std::int64_t>(rows.size());
  most_rows = std::max(most_rows, rows.size());
  return {write.token, true, {}};
}

void FakeDisk::put_chunk(const PutChunk& chunk) {
  StoredContent& stored = kept.contents[chunk.content];
  if (stored.size != chunk.size) stored = {chunk.size, false, protocol::Bitmap(protocol::chunk_count(chunk.size))};
  stored.held.set(chunk.index, true);
  Bytes& file = files[chunk.content];
  file.resize(chunk.size);
  std::copy(chunk.bytes.begin(), chunk.bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(chunk.index * protocol::kChunkBytes));
}

void FakeDisk::append(const AppendRows& append) {
  for (const protocol::JournalRow& row : append.rows) {
    broken_order = broken_order || row.seq != kept.last_seq + 1;
    kept.last_seq = row.seq;
    rows[row.seq] = row;
  }
}

void FakeDisk::apply(const WriteOp& op) {
  if (const auto* put = std::get_if<PutValue>(&op)) kept.values[put->key] = put->bytes;
  if (const auto* drop = std::get_if<DropValue>(&op)) kept.values.erase(drop->key);
  if (const auto* chunk = std::get_if<PutChunk>(&op)) put_chunk(*chunk);
  if (const auto* more = std::get_if<AppendRows>(&op)) append(*more);
  if (const auto* merged = std::get_if<ReplaceRows>(&op)) {
    for (const auto& row : merged->rows) {
      rows.erase(rows.lower_bound(protocol::first_seq(row)), rows.upper_bound(row.seq));
      rows[row.seq] = row;
    }
  }
  if (const auto* upto = std::get_if<DeleteRowsUpTo>(&op)) {
    std::erase_if(rows, [upto](const auto& row) { return row.first <= upto->seq; });
    kept.acknowledged = upto->seq;
  }
  if (const auto* settle = std::get_if<Settle>(&op)) {
    kept.settled.insert(settle->key);
    settled_at_[settle->key] = settle->at;
  }
  if (const auto* forget = std::get_if<ForgetSettledBefore>(&op)) {
    std::erase_if(kept.settled, [&](const SettledKey& key) { return !key.second.is_nil() && settled_at_[key] < forget->at; });
  }
  if (const auto* evict = std::get_if<EvictContent>(&op)) {
    kept.contents.erase(evict->content);
    files.erase(evict->content);
  }
}

Sealed FakeDisk::seal(const Hash& content) {
  const auto file = files.find(content);
  if (file == files.end() || sha256(file->second) != content) {
    files.erase(content);
    kept.contents.erase(content);
    return {content, false};
  }
  kept.contents[content].complete = true;
  return {content, true};
}

ContentRead FakeDisk::read(const Hash& content) const {
  const auto file = files.find(content);
  return file == files.end() ? ContentRead{content, false, {}} : ContentRead{content, true, file->second};
}

UnitRead FakeDisk::read_unit(const Hash& content, std::uint32_t index) const {
  const auto file = files.find(content);
  const std::size_t from = std::size_t{index} * protocol::kUnitBytes;
  if (file == files.end() || from >= file->second.size()) return {content, index, false, {}};
  const std::size_t size = std::min(protocol::kUnitBytes, file->second.size() - from);
  const auto begin = file->second.begin() + static_cast<std::ptrdiff_t>(from);
  return {content, index, true, Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))};
}

RowsRead FakeDisk::read_rows(std::int64_t from, std::size_t max_bytes) const {
  RowsRead out;
  std::size_t used = 0;
  for (auto row = rows.lower_bound(from); row != rows.end(); ++row) {
    used += 800 + 2 * row->second.receipt.size();  // not less than its JSON
    if (used > max_bytes && !out.rows.empty()) break;
    out.rows.push_back(row->second);
  }
  return out;
}

}  // namespace loa::test
