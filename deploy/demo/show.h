// What the demo airs, in order: a programme to both communes 20 s ahead, then a second one to the first commune alone.
#pragma once

#include "deploy/demo/demo.h"

namespace loa::demo {

// Everything from the first document to the schedule; each result says what must be heard where and when.
boost::asio::awaitable<Result<std::vector<Aired>>> put_on_the_show(Demo& demo);

// Speaks a shipped text with the machine voice into a WAV under the demo's folder.
Result<std::filesystem::path> speak_sample(const Demo& demo, const std::string& text_file);

}  // namespace loa::demo
