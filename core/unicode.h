// UTF-8 checks and NFC (Unicode Standard Annex 15): decomposed Vietnamese must mean the same as composed.
#pragma once

#include "core/error.h"

#include <string>
#include <string_view>

namespace loa {

bool is_utf8(std::string_view text);
Result<std::string> to_nfc(std::string_view text);  // "text.not_utf8"

}  // namespace loa
