#include "core/log.h"

#include "core/clock.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <map>
#include <mutex>

namespace loa {
namespace {

constexpr int kLinesPerSecond = 50;

const char* level_name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "error";
}

// Counts lines per event in the running second.
class RateLimit {
 public:
  // True when the line may be written.
  bool admit(std::string_view event) {
    auto it = counts_.find(event);
    if (it == counts_.end()) it = counts_.emplace(std::string(event), 0).first;
    return ++it->second <= kLinesPerSecond;
  }
  // What was held back in a second that is over; empty while it still runs.
  std::map<std::string, int> turn_to(std::int64_t second) {
    std::map<std::string, int> suppressed;
    if (second == second_) return suppressed;
    second_ = second;
    for (const auto& [event, count] : counts_)
      if (count > kLinesPerSecond) suppressed[event] = count - kLinesPerSecond;
    counts_.clear();
    return suppressed;
  }

 private:
  std::map<std::string, int, std::less<>> counts_;
  std::int64_t second_ = -1;
};

class StderrLog final : public Log {
 public:
  explicit StderrLog(std::string program)
      : program_(std::move(program)), logger_("loa", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%v");
    logger_.set_level(spdlog::level::trace);
  }
  ~StderrLog() override {
    for (const auto& [event, count] : limit_.turn_to(-1)) put_suppressed(event, count);
  }

  void write(Level level, std::string_view event, std::initializer_list<LogField> fields) override {
    const std::lock_guard lock(mutex_);
    const auto second = std::chrono::duration_cast<std::chrono::seconds>(clock_.steady().time_since_epoch()).count();
    for (const auto& [name, count] : limit_.turn_to(second)) put_suppressed(name, count);
    if (limit_.admit(event)) put(level, event, fields);
  }

 private:
  void put(Level level, std::string_view event, std::initializer_list<LogField> fields) {
    boost::json::object line{{"t", format_rfc3339(clock_.system_utc())},
                             {"level", level_name(level)},
                             {"program", program_},
                             {"event", boost::json::string_view(event.data(), event.size())}};
    for (const auto& [key, value] : fields) line[{key.data(), key.size()}] = value;
    logger_.log(spdlog::level::info, boost::json::serialize(line));
  }
  void put_suppressed(const std::string& event, int count) {
    put(Level::warn, "log.suppressed", {{"of", event}, {"count", std::to_string(count)}});
  }

  std::string program_;
  spdlog::logger logger_;
  SystemClock clock_;
  std::mutex mutex_;
  RateLimit limit_;
};

class NullLog final : public Log {
 public:
  void write(Level, std::string_view, std::initializer_list<LogField>) override {}
};

}  // namespace

std::unique_ptr<Log> make_stderr_log(std::string program) { return std::make_unique<StderrLog>(std::move(program)); }
std::unique_ptr<Log> make_null_log() { return std::make_unique<NullLog>(); }

}  // namespace loa
