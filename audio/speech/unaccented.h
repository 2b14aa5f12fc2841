// Text that lost its marks ("Thong bao cua Uy ban") sounds like another language and must be asked about. Judged line by
// line, so that one such paragraph in a good text is found. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace loa::speech {

struct LostMarks {
  std::size_t line = 0;         // 1-based, the first such line
  unsigned percent = 0;         // words of such lines among all words of the text
  std::string example;          // words that cannot be right as they stand: "nguoi, duoc, viet"
};
std::optional<LostMarks> find_lost_marks(std::string_view text);

}  // namespace loa::speech
