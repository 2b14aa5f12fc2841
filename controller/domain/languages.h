// Languages a station speaks: Vietnamese and those of the peoples of Vietnam that radio services use. Codes are BCP 47
// (ISO 639-1, else 639-3). Pure.
#pragma once

#include <string_view>
#include <vector>

namespace loa::controller {

struct StationLanguage {
  std::string_view code, name;  // name as Vietnamese calls it
};
const std::vector<StationLanguage>& station_languages();  // Vietnamese first
bool known_language(std::string_view code);

}  // namespace loa::controller
