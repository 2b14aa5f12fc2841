// ./loa demo --once: airs the show, measures what every horn got, writes DIR/clusters/*.wav, DIR/ledger.json and
// DIR/result.json. Good only when every cluster's audio contains its programme.
#pragma once

#include "deploy/demo/show.h"

namespace loa::demo {

// True when every cluster contains what was planned for it.
boost::asio::awaitable<Result<bool>> run_once(boost::asio::io_context& loop, Demo& demo);

// The controller's stored sound of a programme, decoded.
Result<std::vector<std::int16_t>> reference_sound(const Demo& demo, const Uploaded& programme);

}  // namespace loa::demo
