// Content by hash: which chunks are durable, which are on their way to the disk, what is still wanted (kho nội dung).
// A chunk counts as held after its write; a content counts as held after its whole SHA-256 was checked against its name, or
// each of its units against the list that a manifest names beside it.
// Over the size limit: what nobody names goes first, then the furthest needed-by; urgent content (templates, documents)
// never. On a line too slow for the others' pass an agent leaves it and fetches by HTTPS Range, so that the broker need not
// keep a backlog for it, until all is here or HTTPS fails. A failed write (no space) stops the taking of new chunks for a minute and touches nothing that is held.
#pragma once

#include "agent/domain/step.h"
#include "audio/unit_list.h"
#include "protocol/content.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace loa::agent {

struct WantedContent {
  std::uint64_t size = 0;
  UtcTime needed_by;
  bool urgent = false;
};

class ContentCache {
 public:
  explicit ContentCache(std::uint64_t limit_bytes) : limit_(limit_bytes) {}

  void restore(Step& step, const Snapshot& snapshot);
  // Everything that should be here, replaced as a whole.
  void want(Step& step, std::map<Hash, WantedContent> wanted);
  // by_manifest: a manifest names both; without, the list may refuse chunks but vouches for nothing.
  void check_by(const Hash& content, audio::UnitList list, bool by_manifest);
  void vouch(const Hash& content);  // its list turned out to be the manifest's

  void on_link(Step& step, bool up);  // of the broker
  void on_chunk(Step& step, const Hash& content, ByteSpan wire);
  void on_http(Step& step, const HttpDone& done);
  void on_sealed(Step& step, const Sealed& sealed);
  void lost(Step& step, const Hash& content);  // a read found it gone or altered
  void tick(Step& step);

  bool complete(const Hash& content) const;
  bool holds_unit(const Hash& content, std::uint32_t unit) const;
  bool incomplete() const;
  std::size_t missing_contents() const;
  protocol::Want missing() const;  // what is asked of the sender's pass: nothing while this agent fetches alone
  bool alone() const { return alone_; }
  std::vector<Hash> take_completed() { return std::exchange(completed_, {}); }
  std::uint64_t revision() const { return revision_; }  // changes whenever missing() does
  std::uint64_t asked_for() const { return asked_for_; }  // changes when contents join that were not wanted before
  SteadyTime next_wake() const;

 private:
  struct Entry {
    std::uint64_t size = 0;
    bool complete = false;
    bool sealing = false;
    protocol::Bitmap held;
    protocol::Bitmap flying;  // asked to be written
    protocol::Bitmap checked; // passed the unit list on their way in, in this process's life
  };

  struct CheckList {
    std::shared_ptr<const audio::UnitList> units;
    bool by_manifest = false;
  };

  void take(Step& step, const Hash& content, std::uint32_t index, ByteSpan bytes);
  void note_received(Step& step, std::size_t bytes);
  void note_slow_line(Step& step);
  void go_alone(Step& step, bool alone);
  protocol::Want lacking() const;
  bool passes_units(const Hash& content, std::uint32_t index, ByteSpan bytes) const;
  void on_written(Step& step, const Hash& content, std::uint32_t index, bool held);
  void seal_if_full(Step& step, const Hash& content, Entry& entry);
  void make_room(Step& step);
  void evict(Step& step, const Hash& content);
  void subscribe(Step& step);
  void fetch(Step& step);
  Entry& entry_for(const Hash& content, std::uint64_t size);
  std::vector<Hash> in_order_of_need() const;
  bool still_missing(const Hash& content) const;

  std::uint64_t limit_;
  std::map<Hash, Entry> entries_;
  std::map<Hash, WantedContent> wanted_;
  std::map<Hash, bool> admitted_;  // wanted and inside the limit
  std::map<Hash, CheckList> lists_;
  std::vector<Hash> completed_;
  std::vector<Hash> subscribed_;
  std::size_t flying_ = 0;
  std::uint64_t revision_ = 1;
  std::uint64_t asked_for_ = 1;
  std::optional<HttpRequest> fetching_;
  bool by_http_ = false;         // the last that came, came the second way
  bool alone_ = false;           // left the common pass: the broker holds nothing for this agent
  std::optional<SteadyTime> slow_since_;
  SteadyTime together_until_{};  // after the second way failed
  SteadyTime last_progress_{};
  SteadyTime fetch_after_{};
  SteadyTime refuse_until_{};
  std::optional<SteadyTime> rate_last_;
  SteadyTime rate_from_{};
  std::uint64_t rate_bytes_ = 0;
  std::int64_t rate_ = 0;
};

}  // namespace loa::agent
