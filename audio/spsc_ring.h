// A ring of samples between exactly one writing and one reading thread. Wait-free; allocates only in the constructor.
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <span>
#include <vector>

namespace loa::audio {

template <class T>
class SpscRing {
 public:
  explicit SpscRing(std::size_t at_least) : items_(std::bit_ceil(std::max<std::size_t>(at_least, 2))), mask_(items_.size() - 1) {}

  std::size_t capacity() const noexcept { return items_.size(); }

  // Writer. Returns how many were taken.
  std::size_t write(std::span<const T> in) noexcept {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    const std::size_t count = std::min(in.size(), items_.size() - (head - tail_.load(std::memory_order_acquire)));
    for (std::size_t i = 0; i < count; ++i) items_[(head + i) & mask_] = in[i];
    head_.store(head + count, std::memory_order_release);
    return count;
  }
  // Reader. Returns how many were given.
  std::size_t read(std::span<T> out) noexcept {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    const std::size_t count = std::min(out.size(), head_.load(std::memory_order_acquire) - tail);
    for (std::size_t i = 0; i < count; ++i) out[i] = items_[(tail + i) & mask_];
    tail_.store(tail + count, std::memory_order_release);
    return count;
  }
  // Reader. Throws away all that is there.
  std::size_t discard() noexcept {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    const std::size_t head = head_.load(std::memory_order_acquire);
    tail_.store(head, std::memory_order_release);
    return head - tail;
  }
  // Either side; exact only on the side that would shrink it.
  std::size_t readable() const noexcept {
    const std::size_t tail = tail_.load(std::memory_order_acquire);
    return head_.load(std::memory_order_acquire) - tail;
  }
  std::size_t writable() const noexcept { return items_.size() - readable(); }

 private:
  std::vector<T> items_;
  std::size_t mask_;
  alignas(64) std::atomic<std::size_t> head_{0};
  alignas(64) std::atomic<std::size_t> tail_{0};
};

}  // namespace loa::audio
