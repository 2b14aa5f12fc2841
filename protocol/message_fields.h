// Pieces of JSON shared by the MQTT messages and the bridge link. Internal to protocol.
#pragma once

#include "core/json.h"
#include "protocol/messages.h"

#include <utility>
#include <vector>

namespace loa::protocol {

json::object cluster_health_object(const ClusterHealth& health);
Result<ClusterHealth> cluster_health_from(const json::value& value);
json::array levels_array(const std::vector<LevelNow>& levels);
std::vector<LevelNow> levels_from(JsonFields& fields, std::string_view key);

// Pairs of texts as [[name, value], ...], in order.
json::array params_array(const ErrorParams& params);
ErrorParams params_from(JsonFields& fields, std::string_view key);

}  // namespace loa::protocol
