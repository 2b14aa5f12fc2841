// Configuration files of the demo's processes: mosquitto with mutual TLS and rights per identity, controller, agents,
// bridges. Everything listens on 127.0.0.1.
#pragma once

#include "deploy/network/demo_network.h"

#include <map>

namespace loa::deploy {

struct Ports {
  unsigned short broker = 0;
  unsigned short device_https = 0;
  unsigned short console = 0;
  unsigned short signer = 0;        // of the signing page; 0: a free one
  std::filesystem::path signer_dir;  // the built page; empty: none is served
  std::filesystem::path web_dir;     // the built console; empty: none is served
  // Where each agent (by label) finds the two: the supervisor's fault proxies, or the real ports.
  std::map<std::string, unsigned short> broker_for_agent;
  std::map<std::string, unsigned short> https_for_agent;
};

struct ProgramFiles {
  std::filesystem::path mosquitto, controller;
  std::map<std::string, std::filesystem::path> agents, bridges;  // by station label
};

// run: folder of data, sockets and recordings (run/horns/<cluster>.wav).
Result<ProgramFiles> write_program_files(const DemoNetwork& network, const Ports& ports, const std::filesystem::path& run,
                                         const std::filesystem::path& transcoder);

}  // namespace loa::deploy
