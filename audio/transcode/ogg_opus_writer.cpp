#include "audio/transcode/ogg_opus_writer.h"

#include "audio/byte_order.h"
#include "audio/ogg_page.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace loa::audio {
namespace {

constexpr int kPacketsPerPage = 50;
constexpr std::uint32_t kSerial = 0x4c4f4131;  // the same input gives the same bytes

Status write_all(int fd, ByteSpan bytes) {
  while (!bytes.empty()) {
    const auto done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return fail("file.write", {{"path", "output"}, {"why", std::strerror(errno)}});
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
  return ok();
}

}  // namespace

OggOpusWriter::OggOpusWriter(int fd, int pre_skip, std::uint64_t max_bytes) : fd_(fd), pre_skip_(pre_skip), max_bytes_(max_bytes) {}

Status OggOpusWriter::begin() {
  Bytes head = to_bytes("OpusHead");
  head.push_back(1);  // version
  head.push_back(1);  // channels
  put_le(head, static_cast<std::uint64_t>(pre_skip_), 2);
  put_le(head, 48000, 4);
  put_le(head, 0, 2);  // gain
  head.push_back(0);   // mapping family
  add_to_page(head);
  LOA_TRY_OK(write_page(kPageFirst, 0));
  Bytes tags = to_bytes("OpusTags");
  const std::string vendor = "loa-transcode";
  put_le(tags, vendor.size(), 4);
  tags.insert(tags.end(), vendor.begin(), vendor.end());
  put_le(tags, 0, 4);
  add_to_page(tags);
  return write_page(0, 0);
}

Status OggOpusWriter::add(ByteSpan packet) {
  // A full page goes out only when another packet follows: the last one must carry the end mark.
  if (packets_ == kPacketsPerPage) LOA_TRY_OK(write_page(0, granule_));
  add_to_page(packet);
  granule_ += 960;
  return ok();
}

Status OggOpusWriter::finish(std::int64_t total_samples) { return write_page(kPageLast, total_samples + pre_skip_); }

void OggOpusWriter::add_to_page(ByteSpan packet) {
  for (std::size_t left = packet.size(); true; left -= 255) {
    lacing_.push_back(static_cast<std::uint8_t>(left < 255 ? left : 255));
    if (left < 255) break;
  }
  body_.insert(body_.end(), packet.begin(), packet.end());
  ++packets_;
}

Status OggOpusWriter::write_page(std::uint8_t flags, std::int64_t granule) {
  const Bytes page = write_ogg_page({.flags = flags, .granule = granule, .serial = kSerial, .sequence = sequence_++, .lacing = lacing_, .body = body_});
  lacing_.clear();
  body_.clear();
  packets_ = 0;
  size_ += page.size();
  if (size_ > max_bytes_) return fail("audio.too_large", {{"limit", std::to_string(max_bytes_)}});
  hash_.update(page);
  return write_all(fd_, page);
}

}  // namespace loa::audio
