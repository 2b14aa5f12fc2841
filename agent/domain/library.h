// The programmes this agent must hold, from the library part: manifest -> unit list and audio. Tells once per (programme,
// revision) that everything is here.
#pragma once

#include "agent/domain/content_cache.h"
#include "agent/domain/journal.h"
#include "agent/domain/step.h"
#include "protocol/documents.h"
#include "protocol/manifest.h"

#include <map>
#include <set>
#include <vector>

namespace loa::agent {

class Library {
 public:
  Library(Journal& journal, ContentCache& cache) : journal_(journal), cache_(cache) {}

  void restore(const Snapshot& snapshot);
  void use(const Bytes& part);  // empty or unreadable: nothing is named
  void wanted(std::map<Hash, WantedContent>& out) const;
  bool needs(const Hash& content) const;                          // to be read: a manifest or a unit list of missing audio
  void on_content(Step& step, const Hash& content, ByteSpan bytes);
  void look_for_ready(Step& step);

  const protocol::Manifest* manifest(const Hash& hash) const;
  bool ready(const Hash& manifest) const;
  std::vector<Hash> ready_manifests() const;

 private:
  Journal& journal_;
  ContentCache& cache_;
  std::map<Hash, protocol::LibraryEntry> entries_;
  std::map<Hash, protocol::Manifest> manifests_;
  std::map<Hash, Hash> audio_of_list_;  // unit list -> audio
  std::set<Hash> lists_read_;
  std::set<Hash> bad_;                  // named as manifests but unreadable
  std::set<Hash> delivered_;            // told
};

}  // namespace loa::agent
