// Pieces of content files on a POSIX disk. Blocking. Errors: "file.write", "file.read" (path, why).
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "core/hash.h"

#include <cstdint>
#include <filesystem>

namespace loa::agent {

std::uint64_t file_size_of(const std::filesystem::path& path);  // 0 when there is none
// Makes the file with its full size when it is not there; not yet durable.
Status write_piece(const std::filesystem::path& path, std::uint64_t size, std::uint64_t offset, ByteSpan bytes);
Status sync_data(const std::filesystem::path& path);
Result<Bytes> read_piece(const std::filesystem::path& path, std::uint64_t offset, std::size_t length);  // shorter at the end
Result<Hash> hash_file(const std::filesystem::path& path);
// fsync of the file, rename, fsync of the folder.
Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace loa::agent
