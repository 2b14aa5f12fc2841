// The composition root of loa-agent: reads the configuration, opens the store, connects, runs until SIGTERM or SIGINT.
#pragma once

#include <filesystem>

namespace loa::agent {

// Throws ErrorException with one readable line for everything that keeps the agent from starting.
void check_agent_config(const std::filesystem::path& file);
// The process's exit status: 0 after a signal, 1 when a task failed for good.
int run_agent(const std::filesystem::path& file);

}  // namespace loa::agent
