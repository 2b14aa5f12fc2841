// The one catalogue of texts for error codes and events, Vietnamese first. Sections live in core/texts/*.def as
// TEXT("area.what", "tiếng Việt với {tham_số}", "English with {param}") lines, one file per area.
#pragma once

#include "core/error.h"

#include <optional>
#include <string>
#include <string_view>

namespace loa {

enum class Language { vi, en };

// The sentence for an error with its parameters filled in; an unknown code gives the code itself.
std::string describe(const Error& error, Language language);
bool in_catalogue(std::string_view code);

}  // namespace loa
