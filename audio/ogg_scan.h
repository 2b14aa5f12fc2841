// Reads the pages of an Ogg Opus file (RFC 3533, RFC 7845) without decoding: the gate for every file that is to be signed
// or played. Accepts exactly one link with one stream, mono, header gain 0, an end-of-stream page, whole pages, right CRCs.
#pragma once

#include "audio/unit_list.h"

namespace loa::audio {

// Errors: "audio.not_opus", "audio.chained", "audio.not_mono", "audio.header_gain", "audio.ogg_damaged" (offset),
// "audio.too_large", "audio.header_large" (headers must lie in the first unit).
Result<UnitList> scan_ogg_opus(ByteSpan file);

}  // namespace loa::audio
