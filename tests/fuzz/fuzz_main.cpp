// libFuzzer's entry: the environment's LOA_FUZZ_TARGET names which of the targets runs. See README.md.
#include "tests/fuzz/targets.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

const loa::fuzz::Target& chosen() {
  const char* name = std::getenv("LOA_FUZZ_TARGET");
  const auto* target = loa::fuzz::find_target(name ? name : "");
  if (target) return *target;
  std::fprintf(stderr, "LOA_FUZZ_TARGET must be one of:");
  for (const auto& one : loa::fuzz::all_targets()) std::fprintf(stderr, " %.*s", static_cast<int>(one.name.size()), one.name.data());
  std::fprintf(stderr, "\n");
  std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto target = chosen();
  target.run({data, size});
  return 0;
}
