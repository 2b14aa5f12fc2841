// Text folded for searching: NFC, small letters, without any mark (đ -> d), so that "nghi dinh" finds "Nghị định". Pure.
#pragma once

#include <string>
#include <string_view>

namespace loa::controller {

std::string fold_words(std::string_view text);
// An FTS5 query that wants every word, each as the beginning of a word; empty when there is nothing to look for. At most ten
// words count. Only letters and digits get into it.
std::string match_query(std::string_view text);

}  // namespace loa::controller
