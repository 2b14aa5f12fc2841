#include "core/hash.h"
#include "core/id.h"
#include "core/unicode.h"

#include <gtest/gtest.h>

#include <set>

namespace loa {
namespace {

TEST(Sha256, MatchesTheStandardsVectors) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PiecesGiveTheSameAsTheWholeAndACopyGoesItsOwnWay) {
  const std::string text(1000, 'x');
  Sha256 pieces;
  for (std::size_t at = 0; at < text.size(); at += 7) pieces.update(as_bytes(std::string_view(text).substr(at, 7)));
  Sha256 copy = pieces;
  copy.update(as_bytes("y"));
  EXPECT_EQ(pieces.finish(), sha256(text));
  EXPECT_EQ(copy.finish(), sha256(text + "y"));
}

TEST(Hash, HasOneSpelling) {
  const auto hash = sha256("abc");
  EXPECT_EQ(*parse_hash(hash.hex()), hash);
  auto upper = hash.hex();
  upper[0] = 'B';
  EXPECT_FALSE(parse_hash(upper));
  EXPECT_FALSE(parse_hash(hash.hex().substr(2)));
  EXPECT_FALSE(parse_hash(hash.hex() + "00"));
  EXPECT_EQ(hash.short_hex(), "ba7816bf8f01");
}

TEST(Base64, RoundTripsAndRefusesSloppyText) {
  for (const std::string text : {"", "a", "ab", "abc", "abcd"})
    EXPECT_EQ(*from_base64(to_base64(as_bytes(text))), to_bytes(text));
  EXPECT_EQ(to_base64(as_bytes("ab")), "YWI=");
  for (const auto* bad : {"YWI", "YWI=\n", "YWJ=", "YW I=", "YWI=YWI=", "YWI_"}) EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Hex, RefusesOddAndForeignCharacters) {
  EXPECT_EQ(*from_hex("00fF"), (Bytes{0, 255}));
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
}

TEST(Uuid, Version7CarriesTheTimeAndSortsByIt) {
  SeededRandom random(1);
  const auto early = make_uuid_v7(from_unix_ms(0x017F22E279B0), random);
  const auto late = make_uuid_v7(from_unix_ms(0x017F22E279B1), random);
  EXPECT_EQ(early.text().substr(0, 15), "017f22e2-79b0-7");
  EXPECT_NE(std::string("89ab").find(early.text()[19]), std::string::npos);
  EXPECT_LT(early, late);
  EXPECT_EQ(*parse_uuid(early.text()), early);
}

TEST(Uuid, RefusesOtherForms) {
  EXPECT_FALSE(parse_uuid(""));
  EXPECT_FALSE(parse_uuid("017f22e279b07000800000000000000000000"));
  EXPECT_FALSE(parse_uuid("017f22e2-79b0-7000-8000-00000000000g"));
  EXPECT_FALSE(parse_uuid("017f22e27-9b0-7000-8000-000000000000"));
  EXPECT_FALSE(parse_uuid("{17f22e2-79b0-7000-8000-000000000000"));
}

TEST(Random, SystemRandomDoesNotRepeat) {
  SystemRandom random;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.u64());
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(Random, TheSameSeedGivesTheSameNumbersAndBelowIsEven) {
  SeededRandom a(7);
  SeededRandom b(7);
  EXPECT_EQ(a.u64(), b.u64());
  std::array<int, 3> counts{};
  for (int i = 0; i < 30000; ++i) ++counts[a.below(3)];
  for (const auto count : counts) EXPECT_NEAR(count, 10000, 500);
}

TEST(Unicode, DecomposedVietnameseBecomesComposed) {
  const std::string decomposed = "Truye\xCC\x82\xCC\x80n thanh";  // e + circumflex + grave
  EXPECT_EQ(*to_nfc(decomposed), "Truyền thanh");
  EXPECT_EQ(*to_nfc("Truyền thanh"), "Truyền thanh");
}

TEST(Unicode, RefusesWhatIsNotUtf8) {
  EXPECT_TRUE(is_utf8("ắ"));
  for (const auto* bad : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xE1\xBB"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_EQ(to_nfc(bad).error().code, "text.not_utf8");
  }
}

}  // namespace
}  // namespace loa
