// What the fuzzer starts from: the vectors of the wire and good files, per target; and mutations of them.
#pragma once

#include "core/bytes.h"
#include "core/random.h"

#include <string_view>
#include <vector>

namespace loa::fuzz {

std::vector<Bytes> seeds_of(std::string_view target);
// A few small changes: bits, bytes, pieces cut, doubled or taken from the other seed; numbers and strings of JSON.
Bytes mutated(const Bytes& seed, const Bytes& other, Random& random);

}  // namespace loa::fuzz
