// Headers that tell browsers what they must not do with our answers.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace loa::controller {

using WebHeaders = std::vector<std::pair<std::string, std::string>>;

// For every answer of the console's listener; data is not to be run, framed or guessed at.
WebHeaders security_headers();
// For the console's page and its parts: own scripts, styles and sounds, nothing from anywhere else.
std::pair<std::string, std::string> page_policy();

}  // namespace loa::controller
