// nginx over mutual TLS, the peer of content delivery, and its clients: one process each, which asks for one file, writes it
// in the pieces it comes in, hashes it, makes it durable and gives it its name, like an agent does.
#pragma once

#include "core/hash.h"
#include "deploy/demo/child_process.h"
#include "deploy/network/demo_network.h"
#include "tests/bench/ground.h"

namespace loa::bench {

class NginxPeer {
 public:
  NginxPeer(const Ground& ground, const deploy::DemoNetwork& network);  // its certificates are the network's
  ~NginxPeer();

  struct Served {
    double wall_s = 0;  // until the last client has the file under its name
    double cpu_s = 0;   // of nginx and of all clients, from the starting shot on
  };
  // By `clients` processes, all started and waiting for the same instant.
  Served serve(const std::filesystem::path& file, const Hash& hash, std::size_t clients);

 private:
  Ground ground_;
  const deploy::DemoNetwork& network_;
  std::filesystem::path folder_;
  unsigned short port_ = 0;
  std::unique_ptr<demo::ChildProcess> nginx_;
};

struct FetchOrder {
  unsigned short port = 0;
  std::string name;                // of the file: its hash
  std::filesystem::path folder, ca, certificate, key;
};
// The client: waits until its stdin ends, then fetches. The process's exit code.
int fetch(const FetchOrder& order);

}  // namespace loa::bench
