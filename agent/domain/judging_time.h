// The instant documents are judged by. Known time: now. Unknown: the floor or the documents' own issue time, the later,
// so that a device that never knew the time can take the trust document that lets it believe a beacon. Sound is never
// decided this way: it needs a known time, and every right is checked again then.
#pragma once

#include "agent/domain/step.h"

#include <vector>

namespace loa::agent {

UtcTime judging_time(const Step& step, const std::vector<Bytes>& envelopes);
UtcTime judging_time(const Step& step, ByteSpan envelope);

}  // namespace loa::agent
