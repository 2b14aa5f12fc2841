#include "core/bounded_queue.h"

#include <gtest/gtest.h>

namespace loa {
namespace {

TEST(BoundedQueue, RefusesTheNewWhenFull) {
  Metrics metrics;
  BoundedQueue<int> queue(metrics, "q", 2, Overflow::refuse_new);
  EXPECT_TRUE(queue.push(1));
  EXPECT_TRUE(queue.push(2));
  EXPECT_FALSE(queue.push(3));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(metrics.gauge("loa_queue_q_depth").value(), 1);
  EXPECT_EQ(metrics.gauge("loa_queue_q_dropped_total").value(), 1);
}

TEST(BoundedQueue, DropsTheOldestWhenToldSo) {
  Metrics metrics;
  BoundedQueue<int> queue(metrics, "q", 2, Overflow::drop_oldest);
  for (int i = 1; i <= 3; ++i) EXPECT_TRUE(queue.push(i));
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), 3);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(Metrics, GivesTheSameGaugeForTheSameNameAndPrometheusText) {
  Metrics metrics;
  metrics.gauge("loa_b").set(-3);
  metrics.gauge("loa_a_total").add(2);
  metrics.gauge("loa_a_total").add(2);
  const auto text = metrics.to_prometheus();
  EXPECT_NE(text.find("# TYPE loa_a_total counter\nloa_a_total 4"), std::string::npos) << text;
  EXPECT_NE(text.find("# TYPE loa_b gauge\nloa_b -3"), std::string::npos) << text;
}

}  // namespace
}  // namespace loa
