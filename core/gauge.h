// Metrics are handed in, never global. A Gauge is a number with a name; BoundedQueue (core/bounded_queue.h) owns two.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace loa {

class Gauge {
 public:
  explicit Gauge(std::string name) : name_(std::move(name)) {}
  void set(std::int64_t v) { value_.store(v, std::memory_order_relaxed); }
  void add(std::int64_t v) { value_.fetch_add(v, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::atomic<std::int64_t> value_{0};
};

// Owns all gauges of a process; references stay valid for its life. Thread-safe.
class Metrics {
 public:
  Gauge& gauge(const std::string& name);  // same name, same gauge; names as Prometheus wants them: loa_outbox_depth
  std::string to_prometheus() const;      // text exposition format 0.0.4

 private:
  mutable std::mutex mutex_;
  std::deque<Gauge> gauges_;
};

}  // namespace loa
