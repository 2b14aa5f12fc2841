#include "tests/fuzz/targets.h"

#include "audio/ogg_page.h"
#include "audio/ogg_scan.h"
#include "audio/transcode_report.h"
#include "audio/wav.h"
#include "core/check.h"

namespace loa::fuzz {
namespace {

void unit_list(ByteSpan input) {
  const auto list = audio::read_unit_list(input);
  if (!list) return;
  CHECK(audio::write_unit_list(*list) == Bytes(input.begin(), input.end()));
  CHECK(!audio::check_unit(*list, static_cast<std::uint32_t>(list->units.size()), {}));
}

// Right checksums on every page, or no changed file would come further than the first.
Bytes with_checksums(ByteSpan input) {
  Bytes out(input.begin(), input.end());
  for (std::size_t at = 0; at + 27 <= out.size();) {
    const std::size_t head = 27 + std::size_t{out[at + 26]};
    if (as_text(ByteSpan(out).subspan(at, 4)) != "OggS" || at + head > out.size()) return out;
    std::size_t size = head;
    for (std::size_t i = 0; i < out[at + 26]; ++i) size += out[at + 27 + i];
    if (at + size > out.size()) return out;
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(at + 22), 4, std::uint8_t{0});
    const auto crc = audio::ogg_crc(ByteSpan(out).subspan(at, size));
    for (std::size_t i = 0; i < 4; ++i) out[at + 22 + i] = static_cast<std::uint8_t>(crc >> (8 * i));
    at += size;
  }
  return out;
}

void ogg(ByteSpan input) {
  for (const auto& file : {Bytes(input.begin(), input.end()), with_checksums(input)}) {
    const auto list = audio::scan_ogg_opus(file);
    if (!list) continue;
    const auto back = audio::read_unit_list(audio::write_unit_list(*list));
    CHECK(back.has_value() && *back == *list);
    for (std::uint32_t i = 0; i < list->units.size(); ++i)
      CHECK(audio::check_unit(*list, i, ByteSpan(file).subspan(std::size_t{i} * audio::kUnitBytes, audio::unit_size(*list, i))));
  }
}

void wav(ByteSpan input) { (void)audio::parse_wav(input); }

void transcode_report(ByteSpan input) {
  if (const auto report = audio::parse_transcode_report(as_text(input)))
    CHECK(audio::parse_transcode_report(audio::write_transcode_report(*report)).has_value());
}

}  // namespace

std::vector<Target> sound_targets() {
  return {{"unit_list", unit_list}, {"ogg", ogg}, {"wav", wav}, {"transcode_report", transcode_report}};
}

}  // namespace loa::fuzz
