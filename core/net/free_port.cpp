#include "core/net/free_port.h"

#include <boost/asio/ip/tcp.hpp>

#include <deque>

namespace loa::net {

namespace {

constexpr unsigned short kFirst = 12'000, kEnd = 32'000;  // Linux gives connections 32768 and above
constexpr int kTries = 200;

}  // namespace

Result<std::vector<unsigned short>> free_ports(boost::asio::io_context& loop, Random& random, std::size_t count) {
  using boost::asio::ip::tcp;
  std::deque<tcp::acceptor> held;  // until all are found: none is given twice
  std::vector<unsigned short> out;
  boost::system::error_code failed;
  for (int i = 0; i < kTries && out.size() < count; ++i) {
    const auto port = static_cast<unsigned short>(kFirst + random.below(kEnd - kFirst));
    auto& acceptor = held.emplace_back(loop, tcp::v4());
    acceptor.bind({boost::asio::ip::address_v4::loopback(), port}, failed);
    if (!failed) acceptor.listen(1, failed);
    if (!failed) out.push_back(port);
  }
  if (out.size() == count) return out;
  return fail("http.bind", {{"address", "127.0.0.1"}, {"port", "0"}, {"why", failed.message()}});
}

}  // namespace loa::net
