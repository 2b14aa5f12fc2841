// Sends content in passes (lượt gửi): a pass takes the union of what the agents miss and sends each chunk once, urgent
// first, then earliest needed-by, paced by the median rate the agents report, at most 500 chunks unacknowledged at the
// broker; then the bitmaps are looked at again. An agent under half the median leaves: it finishes by HTTPS Range, or in a
// repair pass when nobody else wants anything. A content just asked for waits until no more agents join in. A chunk is sent
// again to an agent that first asked after it went out, else only on a want that arrived well after it was sent. When it is
// known who will ask (expect), nobody waits longer than until all of them have.
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
  std::int64_t first_rate = 4 * 1024 * 1024;   // bytes per second until somebody reported
  std::int64_t min_rate = 64 * 1024;
  std::int64_t max_rate = 64 * 1024 * 1024;
  // A content waits until nobody new has asked for it for `gather`, from 1 MiB on for four times that, but never longer
  // than `gather_most`; what is urgent waits for `gather` in all.
  std::chrono::milliseconds gather{150};
  std::chrono::milliseconds gather_most{2000};
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
  void expect(const AgentId& agent, const Hash& content, SteadyTime now);  // it was just told of this content
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
    std::map<Hash, SteadyTime> since;  // first asked for, without a break
    SteadyTime at{};
    std::int64_t sent_at_want = 0;  // bytes_sent_ when the want before this one arrived
    std::int64_t rate = 0;          // measured under load; 0 unknown
    bool left = false;
  };

  struct Joining {
    SteadyTime first, newest;
    bool urgent = false;
  };

  struct Awaited {
    std::set<AgentId> agents;  // told of the content, not heard of yet
    SteadyTime at;
  };

  void has_asked(const AgentId& agent, const Hash& content);
  void note_joining(Receiver& receiver, SteadyTime now);
  bool still_joining(const Hash& content, SteadyTime now) const;
  bool urgent_joins(SteadyTime now) const;
  bool wants_offered(const Receiver& receiver) const;
  bool anybody(bool left) const;
  void learn_rate();
  bool begin_pass(SteadyTime now);
  void collect(bool repair, SteadyTime now, std::map<Hash, protocol::Wanted>& sum) const;
  bool missing_since(const Hash& content, std::uint32_t index, const Receiver& receiver) const;
  std::vector<SendChunk> take(SteadyTime now);

  SenderPace pace_;
  std::map<Hash, std::uint64_t> sizes_;
  std::map<AgentId, Receiver> receivers_;
  std::map<Hash, std::vector<SteadyTime>> last_sent_;
  std::vector<SendChunk> pass_;
  std::size_t position_ = 0;
  bool pass_has_urgent_ = false;
  bool rates_changed_ = false;
  std::int64_t rate_;
  double credit_ = 0;
  std::optional<SteadyTime> credited_at_;
  std::map<Hash, Joining> joining_;  // asked for by somebody new since it was last sent
  std::map<Hash, Awaited> awaited_;    // of contents that agents were just told of
  SteadyTime last_repair_{};
  std::int64_t bytes_sent_ = 0;
  std::int64_t passes_ = 0;
  std::size_t unacknowledged_ = 0;
};

}  // namespace loa::controller
