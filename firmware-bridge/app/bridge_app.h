// Builds the bridge from its configuration, runs it until it is asked to end, and takes it down in reverse.
#pragma once

#include "config/bridge_config.h"
#include "core/log.h"

namespace loa::bridge {

// Throws ErrorException for what a person has to put right before a start. Blocks until SIGTERM or SIGINT.
void run_bridge(const config::BridgeConfig& config, Log& log);
// Everything run_bridge() reads before it starts: genesis, key, folders.
Status check_bridge(const config::BridgeConfig& config);

}  // namespace loa::bridge
