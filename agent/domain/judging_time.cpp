#include "agent/domain/judging_time.h"

#include "core/json.h"
#include "protocol/envelope.h"
#include "protocol/limits.h"

#include <algorithm>

namespace loa::agent {

UtcTime judging_time(const Step& step, ByteSpan bytes) {
  if (step.time_known()) return step.utc();
  const auto envelope = protocol::decode_envelope(bytes);
  if (!envelope) return step.utc();
  const auto value = parse_json(envelope->payload, {.max_bytes = protocol::kMaxTrustPayload});
  if (!value) return step.utc();
  JsonFields fields(*value);
  return std::max(step.utc(), fields.utc("issued"));
}

UtcTime judging_time(const Step& step, const std::vector<Bytes>& envelopes) {
  UtcTime latest = step.utc();
  for (const Bytes& envelope : envelopes) latest = std::max(latest, judging_time(step, ByteSpan(envelope)));
  return latest;
}

}  // namespace loa::agent
