// Takes away from this process all it does not need to decode a hostile file: no file system (Landlock), no sockets, no new
// program, no new thread (seccomp allow-list), bounded memory, CPU, file size and descriptors. Files are opened before.
#pragma once

#include "core/error.h"

#include <cstdint>

namespace loa::audio {

struct SandboxLimits {
  std::uint64_t memory_bytes = std::uint64_t{512} << 20;
  std::uint64_t file_bytes = std::uint64_t{1536} << 20;
  std::uint64_t cpu_seconds = 1920;
};

// Irreversible. "audio.sandbox" (step, why) when any part cannot be had: the caller must then refuse to go on.
Status enter_sandbox(const SandboxLimits& limits);

}  // namespace loa::audio
