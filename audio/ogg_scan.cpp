#include "audio/ogg_scan.h"

#include "audio/byte_order.h"
#include "audio/ogg_page.h"

#include <cstring>
#include <string>

namespace loa::audio {
namespace {

Error damaged(std::size_t offset) { return fail("audio.ogg_damaged", {{"offset", std::to_string(offset)}}); }

// Samples at 48 kHz of one packet from its first two bytes (RFC 6716 3.1); 0 for a malformed one.
std::int64_t packet_samples(std::uint8_t toc, std::uint8_t second, std::size_t length) {
  constexpr int kSilk[] = {480, 960, 1920, 2880};
  constexpr int kCelt[] = {120, 240, 480, 960};
  const int config = toc >> 3;
  const int frame = config < 12 ? kSilk[config & 3] : config < 16 ? kSilk[config & 1] : kCelt[config & 3];
  const int code = toc & 3;
  if (code == 3 && length < 2) return 0;
  const int frames = code == 0 ? 1 : code < 3 ? 2 : second & 0x3f;
  return std::int64_t{frame} * frames;
}

class Scan {
 public:
  explicit Scan(ByteSpan file) : file_(file) {}

  Result<UnitList> run() {
    LOA_TRY_OK(read_headers());
    list_.size = file_.size();
    list_.units.resize((file_.size() + kUnitBytes - 1) / kUnitBytes);
    while (offset_ < file_.size()) LOA_TRY_OK(read_audio_page());
    if (!ended_) return damaged(offset_);
    list_.total_samples = granule_ - list_.pre_skip;
    if (list_.total_samples <= 0) return fail("audio.not_opus");
    for (std::uint32_t i = 0; i < list_.units.size(); ++i)
      list_.units[i].sha256 = sha256(file_.subspan(std::size_t{i} * kUnitBytes, unit_size(list_, i)));
    return std::move(list_);
  }

 private:
  Status read_headers() {
    const auto head = read_ogg_page(file_, 0);
    if (!head || (head->flags & kPageFirst) == 0) return fail("audio.not_opus");
    LOA_TRY_OK(read_opus_head(head->body));
    serial_ = head->serial;
    offset_ = head->size;
    bool tags_done = false;
    for (sequence_ = 1; !tags_done; ++sequence_) {
      const auto page = read_ogg_page(file_, offset_);
      if (!page) return damaged(offset_);
      if ((page->flags & kPageFirst) != 0) return fail("audio.chained");
      if (page->serial != serial_ || page->sequence != sequence_ || page->lacing.empty()) return damaged(offset_);
      if (sequence_ == 1 && (page->body.size() < 8 || std::memcmp(page->body.data(), "OpusTags", 8) != 0)) return fail("audio.not_opus");
      offset_ += page->size;
      tags_done = page->lacing.back() < 255;
    }
    if (offset_ > kUnitBytes) return fail("audio.header_large", {{"limit", std::to_string(kUnitBytes)}});
    list_.header_bytes = static_cast<std::uint32_t>(offset_);
    return ok();
  }

  Status read_opus_head(ByteSpan body) {
    if (body.size() < 19 || std::memcmp(body.data(), "OpusHead", 8) != 0 || (body[8] & 0xf0) != 0) return fail("audio.not_opus");
    if (body[9] != 1 || body[18] != 0) return fail("audio.not_mono", {{"channels", std::to_string(body[9])}});
    const auto gain = static_cast<std::int16_t>(get_le(&body[16], 2));
    if (gain != 0) return fail("audio.header_gain", {{"gain", std::to_string(gain)}});
    list_.pre_skip = static_cast<std::uint16_t>(get_le(&body[10], 2));
    return ok();
  }

  Status read_audio_page() {
    const auto page = read_ogg_page(file_, offset_);
    if (!page) return damaged(offset_);
    if ((page->flags & kPageFirst) != 0 || page->serial != serial_) return fail("audio.chained");
    const bool continued = (page->flags & kPageContinued) != 0;
    if (ended_ || page->sequence != sequence_++ || continued != (packet_bytes_ > 0)) return damaged(offset_);
    const bool last = (page->flags & kPageLast) != 0;
    // A joined decoder cannot tell where an end-trimmed page begins, unless it is the first.
    if (!continued && (!last || granule_ == 0)) note_fresh_page();
    LOA_TRY_OK(advance(*page, last));
    ended_ = last;
    offset_ += page->size;
    return ok();
  }

  void note_fresh_page() {
    Unit& unit = list_.units[offset_ / kUnitBytes];
    if (unit.fresh_page_offset != kNoFreshPage) return;
    unit.fresh_page_offset = static_cast<std::uint32_t>(offset_);
    unit.granule_before = granule_;
  }

  // Checks the page's granule against what its packets last.
  Status advance(const OggPage& page, bool last) {
    std::int64_t samples = 0;
    std::size_t completed = 0;
    std::size_t at = 0;
    for (const auto lace : page.lacing) {
      for (std::size_t i = 0; i < lace && packet_bytes_ + i < 2; ++i) packet_start_[packet_bytes_ + i] = page.body[at + i];
      packet_bytes_ += lace;
      at += lace;
      if (lace == 255) continue;
      const auto length = packet_samples(packet_start_[0], packet_start_[1], packet_bytes_);
      if (packet_bytes_ == 0 || length == 0 || length > 5760) return damaged(offset_);
      samples += length;
      packet_bytes_ = 0;
      ++completed;
    }
    if (completed == 0) return page.granule == -1 && !last ? ok() : Status(damaged(offset_));
    const bool exact = page.granule == granule_ + samples;
    const bool trimmed = last && page.granule > granule_ && page.granule < granule_ + samples;
    if (!exact && !trimmed) return damaged(offset_);
    granule_ = page.granule;
    return ok();
  }

  ByteSpan file_;
  UnitList list_;
  std::size_t offset_ = 0;
  std::uint32_t serial_ = 0;
  std::uint32_t sequence_ = 0;
  std::int64_t granule_ = 0;
  bool ended_ = false;
  std::size_t packet_bytes_ = 0;
  std::uint8_t packet_start_[2] = {};
};

}  // namespace

Result<UnitList> scan_ogg_opus(ByteSpan file) {
  if (file.size() > kMaxUnits * kUnitBytes) return fail("audio.too_large", {{"limit", std::to_string(kMaxUnits * kUnitBytes)}});
  return Scan(file).run();
}

}  // namespace loa::audio
