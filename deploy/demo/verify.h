// ./loa verify: kills broker, controller, agents and bridges at random moments while programmes air, then compares the
// ledger with what the horns recorded.
#pragma once

#include "deploy/demo/show.h"

namespace loa::demo {

boost::asio::awaitable<Result<bool>> run_verification(boost::asio::io_context& loop, Demo& demo);

}  // namespace loa::demo
