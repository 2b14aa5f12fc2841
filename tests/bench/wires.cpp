#include "tests/bench/wires.h"

#include "tests/bench/ground.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <future>

namespace loa::bench {

template <class Work>
auto Wires::on_thread(Work work) {
  std::packaged_task<decltype(work())()> task(std::move(work));
  auto done = task.get_future();
  boost::asio::post(loop_, std::move(task));
  return done.get();
}

Wires::Wires() : guard_(boost::asio::make_work_guard(loop_)), thread_([this] { loop_.run(); }) {}

Wires::~Wires() {
  on_thread([this] {
    for (auto& proxy : proxies_) proxy->stop();
    return 0;
  });
  guard_.reset();
  loop_.stop();
  thread_.join();
}

std::size_t Wires::open(unsigned short target) {
  ports_.push_back(on_thread([&] {
    auto proxy = std::make_unique<net::FaultProxy>(loop_, "127.0.0.1", target);
    must(proxy->start());
    proxies_.push_back(std::move(proxy));
    return proxies_.back()->port();
  }));
  return ports_.size() - 1;
}

void Wires::limit(std::size_t wire, std::uint64_t bytes_per_second) {
  on_thread([&] {
    net::FaultProfile profile;
    profile.bytes_per_second = bytes_per_second;
    proxies_[wire]->set(profile);
    return 0;
  });
}

std::uint64_t Wires::bytes_up(std::size_t wire) {
  return on_thread([&] { return proxies_[wire]->bytes_up(); });
}

std::uint64_t Wires::bytes_down(std::size_t wire) {
  return on_thread([&] { return proxies_[wire]->bytes_down(); });
}

unsigned short free_port() {
  boost::asio::io_context loop;
  boost::asio::ip::tcp::acceptor acceptor(loop, {boost::asio::ip::address_v4::loopback(), 0});
  return acceptor.local_endpoint().port();
}

}  // namespace loa::bench
