// What every service of the controller is handed: loop, clocks, log, gauges, store. Owned by the app; loop thread.
#pragma once

#include "controller/services/store_thread.h"
#include "core/clock.h"
#include "core/gauge.h"
#include "core/log.h"
#include "core/net/task_scope.h"
#include "core/random.h"

#include <filesystem>

namespace loa::controller {

struct Context {
  asio::io_context& loop;
  net::TaskScope& tasks;
  const Clock& clock;
  Random& random;
  Log& log;
  Metrics& metrics;
  Zone zone;
  StoreThread& store;
  std::filesystem::path data_dir;

  UtcTime now() const { return clock.system_utc(); }
  SteadyTime steady() const { return clock.steady(); }
};

}  // namespace loa::controller
