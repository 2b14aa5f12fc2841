// A controller that is the test itself: it has the controller's key and certificate and a real broker, agent and bridge
// behind it, and may sign whatever that key can sign.
#pragma once

#include "tests/agent/fake_controller.h"
#include "tests/integration/real_network.h"

namespace loa::test {

class InventedNetwork {
 public:
  InventedNetwork();
  ~InventedNetwork();

  bool start();                      // broker, bridge, agent; the agent holds the first root and its bridge is current
  Programme programme(Millis length, std::uint64_t voice);  // real sound, in the library
  Hash plan(const Programme& programme, UtcTime start);      // on every cluster; the occurrence
  void publish();
  UtcTime now() const { return net_.clock.system_utc(); }
  bool wait(std::chrono::seconds limit, const std::function<bool()>& until) { return net_.wait(limit, until); }
  bool silent(const ClusterId& cluster);
  std::string agent_log() const { return slurp(net_.folder.path() / "agent.log"); }

 private:
  void write_files();
  void on_message(const std::string& topic, ByteSpan payload);
  void send(const std::vector<agent::Event>& events);

  RealNetwork net_;

 public:
  World world{{.now = net_.clock.system_utc()}};
  FakeController controller{world, 0};

 private:
  std::unique_ptr<demo::ChildProcess> agent_, bridge_;
  std::unique_ptr<protocol::Transport> transport_;
};

}  // namespace loa::test
