// What agents say, whichever way it came (MQTT or HTTPS): reported, link, journal, want, time, levels. A journal batch is
// acknowledged only after its commit. Time is answered at once with a signed beacon. Loop thread.
#pragma once

#include "controller/services/publisher.h"
#include "protocol/messages.h"

namespace loa::controller {

class Uplink {
 public:
  Uplink(Context& context, Desk& desk, EventDesk& events, Publisher& publisher, std::function<void()> changed,
         std::function<void()> levels_changed);

  void start();                                          // watches for agents that fell silent
  enum class Way { mqtt, https };
  void reported(const AgentId& agent, std::string text, Way way);
  void link(const AgentId& agent, std::string_view text);
  void want(const AgentId& agent, std::string_view text);
  void levels(const AgentId& agent, std::string_view text);
  // A beacon for the nonce, signed by the controller; errors: "controller.nonce".
  Result<Bytes> beacon(const AgentId& agent, ByteSpan nonce);
  // Commits and answers the acknowledgement; none while another batch of this agent is being written.
  asio::awaitable<Result<std::optional<protocol::JournalAck>>> journal(AgentId agent, std::string text);
  void transport_down();                                 // link states are unknown from here
  bool online(const AgentState& agent) const;

 private:
  asio::awaitable<void> watch();
  asio::awaitable<Result<std::optional<protocol::JournalAck>>> commit(WriteRows write);
  std::vector<LedgerFact> facts_of(const WriteRows& write);
  std::optional<LedgerSegment> segment_of(const AgentId& agent, const protocol::JournalRow& row);
  void tell_rows(const WriteRows& write);
  void seen(AgentState& agent);
  AgentState* known(const AgentId& agent);
  struct Unplaced { std::string link, reported; };
  Unplaced* unplaced(const AgentId& agent);
  void welcome();
  void look_for_silence();

  Context& context_;
  Desk& desk_;
  EventDesk& events_;
  Publisher& publisher_;
  std::function<void()> changed_;
  std::function<void()> levels_changed_;
  std::optional<SteadyTime> transport_down_at_;
  std::map<AgentId, Unplaced> unplaced_;   // what devices said before a place document named them
};

// Why this segment's receipt proves nothing, or "": the signature must be the bridge's, and it must say what the row says.
std::string receipt_fault(const protocol::NetworkId& network, const std::vector<protocol::PublicKey>& bridge_keys,
                          const LedgerRow& row, const LedgerSegment& segment);

}  // namespace loa::controller
