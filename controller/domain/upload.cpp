#include "controller/domain/upload.h"

#include "core/hash.h"
#include "core/unicode.h"

#include <algorithm>
#include <filesystem>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxName = 200;

std::string number(std::int64_t value) { return std::to_string(value); }

}  // namespace

Status check_upload(std::int64_t length, const UploadRoom& room) {
  if (length <= 0) return fail("upload.length", {});
  if (length > kMaxUpload) return fail("upload.too_large", {{"limit", number(kMaxUpload)}});
  if (room.held >= kMaxUploadsEach) return fail("upload.too_many", {{"limit", std::to_string(kMaxUploadsEach)}});
  // A piece lies on disk twice until it is added, and the sound made from it needs room too.
  if (room.disk_free - room.promised - 2 * length < kDiskReserve) return fail("upload.no_space", {});
  return {};
}

Status check_piece(const Upload& upload, std::int64_t at, std::int64_t size, UtcTime now) {
  if (now >= upload.expires()) return fail("upload.expired", {});
  if (at != upload.offset) return fail("upload.offset", {{"offset", number(upload.offset)}});
  if (size > upload.length - upload.offset) return fail("upload.beyond", {{"length", number(upload.length)}});
  return {};
}

Result<PieceChecksum> read_checksum(const std::string& header) {
  const auto space = header.find(' ');
  const std::string algorithm = header.substr(0, space);
  if (space == std::string::npos || (algorithm != "sha1" && algorithm != "sha256")) return fail("upload.checksum_bad", {});
  auto value = from_base64(std::string_view(header).substr(space + 1));
  if (!value || value->size() != (algorithm == "sha1" ? 20u : 32u)) return fail("upload.checksum_bad", {});
  return PieceChecksum{algorithm, std::move(*value)};
}

Result<std::string> upload_name(const std::string& metadata) {
  std::string_view rest = metadata;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto pair = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (!pair.starts_with("filename ")) continue;
    auto value = from_base64(pair.substr(pair.find(' ') + 1));
    if (!value || !is_utf8(as_text(*value))) return fail("upload.metadata", {});
    std::string name = std::filesystem::path(std::string(as_text(*value))).filename().string();
    std::erase_if(name, [](unsigned char c) { return c < 0x20; });
    return name.size() > kMaxName ? std::string() : name;
  }
  return std::string();
}

}  // namespace loa::controller
