// Sends content in passes (lượt gửi): a pass takes the union of what the agents miss and sends each chunk once, urgent
// first, then earliest needed-by, paced by the median rate the agents report, at most 500 chunks unacknowledged at the
// broker; then the bitmaps are looked at again. An agent under half the median leaves: it finishes by HTTPS Range, or in a
// repair pass when nobody else wants anything. A chunk is sent again only on a want that arrived well after it was sent.
// Pure; one thread.
#pragma once

#include "core/id.h"
#include "protocol/content.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace loa::controller {

struct SendChunk {
  Hash content;
  std::uint32_t index = 0;
  std::uint32_t count = 0;
  std::uint64_t size = 0;  // of the whole content
  bool operator==(const SendChunk&) const = default;
};

struct SenderPace {
  std::int64_t first_rate = 16 * 1024 * 1024;  // bytes per second until somebody reported
  std::int64_t min_rate = 64 * 1024;
  std::int64_t max_rate = 64 * 1024 * 1024;
  std::chrono::milliseconds gather{150};       // an idle sender waits this long for more wants
  std::chrono::milliseconds settle{2000};      // a want younger than this says nothing about a chunk
  std::chrono::seconds repair_every{30};
  std::int64_t loaded_bytes = 256 * 1024;      // a reported rate counts once this much was sent between two wants
};

class ContentSender {
 public:
  explicit ContentSender(SenderPace pace = {});

  void offer(const Hash& content, std::uint64_t size);  // the controller holds it
  void withdraw(const Hash& content);
  bool offers(const Hash& content) const { return sizes_.contains(content); }
  void want(const AgentId& agent, const protocol::Want& want, SteadyTime now);
  void gone(const AgentId& agent);
  void published();               // the broker acknowledged one chunk
  void transport_down();          // nothing is in flight any more; what was sent may be lost
  std::vector<SendChunk> tick(SteadyTime now);  // call every 10-50 ms while busy()

  bool busy() const;              // a pass runs or somebody wants something
  bool left(const AgentId& agent) const;
  std::int64_t rate() const { return rate_; }
  std::int64_t bytes_sent() const { return bytes_sent_; }
  std::int64_t passes() const { return passes_; }
  std::size_t unacknowledged() const { return unacknowledged_; }

 private:
  struct Receiver {
    protocol::Want want;
    SteadyTime at{};
    std::int64_t sent_at_want = 0;  // bytes_sent_ when the want before this one arrived
    std::int64_t rate = 0;          // measured under load; 0 unknown
    bool left = false;
  };

  bool wants_offered(const Receiver& receiver) const;
  bool anybody(bool left) const;
  void learn_rate();
  bool begin_pass(SteadyTime now);
  void collect(bool repair, std::map<Hash, protocol::Wanted>& sum) const;
  bool missing_since(const Hash& content, std::uint32_t index, SteadyTime want_at) const;
  std::vector<SendChunk> take(SteadyTime now);

  SenderPace pace_;
  std::map<Hash, std::uint64_t> sizes_;
  std::map<AgentId, Receiver> receivers_;
  std::map<Hash, std::vector<SteadyTime>> last_sent_;
  std::vector<SendChunk> pass_;
  std::size_t position_ = 0;
  bool pass_has_urgent_ = false;
  std::int64_t rate_;
  double credit_ = 0;
  std::optional<SteadyTime> credited_at_;
  std::optional<SteadyTime> first_want_at_;
  SteadyTime last_repair_{};
  std::int64_t bytes_sent_ = 0;
  std::int64_t passes_ = 0;
  std::size_t unacknowledged_ = 0;
};

}  // namespace loa::controller
