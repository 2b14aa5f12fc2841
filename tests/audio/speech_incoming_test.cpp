// Texts as people bring them.
#include "audio/speech/incoming_text.h"

#include "audio/speech/syllable.h"
#include "core/catalogue.h"
#include "core/unicode.h"

#include <gtest/gtest.h>

#include <random>

namespace loa::speech {
namespace {

Result<IncomingText> take(std::string_view text, const IncomingOptions& options = {}) { return incoming_text(as_bytes(text), options); }

// What a word processor shows for text in .VnTime and VNI-Times fonts.
constexpr std::string_view kTcvn3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\r\n§éc lËp - Tù do - H¹nh phóc\r\nñy ban nh©n d©n x· th«ng b¸o ng­êi d©n ®­îc biÕt";
constexpr std::string_view kVni = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\r\nÑoäc laäp - Töï do - Haïnh phuùc\r\nUÛy ban nhaân daân xaõ thoâng baùo ngöôøi daân ñöôïc bieát";
constexpr std::string_view kUnicode = "Cộng hòa xã hội chủ nghĩa Việt Nam\r\nĐộc lập - Tự do - Hạnh phúc\r\nỦy ban nhân dân xã thông báo người dân được biết";

std::string latin1(std::string_view utf8) {
  std::string out;
  for (std::size_t k = 0; k < utf8.size(); ++k) {
    const auto byte = static_cast<unsigned char>(utf8[k]);
    out += byte < 0x80 ? static_cast<char>(byte) : static_cast<char>((byte << 6) | (static_cast<unsigned char>(utf8[++k]) & 0x3F));
  }
  return out;
}

TEST(IncomingText, good_unicode_passes_unchanged) {
  const auto text = take(kUnicode).value();
  EXPECT_EQ(text.text, kUnicode);
  EXPECT_EQ(text.encoding, TextEncoding::utf8);
  EXPECT_EQ(text.converted_lines, 0u);
  EXPECT_FALSE(text.was_decomposed);
}

TEST(IncomingText, tcvn3_codes_in_unicode_are_converted) {
  const auto text = take(kTcvn3).value();
  EXPECT_EQ(text.text, "Cộng hoà xã hội chủ nghĩa Việt Nam\r\nĐộc lập - Tự do - Hạnh phúc\r\nủy ban nhân dân xã thông báo người dân được biết");
  EXPECT_EQ(text.encoding, TextEncoding::tcvn3);
  EXPECT_EQ(text.certainty_percent, 100u);
  EXPECT_EQ(text.converted_lines, 3u);
  EXPECT_EQ(text.example_before, "Céng");
  EXPECT_EQ(text.example_after, "Cộng");
}

TEST(IncomingText, vni_codes_in_unicode_are_converted) {
  const auto text = take(kVni).value();
  EXPECT_EQ(text.text, kUnicode);
  EXPECT_EQ(text.encoding, TextEncoding::vni);
  EXPECT_EQ(text.certainty_percent, 100u);
}

TEST(IncomingText, the_same_as_raw_bytes) {
  EXPECT_EQ(take(latin1(kTcvn3)).value().encoding, TextEncoding::tcvn3);
  EXPECT_EQ(take(latin1(kTcvn3)).value().text, take(kTcvn3).value().text);
  EXPECT_EQ(take(latin1(kVni)).value().text, kUnicode);
}

TEST(IncomingText, every_letter_of_both_code_pages) {
  const std::string all = "à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ ă â ê ô ơ ư đ Ă Â Ê Ô Ơ Ư Đ";
  const std::string vni = "aø aû aõ aù aï aè aú aü aé aë aà aå aã aá aä eø eû eõ eù eï eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oà oå oã oá oä ôø ôû ôõ ôù ôï uø uû uõ uù uï öø öû öõ öù öï yø yû yõ yù î aê aâ eâ oâ ô ö ñ AÊ AÂ EÂ OÂ Ô Ö Ñ";
  const std::string tcvn3 = "µ ¶ · ¸ ¹ » ¼ ½ ¾ Æ Ç È É Ê Ë Ì Î Ï Ð Ñ Ò Ó Ô Õ Ö × Ø Ü Ý Þ ß á â ã ä å æ ç è é ê ë ì í î ï ñ ò ó ô õ ö ÷ ø ù ú û ü ý þ ¨ © ª « ¬ \u00ad ® ¡ ¢ £ ¤ ¥ ¦ §";
  EXPECT_EQ(take(vni, {.encoding = TextEncoding::vni, .accept_unaccented = true}).value().text, all);
  EXPECT_EQ(take(tcvn3, {.encoding = TextEncoding::tcvn3, .accept_unaccented = true}).value().text, all);
}

TEST(IncomingText, capitals_of_tcvn3_follow_their_word) {
  EXPECT_EQ(take("TH«NG B¸O VÒ VIÖC NéP THUÕ").value().text, "THÔNG BÁO VỀ VIỆC NỘP THUẾ");
}

TEST(IncomingText, a_text_may_mix_old_and_new_lines) {
  const auto text = take("Thông báo của Ủy ban nhân dân\r\nñy ban nh©n d©n x· th«ng b¸o").value();
  EXPECT_EQ(text.text, "Thông báo của Ủy ban nhân dân\r\nủy ban nhân dân xã thông báo");
  EXPECT_EQ(text.converted_lines, 1u);
}

TEST(IncomingText, viqr_is_converted) {
  const auto text = take("U?y ban nha^n da^n xa~ tho^ng ba'o. Ngu+o+`i da^n ddu+o+.c bie^'t.").value();
  EXPECT_EQ(text.text, "Ủy ban nhân dân xã thông báo. Người dân được biết.");
  EXPECT_EQ(text.encoding, TextEncoding::viqr);
}

TEST(IncomingText, becomes_nfc_with_crlf_and_without_invisible_characters) {
  const auto text = take("\xEF\xBB\xBFThông bá\u200Bo:\nỦy\u00A0ban “xã”\tmời  \r\rhọp\x07\n\n").value();
  EXPECT_EQ(text.text, "Thông báo:\r\nỦy ban “xã” mời\r\n\r\nhọp");
  EXPECT_GE(text.removed_characters, 3u);
  const auto apart = take("Thông báo u\u031B\u0309 xã").value();
  EXPECT_EQ(apart.text, "Thông báo ử xã");
  EXPECT_TRUE(apart.was_decomposed);
}

TEST(IncomingText, utf16_of_a_windows_notepad) {
  std::string bytes = "\xFF\xFE";
  for (const char16_t unit : std::u16string_view(u"Thông báo của xã")) bytes += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
  const auto text = take(bytes).value();
  EXPECT_EQ(text.text, "Thông báo của xã");
  EXPECT_EQ(text.encoding, TextEncoding::utf16);
}

TEST(IncomingText, text_without_marks_is_a_question) {
  const auto refused = take("Tin trong xã hôm nay\r\nUy ban nhan dan xa thong bao nguoi dan duoc biet");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "speech.unaccented");
  EXPECT_EQ(refused.error().place, "text:2");
  const auto words = describe(refused.error(), Language::vi);
  EXPECT_NE(words.find("nguoi, duoc, biet"), std::string::npos) << words;
  EXPECT_EQ(words.find('{'), std::string::npos) << words;
  EXPECT_TRUE(take("Uy ban nhan dan xa thong bao nguoi dan duoc biet", {.accept_unaccented = true}).has_value());
}

TEST(IncomingText, good_text_and_other_languages_are_not_asked) {
  EXPECT_TRUE(take("Xem phim trên mạng internet").has_value());
  EXPECT_TRUE(take("Ban Công an xã").has_value());
  EXPECT_TRUE(take("The people's committee announces which households should register before Friday").has_value());
  EXPECT_TRUE(take("Les délégués élèvent la pièce où ça coûte très cher").has_value());
}

TEST(IncomingText, an_unknown_coding_is_refused_with_its_place) {
  const auto refused = take("abc\r\nl\xe1\xff\xc0z qu\xff\xfe\xc1 \xff\xfd\xc1q");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "speech.encoding_unknown");
  EXPECT_EQ(refused.error().place, "text:2");
}

TEST(IncomingText, files_that_are_no_text_are_named) {
  EXPECT_EQ(take("%PDF-1.7 ...").error().code, "speech.text_binary");
  EXPECT_EQ(take(std::string_view("PK\x03\x04....", 8)).error().code, "speech.text_binary");
  EXPECT_EQ(take(std::string_view("ab\0cd\0\0e", 8)).error().code, "speech.text_binary");
  EXPECT_EQ(take(" \r\n\t ").error().code, "speech.text_empty");
  EXPECT_EQ(take("Thông b\xEF\xBF\xBDo").error().code, "speech.text_damaged");
}

TEST(IncomingText, the_limit_counts_characters_not_bytes) {
  std::string text;
  for (int k = 0; k < 10; ++k) text += "ở";
  EXPECT_TRUE(take(text, {.max_characters = 10}).has_value());
  EXPECT_EQ(take(text + "ở", {.max_characters = 10}).error().code, "speech.text_too_long");
  EXPECT_EQ(take(std::string(900'000, 'a')).error().code, "speech.text_too_long");
}

TEST(IncomingText, every_refusal_has_words) {
  for (const char* code : {"speech.text_empty", "speech.text_too_long", "speech.text_binary", "speech.text_damaged", "speech.encoding_unknown", "speech.unaccented"})
    EXPECT_TRUE(in_catalogue(code)) << code;
}

TEST(IncomingText, random_bytes_never_break_it) {
  std::mt19937 random(20261125);
  std::size_t taken = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 120, ' ');
    for (char& c : bytes) c = static_cast<char>(round % 3 == 0 ? random() : round % 3 == 1 ? 32 + random() % 96 : 0xA0 + random() % 96);
    const auto text = take(bytes, {.encoding = static_cast<TextEncoding>(random() % 6), .accept_unaccented = random() % 2 == 0});
    if (!text) continue;
    ++taken;
    ASSERT_TRUE(is_utf8(text->text));
    ASSERT_EQ(to_nfc(text->text).value(), text->text);
    ASSERT_EQ(text->text.find_first_of("\x01\x07\x1b"), std::string::npos);
  }
  EXPECT_GT(taken, 500u);
}

TEST(Syllables, are_told_from_other_words) {
  for (const char* word : {"nghiêng", "giếng", "gì", "quốc", "khuya", "Ủy", "uỷ", "hoà", "hòa", "yêu", "quyết", "thuở", "xoong", "được", "ƯỚC"}) EXPECT_TRUE(is_syllable(word)) << word;
  for (const char* word : {"duoc", "nguoi", "hop", "UBND", "bla", "ngh", "tấpc", "hôộ", "Facebook", ""}) EXPECT_FALSE(is_syllable(word)) << word;
  for (const char* word : {"duoc", "nguoi", "viet", "hop"}) EXPECT_TRUE(lost_its_marks(word)) << word;
  for (const char* word : {"ban", "dân", "script", "UBND"}) EXPECT_FALSE(lost_its_marks(word)) << word;
}

}  // namespace
}  // namespace loa::speech
