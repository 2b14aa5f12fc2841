// Fault proxies on a thread of their own: they count the bytes that leave the controller and narrow the lines of chosen agents.
// A proxy belongs to that thread; every call here hands the work over and waits for it.
#pragma once

#include "core/net/fault_proxy.h"

#include <boost/asio/executor_work_guard.hpp>

#include <memory>
#include <thread>
#include <vector>

namespace loa::bench {

class Wires {
 public:
  Wires();
  ~Wires();
  Wires(const Wires&) = delete;
  Wires& operator=(const Wires&) = delete;

  // Opens a way to 127.0.0.1:target; its number. Throws when no port can be had.
  std::size_t open(unsigned short target);
  unsigned short port(std::size_t wire) const { return ports_[wire]; }
  void limit(std::size_t wire, std::uint64_t bytes_per_second);  // 0: as fast as it goes
  std::uint64_t bytes_up(std::size_t wire);
  std::uint64_t bytes_down(std::size_t wire);

 private:
  template <class Work>
  auto on_thread(Work work);

  boost::asio::io_context loop_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::vector<std::unique_ptr<net::FaultProxy>> proxies_;
  std::vector<unsigned short> ports_;
  std::thread thread_;
};

unsigned short free_port();  // of 127.0.0.1, free a moment ago

}  // namespace loa::bench
