// Loopback ports for children that bind them a moment later. Nobody can be kept from taking one meanwhile; these lie
// outside the range from which the kernel gives ports to connections, so that nobody gets one by chance.
#pragma once

#include "core/error.h"
#include "core/random.h"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <vector>

namespace loa::net {

// All different, each free when asked. Errors: "http.bind" when no free one was found.
Result<std::vector<unsigned short>> free_ports(boost::asio::io_context& loop, Random& random, std::size_t count);

}  // namespace loa::net
