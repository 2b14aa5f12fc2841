// The controller's two MQTT connections: main (roots, mailboxes, uplink, beacons) and bulk (content only, so that audio never
// stands in front of an alert). Loop thread.
#pragma once

#include "controller/services/uplink.h"
#include "protocol/transport.h"

namespace loa::controller {

class MqttService {
 public:
  MqttService(Context& context, Desk& desk, EventDesk& events, protocol::Transport& main, protocol::Transport& bulk);

  void start(Publisher& publisher, Uplink& uplink);
  void stop();
  void send(const Republish& what);                 // the newest root or mailbox, retained
  void watch_levels(UtcTime until);                 // asks every agent for levels until then
  bool up() const { return main_.up(); }

 private:
  void on_up();
  void on_message(const std::string& topic, ByteSpan payload);
  asio::awaitable<void> take_journal(AgentId agent, std::string text);
  asio::awaitable<void> pump();
  bool send_chunk(const SendChunk& chunk);
  void publish(const std::string& topic, Bytes payload, int qos, bool retain);

  Context& context_;
  Desk& desk_;
  EventDesk& events_;
  protocol::Transport& main_;
  protocol::Transport& bulk_;
  Publisher* publisher_ = nullptr;
  Uplink* uplink_ = nullptr;
  struct OpenFile {
    Hash hash;
    Bytes bytes;
  };
  std::vector<OpenFile> open_;                      // files being sent, at most 4 in memory
};

}  // namespace loa::controller
