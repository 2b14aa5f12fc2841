#include "core/clock.h"

#include "core/check.h"

#include <ctime>
#include <fstream>

namespace loa {
namespace {

timespec read_clock(clockid_t id) {
  timespec now{};
  CHECK(::clock_gettime(id, &now) == 0);
  return now;
}

}  // namespace

UtcTime SystemClock::system_utc() const {
  const auto now = read_clock(CLOCK_REALTIME);
  return from_unix_ms(std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000);
}

SteadyTime SystemClock::steady() const {
  const auto now = read_clock(CLOCK_BOOTTIME);
  return SteadyTime{std::chrono::microseconds{std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000}};
}

std::string SystemClock::boot_id() const {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(file, id);
  return id;
}

}  // namespace loa
