// Some megabytes to three agents over one broker that dies in the middle and comes back empty.
#include "core/files.h"
#include "tests/integration/real_network.h"

#include <gtest/gtest.h>

namespace loa::test {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLineRate = 400'000;  // bytes a second: the transfer takes some seconds

class ContentTransfer : public testing::Test {
 protected:
  std::uint64_t sent() {
    std::uint64_t sum = net.controller_line().bytes_up();
    for (const auto& station : net.network.stations) sum += net.lines(station.label).https->bytes_down();
    return sum;
  }
  // Every whole content of this agent has the name its bytes deserve; true when the sound is among them.
  bool holds(const std::string& label, const Hash& sound) {
    bool found = false;
    for (const auto& file : fs::directory_iterator(net.run_folder() / ("agent-" + label) / "content")) {
      if (file.path().extension() == ".part") continue;
      const Hash hash = sha256(slurp(file.path()));
      EXPECT_EQ(hash.hex(), file.path().filename().string());
      found = found || hash == sound;
    }
    return found;
  }
  RealNetwork net{3};
};

TEST_F(ContentTransfer, survives_a_broker_killed_in_the_middle_without_sending_it_all_again) {
  net.start_all();
  ASSERT_TRUE(net.run(net.broadcast->wait_for_controller(60s)).has_value());
  ASSERT_TRUE(net.run(net.broadcast->found(deploy::demo_quiet_window(net.clock.system_utc(), Zone::vietnam()))).has_value());
  const auto programme = net.upload(400s);
  ASSERT_TRUE(programme.has_value()) << to_line(programme.error());
  const auto audio = net.run(net.api->pass("GET", "/api/v1/programmes/" + programme->id.text() + "/audio", {}));
  ASSERT_TRUE(audio.has_value());
  const std::uint64_t size = audio->body.size();
  ASSERT_GT(size, 1'200'000u);
  for (const auto& station : net.network.stations) ASSERT_TRUE(net.wait(60s, [&] { return net.ready(station.label); }));

  net::FaultProfile slow;
  slow.bytes_per_second = kLineRate;
  net.controller_line().set(slow);
  const std::uint64_t before = sent();
  ASSERT_TRUE(net.run(net.broadcast->approve(*programme, net.all_units())).has_value());
  ASSERT_TRUE(net.wait(60s, [&] { return sent() - before > size * 2 / 5; })) << sent() - before;
  net.kill("broker");
  net.idle(300ms);
  net.start("broker");
  const auto delivered = net.run(net.broadcast->wait_until_delivered(*programme, 120s));
  ASSERT_TRUE(delivered.has_value()) << to_line(delivered.error());
  for (const auto& station : net.network.stations) EXPECT_TRUE(holds(station.label, sha256(audio->body))) << station.label;
  const double ratio = static_cast<double>(sent() - before) / static_cast<double>(size);
  RecordProperty("sent_per_size", std::to_string(ratio));
  std::printf("sent %.2f times the file\n", ratio);
  EXPECT_LE(ratio, 1.5);
}

}  // namespace
}  // namespace loa::test
