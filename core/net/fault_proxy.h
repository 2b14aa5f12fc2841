// A TCP relay that misbehaves on demand, for demos, tests and benchmarks: cut, black-hole, delay, bandwidth, reset.
#pragma once

#include "core/error.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace loa::net {

struct FaultProfile {
  bool cut = false;                        // refuse new connections and close the open ones
  bool black_hole = false;                 // keep sockets open, move no bytes
  std::chrono::milliseconds delay{0};      // added to each direction
  std::uint64_t bytes_per_second = 0;      // per direction and connection; 0: unlimited
};

class FaultProxy {
 public:
  FaultProxy(boost::asio::io_context& loop, std::string target_host, unsigned short target_port);
  ~FaultProxy();

  Status start(unsigned short port = 0);  // listens on 127.0.0.1
  unsigned short port() const;
  void set(FaultProfile profile);         // takes effect at once
  void reset_all();                       // RST on every open connection
  std::uint64_t bytes_up() const;         // client -> target
  std::uint64_t bytes_down() const;
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace loa::net
