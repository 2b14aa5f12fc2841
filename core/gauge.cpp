#include "core/gauge.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

namespace loa {
namespace {

prometheus::MetricFamily to_family(const Gauge& gauge) {
  prometheus::MetricFamily family;
  prometheus::ClientMetric sample;
  family.name = gauge.name();
  if (gauge.name().ends_with("_total")) {
    family.type = prometheus::MetricType::Counter;
    sample.counter.value = static_cast<double>(gauge.value());
  } else {
    family.type = prometheus::MetricType::Gauge;
    sample.gauge.value = static_cast<double>(gauge.value());
  }
  family.metric.push_back(std::move(sample));
  return family;
}

}  // namespace

Gauge& Metrics::gauge(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto it = std::ranges::find(gauges_, name, &Gauge::name);
  return it != gauges_.end() ? *it : gauges_.emplace_back(name);
}

std::string Metrics::to_prometheus() const {
  std::vector<prometheus::MetricFamily> families;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& gauge : gauges_) families.push_back(to_family(gauge));
  }
  std::ranges::sort(families, {}, &prometheus::MetricFamily::name);
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return out.str();
}

}  // namespace loa
