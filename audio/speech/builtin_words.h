// The abbreviations every Vietnamese office uses, with one meaning each; and those with several, which are asked.
#pragma once

#include "audio/speech/dictionary.h"

#include <string>
#include <string_view>
#include <vector>

namespace loa::speech {

const Dictionary& builtin_dictionary();
// "nghị định" for "NĐ": the type part of a document number (Nghị định 30/2020/NĐ-CP, phụ lục III); empty when unknown.
std::string_view document_type(std::string_view written);
// What an abbreviation with several meanings may stand for, most usual first.
std::vector<std::string> usual_expansions(std::string_view written);

}  // namespace loa::speech
