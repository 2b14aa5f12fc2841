#include "audio/speech/builtin_words.h"

#include "core/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace loa::speech {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair kTypes[] = {
    {"NĐ", "nghị định"},  {"QĐ", "quyết định"}, {"TT", "thông tư"},   {"TTLT", "thông tư liên tịch"}, {"CT", "chỉ thị"},
    {"CĐ", "công điện"},  {"KH", "kế hoạch"},   {"TB", "thông báo"},  {"BC", "báo cáo"},              {"TTr", "tờ trình"},
    {"CV", "công văn"},   {"NQ", "nghị quyết"}, {"NQLT", "nghị quyết liên tịch"}, {"HD", "hướng dẫn"}, {"GM", "giấy mời"},
    {"GGT", "giấy giới thiệu"}, {"PT", "phiếu trình"}, {"HĐ", "hợp đồng"}, {"ĐA", "đề án"}, {"PA", "phương án"}, {"DA", "dự án"},
    {"CTr", "chương trình"}, {"BB", "biên bản"}, {"L", "lệnh"}, {"PL", "pháp lệnh"}, {"VBHN", "văn bản hợp nhất"}, {"QC", "quy chế"},
    {"QyĐ", "quy định"}, {"KL", "kết luận"}, {"GUQ", "giấy ủy quyền"},
    {"QT", "quy trình"}};

constexpr Pair kDocumentOrgans[] = {
    {"CP", "Chính phủ"}, {"QH", "Quốc hội"}, {"UBTVQH", "Ủy ban Thường vụ Quốc hội"}, {"CTN", "Chủ tịch nước"}, {"TU", "Tỉnh ủy"},
    {"ThU", "Thành ủy"}, {"HU", "Huyện ủy"}, {"ĐU", "Đảng ủy"}, {"BCH", "Ban Chấp hành"}, {"BTV", "Ban Thường vụ"}, {"BCĐ", "Ban Chỉ đạo"},
    {"VPCP", "Văn phòng Chính phủ"}, {"VPQH", "Văn phòng Quốc hội"}, {"VP", "Văn phòng"}, {"VX", "văn xã"}, {"NC", "nội chính"},
    {"KT", "kinh tế"}, {"TH", "tổng hợp"}, {"CA", "Công an"}, {"BTC", "Bộ Tài chính"}, {"BTP", "Bộ Tư pháp"}, {"BNV", "Bộ Nội vụ"},
    {"BYT", "Bộ Y tế"}, {"BCT", "Bộ Công Thương"}, {"BXD", "Bộ Xây dựng"}, {"BQP", "Bộ Quốc phòng"}, {"BNG", "Bộ Ngoại giao"},
    {"BKHCN", "Bộ Khoa học và Công nghệ"}, {"BDTTG", "Bộ Dân tộc và Tôn giáo"}, {"TANDTC", "Tòa án nhân dân tối cao"},
    {"VKSNDTC", "Viện kiểm sát nhân dân tối cao"}, {"NHNN", "Ngân hàng Nhà nước"}, {"TTCP", "Thanh tra Chính phủ"},
    {"STP", "Sở Tư pháp"}, {"SYT", "Sở Y tế"}, {"SNV", "Sở Nội vụ"}, {"STC", "Sở Tài chính"}, {"SXD", "Sở Xây dựng"}, {"SCT", "Sở Công Thương"},
    {"SGDĐT", "Sở Giáo dục và Đào tạo"}, {"SNNMT", "Sở Nông nghiệp và Môi trường"}, {"SKHCN", "Sở Khoa học và Công nghệ"},
    {"PBGDPL", "phổ biến, giáo dục pháp luật"}, {"VHXH", "văn hóa, xã hội"}, {"TTHĐND", "Thường trực Hội đồng nhân dân"}};

constexpr Pair kAnywhere[] = {
    {"UBND", "Ủy ban nhân dân"}, {"HĐND", "Hội đồng nhân dân"}, {"TTg", "Thủ tướng"}, {"TW", "Trung ương"}, {"TƯ", "Trung ương"},
    {"UBMTTQ", "Ủy ban Mặt trận Tổ quốc"}, {"UBMTTQVN", "Ủy ban Mặt trận Tổ quốc Việt Nam"}, {"MTTQ", "Mặt trận Tổ quốc"},
    {"MTTQVN", "Mặt trận Tổ quốc Việt Nam"}, {"BTTTT", "Bộ Thông tin và Truyền thông"}, {"STTTT", "Sở Thông tin và Truyền thông"},
    {"BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"}, {"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"}, {"BCA", "Bộ Công an"},
    {"BGDĐT", "Bộ Giáo dục và Đào tạo"}, {"BLĐTBXH", "Bộ Lao động, Thương binh và Xã hội"}, {"BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"},
    {"BNNMT", "Bộ Nông nghiệp và Môi trường"}, {"BTNMT", "Bộ Tài nguyên và Môi trường"}, {"BGTVT", "Bộ Giao thông vận tải"},
    {"BKHĐT", "Bộ Kế hoạch và Đầu tư"}, {"TTXVN", "Thông tấn xã Việt Nam"}, {"LĐLĐ", "Liên đoàn Lao động"},
    {"TNCSHCM", "Thanh niên Cộng sản Hồ Chí Minh"}, {"TNCS", "Thanh niên Cộng sản"}, {"LHPN", "Liên hiệp Phụ nữ"}, {"CCB", "Cựu chiến binh"}};

constexpr Pair kRunning[] = {
    {"TTTT", "Thông tin và Truyền thông"}, {"VHTTDL", "Văn hóa, Thể thao và Du lịch"}, {"GDĐT", "Giáo dục và Đào tạo"},
    {"GD&ĐT", "Giáo dục và Đào tạo"}, {"GD-ĐT", "Giáo dục và Đào tạo"}, {"TT&TT", "Thông tin và Truyền thông"}, {"KH&CN", "Khoa học và Công nghệ"},
    {"NN&PTNT", "Nông nghiệp và Phát triển nông thôn"}, {"NN&MT", "Nông nghiệp và Môi trường"}, {"TN&MT", "Tài nguyên và Môi trường"},
    {"VH-XH", "văn hóa, xã hội"}, {"KT-XH", "kinh tế, xã hội"}, {"QP-AN", "quốc phòng, an ninh"},
    {"LĐTBXH", "Lao động, Thương binh và Xã hội"}, {"LĐ-TB&XH", "Lao động, Thương binh và Xã hội"}, {"LLVT", "lực lượng vũ trang"},
    {"CNTT", "công nghệ thông tin"}, {"NTM", "nông thôn mới"}, {"QĐ", "quyết định"}, {"NĐ", "nghị định"}, {"NQ", "nghị quyết"}, {"CP", "Chính phủ"},
    {"PBGDPL", "phổ biến, giáo dục pháp luật"}, {"TTATGT", "trật tự an toàn giao thông"}, {"ATGT", "an toàn giao thông"},
    {"TTATXH", "trật tự an toàn xã hội"}, {"TTXH", "trật tự xã hội"}, {"ANTT", "an ninh trật tự"}, {"ANCT", "an ninh chính trị"},
    {"ANQP", "an ninh quốc phòng"}, {"QPAN", "quốc phòng an ninh"}, {"PCCC", "phòng cháy, chữa cháy"}, {"CNCH", "cứu nạn, cứu hộ"},
    {"PCTT", "phòng, chống thiên tai"}, {"TKCN", "tìm kiếm cứu nạn"}, {"PCTN", "phòng, chống tham nhũng"}, {"BHYT", "bảo hiểm y tế"},
    {"BHXH", "bảo hiểm xã hội"}, {"BHTN", "bảo hiểm thất nghiệp"}, {"CCCD", "căn cước công dân"}, {"CMND", "chứng minh nhân dân"},
    {"TP.", "thành phố"}, {"Tp.", "thành phố"}, {"TP", "thành phố"}, {"Tp", "thành phố"}, {"TP.HCM", "Thành phố Hồ Chí Minh"}, {"TPHCM", "Thành phố Hồ Chí Minh"},
    {"TP. HCM", "Thành phố Hồ Chí Minh"}, {"Tp. HCM", "Thành phố Hồ Chí Minh"}, {"HCM", "Hồ Chí Minh"}, {"Tx.", "thị xã"}, {"TX.", "thị xã"},
    {"Tt.", "thị trấn"}, {"TDP", "tổ dân phố"}, {"TDP.", "tổ dân phố"}, {"KDC", "khu dân cư"}, {"KCN", "khu công nghiệp"}, {"CCN", "cụm công nghiệp"},
    {"GPMB", "giải phóng mặt bằng"}, {"QSDĐ", "quyền sử dụng đất"}, {"GCN", "giấy chứng nhận"}, {"GCNQSDĐ", "giấy chứng nhận quyền sử dụng đất"},
    {"TTHC", "thủ tục hành chính"}, {"CCHC", "cải cách hành chính"}, {"DVC", "dịch vụ công"}, {"VBQPPL", "văn bản quy phạm pháp luật"},
    {"QPPL", "quy phạm pháp luật"}, {"XPVPHC", "xử phạt vi phạm hành chính"}, {"VPHC", "vi phạm hành chính"}, {"VSATTP", "vệ sinh an toàn thực phẩm"},
    {"ATTP", "an toàn thực phẩm"}, {"ATVSLĐ", "an toàn, vệ sinh lao động"}, {"BVMT", "bảo vệ môi trường"}, {"KHHGĐ", "kế hoạch hóa gia đình"},
    {"DS-KHHGĐ", "dân số, kế hoạch hóa gia đình"}, {"THCS", "trung học cơ sở"}, {"THPT", "trung học phổ thông"}, {"TH&THCS", "tiểu học và trung học cơ sở"},
    {"GDTX", "giáo dục thường xuyên"}, {"HTX", "hợp tác xã"}, {"TNHH", "trách nhiệm hữu hạn"}, {"DNTN", "doanh nghiệp tư nhân"}, {"NVQS", "nghĩa vụ quân sự"},
    {"NKT", "người khuyết tật"}, {"NCC", "người có công"}, {"TBXH", "thương binh và xã hội"}, {"CBCC", "cán bộ, công chức"}, {"CBCCVC", "cán bộ, công chức, viên chức"},
    {"ĐVTN", "đoàn viên, thanh niên"}, {"TDĐKXDĐSVH", "toàn dân đoàn kết xây dựng đời sống văn hóa"}, {"XHCN", "xã hội chủ nghĩa"},
    {"CHXHCN", "cộng hòa xã hội chủ nghĩa"}, {"NSNN", "ngân sách nhà nước"}, {"TTCN", "tiểu thủ công nghiệp"}, {"BCHQS", "Ban Chỉ huy Quân sự"},
    {"QL", "quốc lộ"}, {"SĐT", "số điện thoại"}, {"ĐTDĐ", "điện thoại di động"}, {"BKS", "biển kiểm soát"}, {"STK", "số tài khoản"},
    {"MST", "mã số thuế"}, {"TTYT", "trung tâm y tế"}, {"BVĐK", "bệnh viện đa khoa"}, {"CSGT", "cảnh sát giao thông"}, {"CSND", "cảnh sát nhân dân"},
    {"CAND", "công an nhân dân"}, {"QĐND", "quân đội nhân dân"}, {"VTV", "vê tê vê"}, {"VOV", "vê o vê"}, {"HIV", "hát i vê"}, {"AIDS", "ết"},
    {"HIV/AIDS", "hát i vê, ết"}, {"COVID", "cô vít"}, {"Covid", "cô vít"}, {"OCOP", "ô cốp"}, {"VNeID", "vi en i đi"}, {"VssID", "vi ét ét i đi"},
    {"ASEAN", "a xê an"}, {"UNESCO", "u nét xcô"}, {"WHO", "Tổ chức Y tế thế giới"}, {"WTO", "Tổ chức Thương mại thế giới"}, {"ISO", "i sô"},
    {"QR", "quy e rờ"}, {"SMS", "ét em ét"}, {"ATM", "a tê em"}, {"USB", "u ét bê"}, {"FM", "ép em"}, {"LPG", "eo pi gi"}, {"GDP", "gi đi pi"},
    {"v.v.", "vân vân"}, {"v.v", "vân vân"}, {"vv.", "vân vân"}, {"PGS.TS.", "phó giáo sư, tiến sĩ"}, {"PGS.TS", "phó giáo sư, tiến sĩ"},
    {"GS.TS.", "giáo sư, tiến sĩ"}, {"GS.TS", "giáo sư, tiến sĩ"}, {"PGS.", "phó giáo sư"}, {"GS.", "giáo sư"}, {"PGS", "phó giáo sư"}, {"GS", "giáo sư"},
    {"TS.", "tiến sĩ"}, {"ThS.", "thạc sĩ"}, {"ThS", "thạc sĩ"}, {"BS.", "bác sĩ"}, {"KS.", "kỹ sư"}, {"NGND", "nhà giáo nhân dân"},
    {"NGƯT", "nhà giáo ưu tú"}, {"VNĐ", "đồng"}, {"VND", "đồng"}, {"USD", "đô la Mỹ"}, {"EUR", "ơ rô"}, {"Nxb", "nhà xuất bản"},
    {"NXB", "nhà xuất bản"}, {"tr.đ", "triệu đồng"}, {"Tr.đ", "triệu đồng"}, {"trđ", "triệu đồng"}, {"BQL", "ban quản lý"}, {"BTC", "ban tổ chức"},
    {"BCĐ", "ban chỉ đạo"}, {"BCH", "ban chấp hành"}, {"TTTM", "trung tâm thương mại"}, {"CLB", "câu lạc bộ"}, {"ĐBQH", "đại biểu Quốc hội"},
    {"VHVN", "văn hóa, văn nghệ"}, {"TDTT", "thể dục thể thao"}, {"VHTT", "văn hóa thông tin"}, {"LHQ", "Liên hợp quốc"}};

struct Ambiguous {
  std::string_view written;
  std::vector<std::string_view> meanings;
};
const std::vector<Ambiguous>& ambiguous() {
  static const std::vector<Ambiguous> all{
      {"TT", {"thông tư", "thị trấn", "trung tâm", "thông tin"}}, {"KH", {"kế hoạch", "khách hàng", "khoa học"}},
      {"CT", {"chỉ thị", "chương trình", "chủ tịch", "công ty"}}, {"CN", {"công nghiệp", "chủ nhật", "chi nhánh", "cử nhân"}},
      {"HĐ", {"hợp đồng", "hội đồng", "hoạt động"}},              {"TB", {"thông báo", "thương binh"}},
      {"BC", {"báo cáo", "biên chế"}},                            {"HD", {"hướng dẫn"}},
      {"TH", {"tổng hợp", "tiểu học", "thực hiện"}},              {"ĐT", {"điện thoại", "đường tỉnh", "đào tạo", "đầu tư"}},
      {"CA", {"công an"}},                                        {"TU", {"Tỉnh ủy"}},
      {"ĐU", {"Đảng ủy"}},                                        {"VP", {"văn phòng", "vi phạm"}},
      {"KT", {"kinh tế", "ký thay", "kiểm tra"}},                 {"TM", {"thay mặt", "thương mại"}},
      {"PT", {"phát triển", "phát thanh"}},                       {"TTr", {"tờ trình"}},
      {"HU", {"Huyện ủy"}},                                       {"TX", {"thị xã"}},
      {"BTV", {"ban thường vụ", "biên tập viên"}},                {"BV", {"bệnh viện", "bảo vệ"}},
      {"XH", {"xã hội"}},                                         {"GV", {"giáo viên"}},
      {"HS", {"học sinh", "hồ sơ"}},                              {"TS", {"tiến sĩ", "tài sản"}},
      {"BS", {"bác sĩ", "bổ sung"}},                              {"DN", {"doanh nghiệp"}},
      {"GT", {"giao thông"}},                                     {"LĐ", {"lao động", "lãnh đạo"}},
      {"NN", {"nông nghiệp", "nhà nước"}},                        {"TN", {"thanh niên", "thiếu nhi", "tài nguyên"}},
      {"ND", {"nhân dân", "nông dân"}},                           {"QP", {"quốc phòng"}}};
  return all;
}

void add(std::vector<DictionaryEntry>& out, std::span<const Pair> pairs, EntryScope scope) {
  for (const auto& [written, spoken] : pairs) out.push_back({std::string(written), std::string(spoken), scope, {}});
}

}  // namespace

const Dictionary& builtin_dictionary() {
  static const Dictionary all = [] {
    std::vector<DictionaryEntry> entries;
    add(entries, kDocumentOrgans, EntryScope::document_number);
    add(entries, kAnywhere, EntryScope::anywhere);
    add(entries, kRunning, EntryScope::running_text);
    auto made = Dictionary::make(std::move(entries));
    CHECK(made.has_value());
    return std::move(*made);
  }();
  return all;
}

std::string_view document_type(std::string_view written) {
  const auto* it = std::ranges::find(kTypes, written, &Pair::first);
  return it == std::end(kTypes) ? std::string_view{} : it->second;
}

std::vector<std::string> usual_expansions(std::string_view written) {
  const auto it = std::ranges::find(ambiguous(), written, &Ambiguous::written);
  if (it == ambiguous().end()) {
    const auto type = document_type(written);
    return type.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::string(type)};
  }
  return {it->meanings.begin(), it->meanings.end()};
}

}  // namespace loa::speech
