#include "controller/domain/languages.h"

#include <algorithm>

namespace loa::controller {

const std::vector<StationLanguage>& station_languages() {
  static const std::vector<StationLanguage> all{
      {"vi", "Tiếng Việt"}, {"tyz", "Tày"},    {"nut", "Nùng"},   {"mtq", "Mường"},  {"blt", "Thái Đen"}, {"twh", "Thái Trắng"},
      {"hmn", "Mông"},      {"ium", "Dao"},    {"km", "Khmer"},   {"jra", "Gia Rai"}, {"rad", "Ê Đê"},    {"bdq", "Ba Na"},
      {"cjm", "Chăm"},      {"kpm", "Cơ Ho"},  {"sed", "Xơ Đăng"}, {"hre", "Hrê"},   {"cmo", "M'Nông"},   {"sti", "Xtiêng"},
      {"rog", "Ra Glai"},   {"bru", "Bru"},    {"zh", "Hoa"},     {"en", "Tiếng Anh"}};
  return all;
}

bool known_language(std::string_view code) {
  return std::ranges::any_of(station_languages(), [&](const auto& one) { return one.code == code; });
}

}  // namespace loa::controller
