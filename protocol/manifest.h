// The manifest binds every four seconds of sound to what an approval signs: JSON content named by its own SHA-256.
#pragma once

#include "core/hash.h"
#include "core/id.h"
#include "core/time.h"

#include <string>
#include <string_view>

namespace loa::protocol {

struct Manifest {
  ProgrammeId programme;
  std::int64_t revision = 0;
  PersonId author;
  std::string title;
  Hash audio;                     // Ogg Opus file
  std::int64_t size = 0;
  Millis duration{0};
  std::int64_t loudness_centi_lufs = 0;   // -1600 = -16.00 LUFS
  std::int64_t true_peak_centi_dbtp = 0;
  Hash unit_list;                 // binary unit list (audio/ogg_scan.h), travels as content
  std::int64_t unit_list_size = 0;
};

Result<Manifest> read_manifest(std::string_view bytes);   // "manifest.bad"
std::string write_manifest(const Manifest& manifest);     // its sha256 is the manifest's hash

}  // namespace loa::protocol
