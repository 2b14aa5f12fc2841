// One function per parser of outside bytes. It must return for every input; what it accepts must survive being written and
// read again (CHECK stops the process otherwise). Under libFuzzer and in the ordinary test the same functions run.
#pragma once

#include "core/bytes.h"

#include <string_view>
#include <vector>

namespace loa::fuzz {

struct Target {
  std::string_view name;
  void (*run)(ByteSpan input);
};

std::vector<Target> wire_targets();    // the protocol's bytes and JSON
std::vector<Target> trust_targets();   // payloads, also signed and brought before a register
std::vector<Target> sound_targets();   // Ogg, unit lists, WAV, the transcoder's report
std::vector<Target> people_targets();  // YAML, configuration, HTTP, plans, policies, recurrence rules
std::vector<Target> all_targets();
const Target* find_target(std::string_view name);

}  // namespace loa::fuzz
