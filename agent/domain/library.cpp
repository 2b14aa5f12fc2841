#include "agent/domain/library.h"

#include <algorithm>

namespace loa::agent {
namespace {

void want_more(std::map<Hash, WantedContent>& out, const Hash& hash, std::int64_t size, UtcTime needed_by, bool urgent) {
  if (size <= 0) return;
  const auto [at, fresh] = out.try_emplace(hash, WantedContent{static_cast<std::uint64_t>(size), needed_by, urgent});
  if (fresh) return;
  at->second.needed_by = std::min(at->second.needed_by, needed_by);
  at->second.urgent = at->second.urgent || urgent;
}

}  // namespace

void Library::restore(const Snapshot& snapshot) {
  for (const auto& [manifest, cluster] : snapshot.settled) {
    if (cluster.is_nil()) delivered_.insert(manifest);
  }
}

void Library::use(const Bytes& part) {
  entries_.clear();
  if (auto library = protocol::read_library(as_text(part)); !part.empty() && library) {
    for (protocol::LibraryEntry& entry : library->entries) entries_[entry.manifest] = entry;
  }
  std::erase_if(manifests_, [this](const auto& held) { return !entries_.contains(held.first); });
  audio_of_list_.clear();
  for (const auto& [unused, entry] : entries_) {
    if (entry.unit_list.size > 0 && entry.audio.size > 0) audio_of_list_[entry.unit_list.hash] = entry.audio.hash;
  }
  for (const auto& [unused, manifest] : manifests_) audio_of_list_[manifest.unit_list] = manifest.audio;
}

void Library::wanted(std::map<Hash, WantedContent>& out) const {
  for (const auto& [hash, entry] : entries_) {
    want_more(out, hash, entry.manifest_size, entry.needed_by, entry.is_template);
    const auto found = manifests_.find(hash);
    if (found == manifests_.end()) {
      want_more(out, entry.unit_list.hash, entry.unit_list.size, entry.needed_by, entry.is_template);
      want_more(out, entry.audio.hash, entry.audio.size, entry.needed_by, entry.is_template);
      continue;
    }
    const protocol::Manifest& manifest = found->second;
    want_more(out, manifest.unit_list, manifest.unit_list_size, entry.needed_by, entry.is_template);
    want_more(out, manifest.audio, manifest.size, entry.needed_by, entry.is_template);
  }
}

bool Library::needs(const Hash& content) const {
  if (entries_.contains(content)) return !manifests_.contains(content) && !bad_.contains(content);
  const auto list = audio_of_list_.find(content);
  return list != audio_of_list_.end() && !lists_read_.contains(content) && !cache_.complete(list->second);
}

void Library::on_content(Step& step, const Hash& content, ByteSpan bytes) {
  if (entries_.contains(content)) {
    auto manifest = protocol::read_manifest(as_text(bytes));
    if (!manifest) {
      bad_.insert(content);
      step.emit(Level::warn, "manifest.refused", {{"manifest", content.hex()}, {"code", manifest.error().code}});
      return;
    }
    const auto told = audio_of_list_.find(manifest->unit_list);
    const bool foretold = told != audio_of_list_.end() && told->second == manifest->audio;
    if (foretold && lists_read_.contains(manifest->unit_list)) cache_.vouch(manifest->audio);
    audio_of_list_[manifest->unit_list] = manifest->audio;
    manifests_[content] = std::move(*manifest);
    return;
  }
  const auto found = audio_of_list_.find(content);
  if (found == audio_of_list_.end()) return;
  lists_read_.insert(content);
  const bool by_manifest = std::any_of(manifests_.begin(), manifests_.end(), [&](const auto& held) {
    return held.second.unit_list == content && held.second.audio == found->second;
  });
  if (auto list = audio::read_unit_list(bytes)) cache_.check_by(found->second, std::move(*list), by_manifest);
}

const protocol::Manifest* Library::manifest(const Hash& hash) const {
  const auto found = manifests_.find(hash);
  return found == manifests_.end() ? nullptr : &found->second;
}

bool Library::ready(const Hash& hash) const {
  const protocol::Manifest* found = manifest(hash);
  return found && cache_.complete(hash) && cache_.complete(found->audio) && cache_.complete(found->unit_list);
}

std::vector<Hash> Library::ready_manifests() const {
  std::vector<Hash> out;
  for (const auto& [hash, unused] : manifests_) {
    if (ready(hash)) out.push_back(hash);
  }
  return out;
}

void Library::look_for_ready(Step& step) {
  for (const Hash& hash : ready_manifests()) {
    if (!delivered_.insert(hash).second) continue;
    const protocol::Manifest& manifest = manifests_.at(hash);
    protocol::JournalRow row;
    row.kind = protocol::RowKind::delivered;
    row.at = step.utc();
    row.programme = manifest.programme;
    row.manifest = hash;
    row.params = {{"revision", std::to_string(manifest.revision)}};
    step.emit(Level::info, "programme.delivered", {{"manifest", hash.hex()}});
    journal_.add(step, {{std::move(row)}, {Settle{{hash, ClusterId{}}, step.utc()}}, {}});
  }
}

}  // namespace loa::agent
