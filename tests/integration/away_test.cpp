// Parts of the world are away: the broker (everything goes by HTTPS), the network of a commune (the plan goes on alone),
// the controller (killed while rows arrive).
#include "tests/integration/real_network.h"

#include <gmock/gmock.h>

#include <map>

namespace loa::test {
namespace {

class AwayTest : public testing::Test {
 protected:
  void be_ready(std::chrono::milliseconds length) {
    auto delivered = net.delivered_programme(length);
    ASSERT_TRUE(delivered.has_value()) << to_line(delivered.error());
    programme = *delivered;
    ASSERT_TRUE(net.wait(60s, [&] { return net.ready("1"); })) << write_json(net.agent_state("1"));
  }
  UtcTime schedule(std::chrono::milliseconds ahead) {
    const auto aired = net.run(net.broadcast->schedule(programme, net.all_stations(), net.clock.system_utc() + ahead));
    EXPECT_TRUE(aired.has_value()) << (aired ? "" : to_line(aired.error()));
    return aired ? aired->start : UtcTime{};
  }
  // Rows by (occurrence, cluster): each once, all of them aired.
  void expect_each_aired_once(std::size_t rows) {
    std::map<std::pair<std::string, std::string>, int> seen;
    for (const auto& row : net.ledger()) {
      ++seen[{std::string(row.at("occurrence").as_string()), std::string(row.at("cluster").as_string())}];
      EXPECT_EQ(row.at("state"), "aired") << write_json(row);
      EXPECT_EQ(row.at("segments").as_array().size(), 1u) << write_json(row);
    }
    EXPECT_EQ(seen.size(), rows);
    for (const auto& [unused, count] : seen) EXPECT_EQ(count, 1);
    EXPECT_TRUE(net.get("/api/v1/ledger/verify").at("ok").as_bool());
  }
  bool all_aired(std::size_t rows) {
    const auto ledger = net.ledger();
    return ledger.size() == rows && std::ranges::all_of(ledger, [](const auto& row) { return row.at("state") == "aired"; });
  }
  // The first instant from `from` on at which the horn sounds.
  std::optional<UtcTime> first_sound(const ClusterId& cluster, UtcTime from) {
    const auto recording = net.horns->read(cluster);
    if (!recording) return std::nullopt;
    for (std::size_t i = 0; i < recording->samples.size(); ++i) {
      const UtcTime at = recording->begins + Millis{static_cast<std::int64_t>(i) / 48};
      if (at >= from && std::abs(recording->samples[i]) > 300) return at;
    }
    return std::nullopt;
  }
  const deploy::Station& station() const { return net.network.stations.front(); }
  RealNetwork net;
  demo::Uploaded programme;
};

TEST_F(AwayTest, without_a_broker_root_content_rows_and_an_alert_go_by_https) {
  net.start("controller");
  ASSERT_TRUE(net.run(net.broadcast->wait_for_controller(60s)).has_value());
  for (const char* name : {"bridge-1", "agent-1"}) net.start(name);
  be_ready(8s);
  EXPECT_GT(net.lines("1").https->bytes_down(), 20'000u);
  const auto approver = *net.network.signer(net.network.approver);
  const auto chief = *net.network.signer(net.network.chief);
  const UtcTime now = net.clock.system_utc();
  protocol::Alert alert;
  alert.header = {DocumentId::make(now, net.random), now, {}};
  alert.manifest = programme.manifest;
  alert.units = {station().unit};
  alert.from = now;
  alert.until = now + 5min;
  const auto posted = net.post_document(protocol::seal(net.network.genesis.network(), protocol::DocumentType::alert,
                                                       protocol::write_payload(alert), {approver.get(), chief.get()}));
  ASSERT_TRUE(posted.has_value()) << to_line(posted.error());
  std::optional<UtcTime> sound;
  ASSERT_TRUE(net.wait(30s, [&] { return (sound = first_sound(station().clusters[0].id, now)).has_value(); }));
  std::printf("alert to sound without a broker: %.1f s\n", static_cast<double>((*sound - now).count()) / 1000);
  EXPECT_LE(*sound - now, 10s);
  EXPECT_TRUE(net.wait(60s, [&] { return net.agent_state("1").at("journal_waiting").to_number<int>() == 0; }));
}

TEST_F(AwayTest, cut_off_and_restarted_it_airs_on_the_second_and_the_rows_come_after) {
  net.start_all();
  be_ready(6s);
  const UtcTime start = schedule(16s);
  ASSERT_TRUE(net.wait(10s, [&] { return net.ready("1"); }));
  net.idle(1s);
  net.cut("1", true);
  net.kill("agent-1");
  net.kill("bridge-1");
  net.idle(500ms);
  net.start("bridge-1");
  net.start("agent-1");
  ASSERT_LT(net.clock.system_utc(), start - 4s) << "too slow a machine for this schedule";
  ASSERT_TRUE(net.wait(60s, [&] { return net.clock.system_utc() > start + 8s; }));
  for (const auto& cluster : station().clusters) {
    const auto heard = net.heard(cluster.id, programme, start);
    EXPECT_TRUE(heard.contains) << "score " << heard.score;
    EXPECT_LE(std::abs(heard.start_error_s), 1.0);
  }
  EXPECT_FALSE(all_aired(3)) << "nothing could have come through";
  net.cut("1", false);
  EXPECT_TRUE(net.wait(90s, [&] { return all_aired(3); })) << write_json(net.get("/api/v1/ledger?limit=10"));
  expect_each_aired_once(3);
}

TEST_F(AwayTest, a_controller_killed_while_rows_arrive_loses_none_and_doubles_none) {
  net.start_all();
  be_ready(3s);
  constexpr int kSlots = 3;
  UtcTime start = net.clock.system_utc() + 7s, end{};
  for (int slot = 0; slot < kSlots; ++slot) end = schedule(start - net.clock.system_utc() + slot * 4s) + 3s;
  ASSERT_TRUE(net.wait(10s, [&] { return net.ready("1"); }));
  ASSERT_TRUE(net.wait(60s, [&] { return net.clock.system_utc() > start + 2s; }));
  SeededRandom moments(7);
  int kills = 0;
  while (net.clock.system_utc() < end + 2s) {
    net.kill("controller");
    ++kills;
    net.idle(std::chrono::milliseconds(100 + moments.below(600)));
    net.start("controller");
    net.idle(std::chrono::milliseconds(700 + moments.below(1500)));
  }
  EXPECT_GE(kills, 3);
  EXPECT_TRUE(net.wait(90s, [&] { return all_aired(3 * kSlots); })) << write_json(net.get("/api/v1/ledger?limit=20"));
  expect_each_aired_once(3 * kSlots);
  EXPECT_TRUE(net.wait(60s, [&] { return net.agent_state("1").at("journal_waiting").to_number<int>() == 0; }));
}

}  // namespace
}  // namespace loa::test
