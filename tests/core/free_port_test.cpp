#include "core/net/free_port.h"

#include <boost/asio/ip/tcp.hpp>

#include <gtest/gtest.h>

#include <set>

namespace loa::net {
namespace {

using boost::asio::ip::tcp;

TEST(FreePorts, are_different_free_and_below_those_the_kernel_gives_to_connections) {
  boost::asio::io_context loop;
  SystemRandom random;
  const auto ports = free_ports(loop, random, 20);
  ASSERT_TRUE(ports.has_value());
  EXPECT_EQ(std::set<unsigned short>(ports->begin(), ports->end()).size(), 20u);
  for (const auto port : *ports) {
    EXPECT_LT(port, 32768);
    tcp::acceptor taken(loop, {boost::asio::ip::address_v4::loopback(), port});  // throws when it is not free
  }
}

TEST(FreePorts, one_that_is_taken_is_not_given) {
  boost::asio::io_context loop;
  SeededRandom first(5), again(5);
  const auto port = free_ports(loop, first, 1)->front();
  tcp::acceptor taken(loop, {boost::asio::ip::address_v4::loopback(), port});
  EXPECT_NE(free_ports(loop, again, 1)->front(), port);
}

}  // namespace
}  // namespace loa::net
