// An Ed25519 seed kept as 64 hex characters in a file that only its owner may read (mode 0400 or 0600).
#pragma once

#include "core/error.h"

#include <array>
#include <cstdint>
#include <filesystem>

namespace loa::config {

using Seed = std::array<std::uint8_t, 32>;

// Errors: "config.key_unreadable" (path, why), "config.key_mode" (path, mode), "config.key_bad" (path).
Result<Seed> read_seed_file(const std::filesystem::path& path);

}  // namespace loa::config
