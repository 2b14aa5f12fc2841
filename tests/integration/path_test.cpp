// The whole short path with real processes: import, approve, schedule, air, a ledger row with a good receipt.
#include "tests/integration/real_network.h"

#include <gmock/gmock.h>

namespace loa::test {
namespace {

TEST(WholePath, a_recording_becomes_sound_on_every_horn_and_a_proven_row) {
  RealNetwork net(2);
  net.start_all();
  const auto programme = net.delivered_programme(5s);
  ASSERT_TRUE(programme.has_value()) << to_line(programme.error());
  for (const auto& station : net.network.stations) {
    ASSERT_TRUE(net.wait(90s, [&] { return net.ready(station.label); })) << net.log_of("agent-" + station.label);
  }
  const auto aired = net.run(net.broadcast->schedule(*programme, net.all_stations(), net.clock.system_utc() + 6s));
  ASSERT_TRUE(aired.has_value()) << to_line(aired.error());
  ASSERT_TRUE(net.wait(60s, [&] {
    const auto rows = net.ledger();
    return rows.size() == 6 && std::ranges::all_of(rows, [](const auto& row) { return row.at("state") == "aired"; });
  })) << write_json(net.get("/api/v1/ledger?limit=100"));
  for (const auto& cluster : aired->clusters) {
    const auto heard = net.heard(cluster, *programme, aired->start);
    EXPECT_TRUE(heard.contains) << "score " << heard.score;
    EXPECT_LE(std::abs(heard.start_error_s), 1.0);
  }
  for (const auto& row : net.ledger()) {
    EXPECT_EQ(row.at("segments").as_array().size(), 1u);
    EXPECT_EQ(row.at("heard"), true);
  }
  const auto verified = net.get("/api/v1/ledger/verify");
  EXPECT_TRUE(verified.at("ok").as_bool()) << write_json(verified);
  EXPECT_GE(verified.at("receipts").to_number<int>(), 6);
}

}  // namespace
}  // namespace loa::test
