#include "protocol/documents.h"

namespace loa::protocol {
namespace {

// One syllable per value of a byte; part of the wire specification, never reordered.
constexpr std::array<std::string_view, 256> kWords = {
    "ao", "an", "am", "anh", "au", "ba", "bac", "ban", "bao", "bay", "be", "beo", "bep", "bi", "bia", "bich",
    "bien", "binh", "bo", "boi", "bong", "bot", "bun", "buom", "buong", "but", "ca", "cac", "cam", "canh", "cao",
    "cau", "cay", "cha", "chan", "chao", "chau", "che", "chen", "chi", "chia", "chim", "chin", "chu", "chua",
    "chung", "chuoi", "chuong", "co", "coi", "com", "con", "cong", "cot", "cua", "cung", "cuoi", "cuon", "da",
    "dan", "dao", "dat", "dau", "day", "de", "dem", "den", "di", "dia", "dinh", "do", "doc", "doi", "dom", "don",
    "dong", "du", "dua", "duong", "em", "ga", "gac", "gao", "gau", "ghe", "ghi", "gia", "giao", "gio", "go", "goc",
    "goi", "gon", "gu", "gung", "guong", "ha", "hai", "ham", "hang", "hanh", "hat", "hau", "he", "hen", "het",
    "hoa", "hoc", "hoi", "hom", "hong", "hop", "hue", "hung", "huong", "kem", "ken", "keo", "ket", "khach", "khe",
    "kheo", "kho", "khoai", "khoi", "khung", "kien", "kim", "kinh", "la", "lac", "lam", "lan", "lang", "lao", "lau",
    "le", "len", "lo", "loa", "loi", "long", "lua", "luc", "lung", "luoi", "luon", "ma", "mai", "man", "mang",
    "mat", "may", "me", "men", "mia", "mit", "mo", "moi", "mong", "mot", "mua", "muc", "mui", "muon", "muong", "na",
    "nam", "nang", "nau", "nem", "nen", "nep", "nga", "ngan", "ngay", "nghe", "ngo", "ngoc", "ngon", "nguoi", "nha",
    "nhan", "nhe", "nho", "nhung", "no", "noi", "non", "nong", "nui", "nuoc", "oc", "ong", "phao", "phin", "pho",
    "phong", "qua", "quan", "que", "quyt", "ra", "rach", "rang", "rau", "rong", "rung", "ruong", "sao", "sat",
    "sau", "sen", "so", "soi", "song", "sua", "suoi", "ta", "tam", "tan", "tao", "tau", "tay", "tem", "ten",
    "thach", "than", "thang", "thap", "the", "thi", "tho", "thom", "thong", "thu", "thuyen", "tim", "tin", "to",
    "toi", "tom", "tra", "trai", "tram", "trang", "tre", "trong", "tru", "trung", "tu", "vai", "van", "vang", "ve",
    "viet",
};
static_assert(!kWords.back().empty());

}  // namespace

std::vector<std::string> eight_words(const NetworkId& network) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < 8; ++i) out.emplace_back(kWords[network.bytes[i]]);
  return out;
}

}  // namespace loa::protocol
