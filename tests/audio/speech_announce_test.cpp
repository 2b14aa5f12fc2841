// Sentences, questions, dictionaries, corrections, and the properties that hold for any text.
#include "audio/speech/announce.h"

#include "audio/speech/letters.h"
#include "audio/speech/numbers.h"
#include "audio/speech/syllable.h"
#include "audio/speech/tokens.h"
#include "audio/speech/words.h"
#include "tests/audio/speech_texts.h"

#include <gtest/gtest.h>

#include <random>

namespace loa::speech {
namespace {

std::vector<std::string> written(const Announcement& announcement) {
  std::vector<std::string> out;
  for (const auto& sentence : announcement.sentences) out.push_back(sentence.written);
  return out;
}
std::vector<std::string> sentences(std::string_view text) { return written(announce(text).value()); }
using Texts = std::vector<std::string>;

TEST(SpeechNumbers, follow_the_rules_of_the_language) {
  EXPECT_EQ(say_integer("0"), "không");
  EXPECT_EQ(say_integer("11"), "mười một");
  EXPECT_EQ(say_integer("24"), "hai mươi tư");
  EXPECT_EQ(say_integer("14"), "mười bốn");
  EXPECT_EQ(say_integer("55"), "năm mươi lăm");
  EXPECT_EQ(say_integer("101"), "một trăm linh một");
  EXPECT_EQ(say_integer("1000000000000"), "một nghìn tỷ");
  EXPECT_EQ(say_integer("1000000000000000000"), "một tỷ tỷ");
  EXPECT_EQ(say_integer("2000000001"), "hai tỷ không trăm linh một");
  EXPECT_EQ(say_integer("2024", {.southern = true}), "hai ngàn không trăm hai mươi tư");
  EXPECT_EQ(say_integer("104", {.southern = true}), "một trăm lẻ bốn");
  EXPECT_EQ(say_integer(std::string(31, '1')).substr(0, 11), "một một");
}

TEST(SpeechNumbers, southern_announcers_say_ngan_and_le) {
  EXPECT_EQ(say("1.005 hộ", {.region = Region::south}), "một ngàn không trăm lẻ năm hộ");
  EXPECT_EQ(say("1.005 hộ", {.region = Region::north}), "một nghìn không trăm linh năm hộ");
}

TEST(SpeechSentences, end_at_stops_but_not_at_abbreviations) {
  EXPECT_EQ(sentences("UBND TP. Bắc Ninh thông báo. Mời bà con đến dự!"), (Texts{"UBND TP. Bắc Ninh thông báo.", "Mời bà con đến dự!"}));
  EXPECT_EQ(sentences("Ông nói: “Đi thôi.” Bà gật đầu."), (Texts{"Ông nói: “Đi thôi.”", "Bà gật đầu."}));
  EXPECT_EQ(sentences("Giá 1.250.000 đồng. Nộp trước 17h."), (Texts{"Giá 1.250.000 đồng.", "Nộp trước 17h."}));
  EXPECT_EQ(sentences("1. Phạm vi\r\n2. Đối tượng"), (Texts{"1. Phạm vi", "2. Đối tượng"}));
  EXPECT_EQ(sentences("gà, vịt, v.v. Bà con lưu ý."), (Texts{"gà, vịt, v.v.", "Bà con lưu ý."}));
}

TEST(SpeechSentences, a_broken_line_of_a_pdf_goes_on) {
  EXPECT_EQ(sentences("Ủy ban nhân dân xã\r\nthông báo lịch").size(), 1u);
  EXPECT_EQ(sentences("THÔNG BÁO\r\nVề lịch phun thuốc").size(), 2u);
  EXPECT_EQ(sentences("các nội dung sau:\r\nphun thuốc").size(), 2u);
}

TEST(SpeechSentences, know_their_paragraphs_and_places) {
  const std::string text = "Một câu. Câu hai.\r\n\r\nĐoạn hai.";
  const auto read = announce(text).value();
  ASSERT_EQ(read.sentences.size(), 3u);
  EXPECT_FALSE(read.sentences[0].ends_paragraph);
  EXPECT_TRUE(read.sentences[1].ends_paragraph);
  for (const auto& s : read.sentences) EXPECT_EQ(text.substr(s.range.begin, s.range.end - s.range.begin), s.written);
}

TEST(SpeechSentences, that_never_end_are_parted) {
  std::string text;
  for (int k = 0; k < 1000; ++k) text += "bà con nhân dân, ";
  const auto read = announce(text).value();
  EXPECT_GT(read.sentences.size(), 10u);
  for (const auto& s : read.sentences) EXPECT_LT(s.written.size(), 1500u);
}

TEST(SpeechRanges, pass_to_javascript_and_back) {
  const std::string text = "Đỗ 😀 Ủy ban";
  const TextRange bytes{text.find("Ủy"), text.size()};
  EXPECT_EQ(utf16_range(text, bytes), (TextRange{6, 12}));
  EXPECT_EQ(byte_range(text, {6, 12}), bytes);
  EXPECT_EQ(byte_range(text, {0, 99}), (TextRange{0, text.size()}));
}

TEST(SpeechQuestions, an_unknown_abbreviation_is_asked_once) {
  const auto read = announce("Công ty VEC báo cáo. Dự án của VEC xong.").value();
  ASSERT_EQ(read.questions.size(), 1u);
  const auto& question = read.questions[0];
  EXPECT_EQ(question.written, "VEC");
  EXPECT_EQ(question.occurrences, 2u);
  EXPECT_EQ(question.sentence, 0u);
  EXPECT_EQ(question.range, (TextRange{9, 12}));
  EXPECT_EQ(question.as_letters, "vê e xê");
}

TEST(SpeechQuestions, several_meanings_are_offered_not_chosen) {
  const auto read = announce("Đồng chí CT phát biểu").value();
  ASSERT_EQ(read.questions.size(), 1u);
  EXPECT_EQ(read.questions[0].expansions[0], "chỉ thị");
}

TEST(SpeechQuestions, small_letters_without_a_vowel_and_parts_of_document_numbers_are_asked) {
  EXPECT_EQ(announce("bà con ko đến").value().questions.size(), 0u);  // has a vowel: said as it stands
  EXPECT_EQ(announce("bà con đc mời").value().questions.size(), 1u);
  const auto read = announce("Thông báo số 12/TB-BXYZ").value();
  ASSERT_EQ(read.questions.size(), 1u);
  EXPECT_TRUE(read.questions[0].in_document_number);
}

TEST(SpeechQuestions, a_dictionary_answers_them) {
  const auto dictionary = Dictionary::make({{"VEC", "vê e xê", EntryScope::anywhere, ""}}).value();
  const auto read = announce("Công ty VEC", {.dictionary = &dictionary}).value();
  EXPECT_TRUE(read.questions.empty());
  EXPECT_EQ(all_spoken(read), "Công ty vê e xê");
}

TEST(SpeechRespelling, changes_one_place_only) {
  const std::string text = "Xã Đắk Lắk. Về Đắk Lắk.";
  const auto at = text.rfind("Lắk");
  const auto read = announce(text, {.respellings = {{{at, at + 5}, "Lắk", "Lắc"}}}).value();
  EXPECT_EQ(all_spoken(read), "Xã Đắk Lắk. Về Đắk Lắc.");
  EXPECT_TRUE(read.stale_respellings.empty());
}

TEST(SpeechRespelling, inside_a_document_number_reads_the_rest_as_before) {
  const std::string text = "số 184/KH-UBND";
  const auto at = text.find("UBND");
  EXPECT_EQ(say(text, {.respellings = {{{at, at + 4}, "UBND", "Ủy ban"}}}), "số một trăm tám mươi tư, kế hoạch, Ủy ban");
}

TEST(SpeechRespelling, of_a_text_that_changed_is_told) {
  EXPECT_EQ(announce("xã khác", {.respellings = {{{0, 5}, "thôn", "tôn"}}}).value().stale_respellings, (std::vector<std::size_t>{0}));
  EXPECT_EQ(announce("xã", {.respellings = {{{0, 3}, "xã", "12"}}}).error().code, "speech.respelling_bad");
}

TEST(SpeechAnnounce, refuses_what_is_no_text) {
  EXPECT_EQ(announce("\xff").error().code, "text.not_utf8");
  EXPECT_EQ(announce(std::string(200'001, 'a')).error().code, "speech.text_too_long");
  EXPECT_TRUE(announce("").value().sentences.empty());
  EXPECT_EQ(announce("-----").value().sentences[0].spoken, "");
}

// ---- properties over made-up texts. Letters on their own are left out: "I." at a line's start is a list mark once the sign
// before it was left unsaid.

const char* const kWords[] = {"Ủy", "ban", "nhân", "dân", "xã", "thông", "báo", "Điều", "khoản", "ngày", "tháng", "năm", "từ", "đến", "số", "đồng",
                              "và", "hộ", "Nguyễn", "Văn", "điểm", "Chương", "quý", "lớp", "gọi", "lúc", "tỷ", "lệ", "thứ", "phạt"};
const char* const kSigns[] = {",", ".", ";", ":", "-", "/", "(", ")", "\"", "“", "”", "%", "…", "?", "!", "+", "°C", "'", "–", "&", "$", "²", "@", "*"};
const char* const kCodes[] = {"UBND", "NĐ-CP", "QH15", "III", "IV", "kg", "km", "QĐ", "TTg", "XYZ", "VNĐ", "m2"};

class TextMaker {
 public:
  explicit TextMaker(unsigned seed) : random_(seed) {}
  std::string text() {
    std::string out;
    for (int k = below(25) + 1; k > 0; --k) out += piece() + (below(3) == 0 ? "" : below(12) == 0 ? "\r\n" : " ");
    return out;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  template <class List>
  std::string any(const List& list) {
    return list[below(static_cast<int>(std::size(list)))];
  }
  std::string piece() {
    switch (below(6)) {
      case 0: return std::to_string(random_() % (below(2) == 0 ? 40 : 3'000'000));
      case 1: return any(kSigns);
      case 2: return any(kCodes);
      case 3: return "0" + std::to_string(below(100));
      default: return any(kWords);
    }
  }
  std::mt19937 random_;
};

std::vector<std::string> ordinary_words(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& token : tokenise(text))
    if (token.kind == TokenKind::word && has_tone_mark(token.text) && is_syllable(token.text)) out.push_back(lower(token.text));
  return out;
}

bool is_in_order(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  std::size_t found = 0;
  for (const auto& word : whole)
    if (found < part.size() && word == part[found]) ++found;
  return found == part.size();
}

TEST(SpeechProperties, no_digit_no_lost_word_same_again_ranges_in_order) {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    const auto text = TextMaker(seed).text();
    const auto read = announce(text).value();
    const auto spoken = all_spoken(read);
    ASSERT_EQ(spoken.find_first_of("0123456789"), std::string::npos) << seed << ": " << text << "\n" << spoken;
    ASSERT_TRUE(is_in_order(ordinary_words(text), ordinary_words(spoken))) << seed << ": " << text << "\n" << spoken;
    ASSERT_EQ(say(spoken), spoken) << seed << ": " << text;
    std::size_t at = 0;
    for (const auto& sentence : read.sentences) {
      ASSERT_EQ(text.substr(at, sentence.range.begin - at).find_first_not_of(" \r\n"), std::string::npos) << seed << ": " << text;
      ASSERT_LT(sentence.range.begin, sentence.range.end);
      at = sentence.range.begin;
      for (const auto& piece : sentence.pieces) {
        ASSERT_EQ(text.substr(at, piece.range.begin - at).find_first_not_of(" \r\n"), std::string::npos) << seed << ": " << text;
        at = piece.range.end;
      }
      ASSERT_EQ(at, sentence.range.end);
    }
    ASSERT_EQ(text.substr(at).find_first_not_of(" \r\n"), std::string::npos) << seed << ": " << text;
  }
}

TEST(SpeechProperties, any_utf8_is_read_without_a_digit) {
  std::mt19937 random(7);
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    for (int k = 0; k < 40; ++k) append_point(text, random() % 4 == 0 ? 32 + random() % 0x2200 : 32 + random() % 96);
    const auto read = announce(text);
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(all_spoken(*read).find_first_of("0123456789"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace loa::speech
