// The agent's end of the link to the bridge: gives it documents, signed time and units on demand, and takes its word
// (receipts, events) into the journal before acknowledging. A receipt repeated after a lost acknowledgement makes no
// second row. Health changes become fault and recovered rows.
#pragma once

#include "agent/domain/content_cache.h"
#include "agent/domain/documents.h"
#include "agent/domain/journal.h"
#include "agent/domain/step.h"
#include "protocol/link.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace loa::agent {

// What a receipt says, for whoever counts airings.
struct Aired { Hash occurrence; ClusterId cluster; UtcTime end; std::string ended_by; };

class BridgeFeeder {
 public:
  BridgeFeeder(AgentId agent, std::string software, Journal& journal, Documents& documents, ContentCache& cache);

  void restore(const Snapshot& snapshot);
  void on_up(Step& step);
  void on_down();
  void on_transport(bool up) { transport_up_ = up; }
  void on_time_request(Step& step, const protocol::LinkTimeRequest& request);
  bool on_beacon(Step& step, ByteSpan envelope);  // true when it answers the bridge's nonce
  void on_pull(Step& step, const protocol::LinkPull& pull);
  void on_unit(Step& step, const UnitRead& unit);
  void on_hello(Step& step, const protocol::LinkHello& hello);
  void on_status(Step& step, protocol::LinkStatus status);
  std::optional<Aired> on_receipt(Step& step, const protocol::LinkReceipt& receipt);
  void on_event(Step& step, const protocol::LinkEvent& event);
  void feed(Step& step);  // what changed since the last time

  bool linked() const { return linked_; }
  bool ready() const { return linked_ && status_.current && status_.time_known; }
  const protocol::LinkStatus& status() const { return status_; }

 private:
  bool taken(Step& step, std::int64_t number);
  WriteOp numbered(std::int64_t number);
  Bytes state() const;
  void acknowledge(Step& step, std::int64_t number);
  void keep_event(Step& step, std::int64_t number, protocol::JournalRow row);

  AgentId agent_;
  std::string software_;
  Journal& journal_;
  Documents& documents_;
  ContentCache& cache_;
  protocol::LinkStatus status_;
  std::map<ClusterId, std::string> faults_;
  Uuid peer_;
  std::int64_t number_ = 0;    // newest taken into the journal's queue
  std::int64_t durable_ = 0;   // newest written
  std::vector<protocol::Nonce> nonces_;
  std::map<protocol::Part, Hash> fed_parts_;
  std::uint64_t fed_root_ = 0;
  std::uint64_t fed_mail_ = 0;
  bool linked_ = false;
  bool greeted_ = false;
  bool transport_up_ = false;
};

}  // namespace loa::agent
