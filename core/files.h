// Files that survive a power cut: temp in the same folder -> write -> fdatasync -> rename -> fsync of the folder.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <filesystem>
#include <string>

namespace loa {

// The file holds either the old or the whole new content after a crash at any instant. Errors: "file.write" (path, why).
Status write_file_durably(const std::filesystem::path& path, ByteSpan content, unsigned mode = 0644);
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);  // "file.read", "file.too_large"
Status sync_folder(const std::filesystem::path& folder);
// Makes the folder (and parents) and proves it can be written: "file.folder_unwritable" with the remedy, for start-up.
Status require_writable_folder(const std::filesystem::path& folder);

}  // namespace loa
