// Logs: an event name and key=value pairs, one line each, rate-limited per event (50/s, then "suppressed n").
// A Log is handed in; start-up makes one that writes JSON lines to stderr (the journal rotates).
#pragma once

#include "core/error.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace loa {

enum class Level { debug, info, warn, error };
using LogField = std::pair<std::string_view, std::string>;

class Log {
 public:
  virtual ~Log() = default;
  virtual void write(Level level, std::string_view event, std::initializer_list<LogField> fields) = 0;

  void info(std::string_view event, std::initializer_list<LogField> fields = {}) { write(Level::info, event, fields); }
  void warn(std::string_view event, std::initializer_list<LogField> fields = {}) { write(Level::warn, event, fields); }
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) { write(Level::error, event, fields); }
};

std::unique_ptr<Log> make_stderr_log(std::string program);
std::unique_ptr<Log> make_null_log();

}  // namespace loa
