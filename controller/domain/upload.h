// An upload under way (tệp đang tải lên) by the rules of tus 1.0: what may begin, what piece may be added, when it ends. Pure.
#pragma once

#include "controller/domain/access.h"

#include <cstdint>
#include <string>

namespace loa::controller {

using UploadId = Id<struct UploadTag>;

inline constexpr std::int64_t kMaxUpload = 200 * 1024 * 1024;
inline constexpr Millis kUploadLife{24 * 3'600'000};        // after the last piece
inline constexpr std::size_t kMaxUploadsEach = 20;
inline constexpr std::int64_t kDiskReserve = 1024ll * 1024 * 1024;  // stays free for ledger and journal

struct Upload {
  UploadId id;
  AccountId account;      // nil: the machine account; nobody else sees it
  std::string name;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  UtcTime created{}, touched{};

  UtcTime expires() const { return touched + kUploadLife; }
  bool complete() const { return offset == length; }
};

struct UploadRoom {
  std::size_t held = 0;             // uploads of this account
  std::int64_t promised = 0;        // bytes that unfinished uploads of all may still bring
  std::int64_t disk_free = 0;
};
// Errors: "upload.length", "upload.too_large" (limit), "upload.too_many" (limit), "upload.no_space".
Status check_upload(std::int64_t length, const UploadRoom& room);
// Errors: "upload.expired", "upload.offset" (offset: where to go on), "upload.beyond".
Status check_piece(const Upload& upload, std::int64_t at, std::int64_t size, UtcTime now);

// The value of Upload-Checksum: "sha1 <base64>" or "sha256 <base64>". Errors: "upload.checksum_bad".
struct PieceChecksum {
  std::string algorithm;
  Bytes value;
};
Result<PieceChecksum> read_checksum(const std::string& header);
// "filename <base64>,…" → the name, made harmless; empty when there is none. Errors: "upload.metadata".
Result<std::string> upload_name(const std::string& metadata);

}  // namespace loa::controller
