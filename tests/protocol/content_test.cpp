// Chunks, bitmaps, wants and manifests.
#include "protocol/content.h"

#include "protocol/manifest.h"
#include "tests/protocol/sample_documents.h"

namespace loa::test {
namespace {

using namespace protocol;

Chunk chunk_of(const Bytes& content, std::uint32_t index) {
  const auto from = index * kChunkBytes;
  return {index, chunk_count(content.size()), content.size(),
          ByteSpan(content).subspan(from, std::min(kChunkBytes, content.size() - from))};
}

bool good(const Chunk& chunk) { return decode_chunk(encode_chunk(chunk)).has_value(); }

TEST(Chunk, CarriesItsPiece) {
  const Bytes content(kChunkBytes + 10, 7);
  const auto wire = encode_chunk(chunk_of(content, 1));
  EXPECT_EQ(to_hex(ByteSpan(wire).first(16)), "00000001000000020000000000" "01000a");
  const auto back = decode_chunk(wire).value();
  EXPECT_EQ(back.index, 1u);
  EXPECT_EQ(back.count, 2u);
  EXPECT_EQ(back.size, content.size());
  EXPECT_EQ(back.bytes.size(), 10u);
}

TEST(Chunk, CountsAreRoundedUp) {
  EXPECT_EQ(chunk_count(0), 0u);
  EXPECT_EQ(chunk_count(1), 1u);
  EXPECT_EQ(chunk_count(kChunkBytes), 1u);
  EXPECT_EQ(chunk_count(kChunkBytes + 1), 2u);
  EXPECT_EQ(chunk_count(kMaxContent), 8192u);
}

TEST(Chunk, EveryNumberMustFitTheOthers) {
  const Bytes content(kChunkBytes * 2 + 10, 7);
  const auto right = chunk_of(content, 1);
  ASSERT_TRUE(good(right));
  const auto changed = [&](auto change) {
    auto chunk = right;
    change(chunk);
    return good(chunk);
  };
  EXPECT_FALSE(changed([](Chunk& c) { c.index = 3; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.index = 2; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.count = 4; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.size = 0; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.size += kChunkBytes; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.bytes = c.bytes.first(c.bytes.size() - 1); }));
  EXPECT_FALSE(changed([](Chunk& c) { c.size = kMaxContent + 1, c.count = 8193; }));
  EXPECT_FALSE(changed([](Chunk& c) { c.size = ~std::uint64_t{0}; }));
}

TEST(Chunk, CutHeadersAreRefused) {
  const auto wire = encode_chunk(chunk_of(Bytes(5, 1), 0));
  for (std::size_t size = 0; size < wire.size(); ++size) {
    const auto cut = decode_chunk(ByteSpan(wire).first(size));
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, "chunk.bad");
  }
}

TEST(Bitmap, CountsFromTheMostSignificantBit) {
  Bitmap bitmap(10);
  bitmap.set(0, true);
  bitmap.set(9, true);
  EXPECT_EQ(bitmap.base64(), to_base64(from_hex("8040").value()));
  EXPECT_TRUE(bitmap.test(0));
  EXPECT_FALSE(bitmap.test(1));
  EXPECT_EQ(bitmap.ones(), 2u);
  bitmap.set(0, false);
  EXPECT_EQ(bitmap.ones(), 1u);
}

TEST(Bitmap, FullOnesHaveNoBitsBeyondTheirCount) {
  for (std::uint32_t count : {0u, 1u, 7u, 8u, 9u, 64u}) {
    const Bitmap full(count, true);
    EXPECT_EQ(full.ones(), count);
    EXPECT_EQ(Bitmap::from_base64(full.base64(), count)->ones(), count);
  }
}

TEST(Bitmap, OutsideItsCountNothingIsSet) {
  Bitmap bitmap(9);
  bitmap.set(9, true);
  bitmap.set(1000, true);
  EXPECT_EQ(bitmap.ones(), 0u);
  EXPECT_FALSE(bitmap.test(1000));
}

TEST(Bitmap, UnitesOnlyWithItsLike) {
  Bitmap a(9), b(9), other(10, true);
  a.set(1, true);
  b.set(8, true);
  EXPECT_EQ((a |= b).ones(), 2u);
  EXPECT_EQ((a |= other).ones(), 2u);
}

TEST(Bitmap, RefusesTextThatDoesNotFit) {
  EXPECT_TRUE(Bitmap::from_base64("gEA=", 10));
  EXPECT_FALSE(Bitmap::from_base64("gEA=", 9));
  EXPECT_FALSE(Bitmap::from_base64("gEA=", 17));
  EXPECT_FALSE(Bitmap::from_base64("gEA=", 8));
  EXPECT_FALSE(Bitmap::from_base64("????", 10));
  EXPECT_FALSE(Bitmap::from_base64("", 1));
}

Want sample_want() {
  Want want;
  want.receive_rate = 250'000;
  Wanted wanted{kChunkBytes * 9, SampleDocuments::now(), true, Bitmap(9)};
  wanted.missing.set(8, true);
  want.contents[sha256("content")] = wanted;
  return want;
}

TEST(Want, SurvivesTheRoundTrip) {
  const auto back = read_want(write_want(sample_want())).value();
  EXPECT_EQ(back.receive_rate, 250'000);
  const auto& wanted = back.contents.at(sha256("content"));
  EXPECT_EQ(wanted.size, kChunkBytes * 9);
  EXPECT_EQ(wanted.needed_by, SampleDocuments::now());
  EXPECT_TRUE(wanted.urgent);
  EXPECT_TRUE(wanted.missing.test(8));
  EXPECT_EQ(wanted.missing.ones(), 1u);
}

TEST(Want, ItsBitmapFitsItsSize) {
  auto text = write_want(sample_want());
  text.replace(text.find("589824"), 6, "524288");
  EXPECT_EQ(read_want(text).error().code, "bitmap.bad");
}

TEST(Want, NamesFiveHundredContentsAtMost) {
  Want want;
  for (int i = 0; i < 512; ++i) want.contents[sha256(std::to_string(i))] = {1, {}, false, Bitmap(1, true)};
  EXPECT_EQ(read_want(write_want(want))->contents.size(), 512u);
  want.contents[sha256("more")] = {1, {}, false, Bitmap(1, true)};
  EXPECT_EQ(read_want(write_want(want)).error().place, "contents");
}

Manifest sample_manifest() {
  const auto id = SampleDocuments::id<ProgrammeId>(1);
  return {id, 2, SampleDocuments::id<PersonId>(9), "Luật Đất đai", sha256("audio"), 1'000'000, Millis{250'000}, -1612, -187,
          sha256("units"), 2'752};
}

TEST(Manifest, SurvivesTheRoundTrip) {
  const auto text = write_manifest(sample_manifest());
  const auto back = read_manifest(text).value();
  EXPECT_EQ(write_manifest(back), text);
  EXPECT_EQ(back.title, "Luật Đất đai");
  EXPECT_EQ(back.loudness_centi_lufs, -1612);
  EXPECT_EQ(back.unit_list, sha256("units"));
}

TEST(Manifest, LimitsNameTheirField) {
  const auto place_of = [](auto change) {
    auto manifest = sample_manifest();
    change(manifest);
    const auto back = read_manifest(write_manifest(manifest));
    if (back) return std::string();
    EXPECT_EQ(back.error().code, "manifest.bad");
    return back.error().place;
  };
  EXPECT_EQ(place_of([](Manifest& m) { m.size = 0; }), "size");
  EXPECT_EQ(place_of([](Manifest& m) { m.size = kMaxContent; }), "");
  EXPECT_EQ(place_of([](Manifest& m) { m.size = kMaxContent + 1; }), "size");
  EXPECT_EQ(place_of([](Manifest& m) { m.duration = 24h; }), "");
  EXPECT_EQ(place_of([](Manifest& m) { m.duration = 24h + 1ms; }), "duration_ms");
  EXPECT_EQ(place_of([](Manifest& m) { m.duration = 0ms; }), "duration_ms");
  EXPECT_EQ(place_of([](Manifest& m) { m.title = std::string(513, 'x'); }), "title");
  EXPECT_EQ(place_of([](Manifest& m) { m.loudness_centi_lufs = 1001; }), "loudness_centi_lufs");
  EXPECT_EQ(place_of([](Manifest& m) { m.true_peak_centi_dbtp = -20001; }), "true_peak_centi_dbtp");
  EXPECT_EQ(place_of([](Manifest& m) { m.unit_list_size = 0; }), "unit_list_size");
}

}  // namespace
}  // namespace loa::test
