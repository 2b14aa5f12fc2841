#include "audio/ogg_scan.h"

#include "tests/audio/sounds.h"

namespace loa::audio::test {
namespace {

const Bytes& minute() {
  static const Bytes file = encode_opus(babble(48000 * 60 + 123));
  return file;
}

std::string code_of(const Bytes& file) {
  const auto list = scan_ogg_opus(file);
  return list ? "accepted" : list.error().code;
}

TEST(OggScan, FindsLengthUnitsAndFreshPages) {
  const auto list = scan_ogg_opus(minute());
  ASSERT_TRUE(list) << to_line(list.error());
  EXPECT_EQ(list->total_samples, 48000 * 60 + 123);
  EXPECT_EQ(list->size, minute().size());
  EXPECT_EQ(list->units.size(), (minute().size() + kUnitBytes - 1) / kUnitBytes);
  EXPECT_EQ(list->units[0].fresh_page_offset, list->header_bytes);
  EXPECT_EQ(list->units[0].granule_before, 0);
  for (std::uint32_t i = 0; i < list->units.size(); ++i) {
    const auto offset = list->units[i].fresh_page_offset;
    if (offset != kNoFreshPage) EXPECT_TRUE(read_ogg_page(minute(), offset)) << i;
    EXPECT_TRUE(check_unit(*list, i, ByteSpan(minute()).subspan(i * kUnitBytes, unit_size(*list, i))));
  }
}

TEST(OggScan, RefusesWhatIsNotOneMonoLinkAtHeaderGainZero) {
  EXPECT_EQ(code_of(with_head_byte(minute(), 9, 2)), "audio.not_mono");
  EXPECT_EQ(code_of(with_head_byte(minute(), 18, 1)), "audio.not_mono");
  EXPECT_EQ(code_of(with_head_byte(minute(), 16, 1)), "audio.header_gain");
  EXPECT_EQ(code_of(with_head_byte(minute(), 17, 0xff)), "audio.header_gain");
  EXPECT_EQ(code_of(with_head_byte(minute(), 0, 'X')), "audio.not_opus");
  EXPECT_EQ(code_of(to_bytes("a text file")), "audio.not_opus");
  Bytes chained = minute();
  chained.insert(chained.end(), minute().begin(), minute().end());
  EXPECT_EQ(code_of(chained), "audio.chained");
}

TEST(OggScan, RefusesDamageAnywhere) {
  for (const std::size_t at : {std::size_t{200}, minute().size() / 2, minute().size() - 5}) {
    Bytes flipped = minute();
    flipped[at] ^= 1;
    EXPECT_EQ(code_of(flipped), "audio.ogg_damaged") << at;
  }
  for (const std::size_t cut : {std::size_t{1}, std::size_t{5000}, minute().size() - 100}) {
    const Bytes shorter(minute().begin(), minute().end() - static_cast<std::ptrdiff_t>(cut));
    EXPECT_NE(code_of(shorter), "accepted") << cut;
  }
  Bytes longer = minute();
  longer.push_back(0);
  EXPECT_EQ(code_of(longer), "audio.ogg_damaged");
}

TEST(UnitList, RoundTripsAt44BytesAUnit) {
  const auto list = *scan_ogg_opus(minute());
  const Bytes wire = write_unit_list(list);
  EXPECT_EQ(wire.size(), 31 + 44 * list.units.size());
  const auto back = read_unit_list(wire);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, list);
}

TEST(UnitList, RefusesMalformedBytes) {
  const Bytes wire = write_unit_list(*scan_ogg_opus(minute()));
  for (std::size_t length = 0; length < wire.size(); length += 7) EXPECT_FALSE(read_unit_list(ByteSpan(wire).first(length))) << length;
  Bytes count = wire;
  count[30] ^= 1;
  EXPECT_FALSE(read_unit_list(count));
  Bytes offset = wire;
  offset[31 + 44 + 32] ^= 0x40;  // a fresh page outside its unit
  EXPECT_FALSE(read_unit_list(offset));
}

TEST(UnitList, ChecksAUnit) {
  const auto list = *scan_ogg_opus(minute());
  Bytes unit(minute().begin(), minute().begin() + kUnitBytes);
  EXPECT_TRUE(check_unit(list, 0, unit));
  EXPECT_EQ(check_unit(list, 1, unit).error().code, "audio.unit_hash");
  unit[100] ^= 1;
  EXPECT_EQ(check_unit(list, 0, unit).error().code, "audio.unit_hash");
  unit.pop_back();
  EXPECT_EQ(check_unit(list, 0, unit).error().code, "audio.unit_size");
  EXPECT_EQ(check_unit(list, 9999, unit).error().code, "audio.unit_unknown");
}

}  // namespace
}  // namespace loa::audio::test
