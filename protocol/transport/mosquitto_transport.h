// Transport over libmosquitto on an Asio loop, without libmosquitto's thread: connect on a one-thread pool, a dup of the
// socket for Asio, want_write looked at after every call, own retry with full jitter (1 s .. 60 s), handle made anew after
// 5 min without a connection. The only includer of mosquitto.h.
#pragma once

#include "core/gauge.h"
#include "core/log.h"
#include "core/random.h"
#include "protocol/transport.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace loa::protocol {

struct MosquittoOptions {
  std::string host;
  unsigned short port = 8883;
  std::filesystem::path ca, certificate, key;  // mutual TLS, always
  std::string client_id;
  std::chrono::seconds keepalive{60};
  std::optional<Publication> will;
  std::size_t max_unacknowledged = 500;        // publish() answers "transport.full" beyond
  int send_buffer_bytes = 0;                   // SO_SNDBUF; 0: the system's
  std::chrono::milliseconds first_delay{0};    // spread of a fleet's first connects
  std::chrono::milliseconds retry_cap{60000};
};

std::unique_ptr<Transport> make_mosquitto_transport(boost::asio::io_context& loop, MosquittoOptions options,
                                                    Metrics& metrics, Log& log, Random& random);

}  // namespace loa::protocol
