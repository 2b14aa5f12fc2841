// CHECK(condition): a bug stops the process, in release too. Never on outside data.
#pragma once

namespace loa {
[[noreturn]] void check_failed(const char* expression, const char* file, int line);
}

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::loa::check_failed(#condition, __FILE__, __LINE__))
