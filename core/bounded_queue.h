// A queue with a name, a bound and two gauges (depth, dropped). Single thread.
#pragma once

#include "core/gauge.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace loa {

enum class Overflow { refuse_new, drop_oldest };

template <class T>
class BoundedQueue {
 public:
  BoundedQueue(Metrics& metrics, const std::string& name, std::size_t limit, Overflow overflow)
      : limit_(limit), overflow_(overflow), depth_(metrics.gauge("loa_queue_" + name + "_depth")),
        dropped_(metrics.gauge("loa_queue_" + name + "_dropped_total")) {}

  // False when the new element was refused.
  bool push(T value) {
    if (items_.size() >= limit_) {
      dropped_.add(1);
      if (overflow_ == Overflow::refuse_new) return false;
      items_.pop_front();
    }
    items_.push_back(std::move(value));
    depth_.set(static_cast<std::int64_t>(items_.size()));
    return true;
  }
  std::optional<T> pop() {
    if (items_.empty()) return std::nullopt;
    std::optional<T> out(std::move(items_.front()));
    items_.pop_front();
    depth_.set(static_cast<std::int64_t>(items_.size()));
    return out;
  }
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }

 private:
  std::size_t limit_;
  Overflow overflow_;
  Gauge& depth_;
  Gauge& dropped_;
  std::deque<T> items_;
};

}  // namespace loa
