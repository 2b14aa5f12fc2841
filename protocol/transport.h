// What the programs need of MQTT (3.1.1 semantics; version 5 only where the broker offers it). All calls and callbacks on
// the loop thread. Nothing is trusted to the broker: publish() is refused while offline; PUBACK is only "broker saw it".
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace loa::protocol {

struct Publication {
  std::string topic;
  Bytes payload;
  int qos = 0;
  bool retain = false;
};

struct TransportHandlers {
  std::function<void()> on_up;                                // connected; subscribe again here
  std::function<void(std::string reason)> on_down;
  std::function<void(const std::string& topic, ByteSpan payload)> on_message;
  std::function<void(int token)> on_published;                // broker's PUBACK
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual void start(TransportHandlers handlers) = 0;  // also again after stop()
  virtual void stop() = 0;
  virtual bool up() const = 0;
  virtual Status subscribe(const std::vector<std::pair<std::string, int>>& filters) = 0;
  // Errors: "transport.offline", "transport.full", "transport.too_large".
  virtual Result<int> publish(Publication publication) = 0;
  virtual std::size_t unacknowledged() const = 0;
  // While held nothing is taken from the broker: TCP, then the broker's own queue hold the sender back. For seconds, since
  // the keepalive's answer waits too.
  virtual void hold(bool /*on*/) {}
};

}  // namespace loa::protocol
