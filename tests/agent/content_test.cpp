// Chunks, bitmaps and the whole hash: by MQTT, by HTTPS Range, over restarts, with a lying sender and a full disk.
#include "tests/agent/agent_bench.h"

#include "protocol/limits.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace loa::test {
namespace {

class ContentTest : public testing::Test {
 protected:
  // Ready for everything but the sound of one programme of some chunks.
  Programme hold_back(Millis duration = 5min) {
    const auto made = bench.programme(duration);
    bench.controller.never_by_mqtt.insert(made.manifest.audio);
    bench.https(false);
    bench.ready();
    bench.run(10s);
    return made;
  }
  void send_chunk(const Programme& programme, std::uint32_t index, std::size_t flip_at = SIZE_MAX) {
    const std::size_t from = std::size_t{index} * protocol::kChunkBytes;
    Bytes piece(programme.audio.begin() + static_cast<std::ptrdiff_t>(from),
                programme.audio.begin() + static_cast<std::ptrdiff_t>(std::min(programme.audio.size(), from + protocol::kChunkBytes)));
    if (flip_at < piece.size()) piece[flip_at] ^= 1;
    bench.inject(agent::ChunkIn{programme.manifest.audio, protocol::encode_chunk({index, chunks(programme), programme.audio.size(), piece})});
  }
  static std::uint32_t chunks(const Programme& programme) { return protocol::chunk_count(programme.audio.size()); }
  std::uint32_t missing(const Programme& programme) {
    const auto want = bench.core().cache().missing();
    const auto found = want.contents.find(programme.manifest.audio);
    return found == want.contents.end() ? 0 : found->second.missing.ones();
  }
  bool on_disk(const Programme& programme) { return bench.core().cache().complete(programme.manifest.audio); }
  AgentBench bench;
};

TEST_F(ContentTest, a_chunk_counts_only_after_its_write) {
  const auto made = hold_back();
  bench.disk_stalls = true;
  send_chunk(made, 0);
  bench.run(2s);
  EXPECT_FALSE(bench.core().cache().holds_unit(made.manifest.audio, 0));
  bench.disk_stalls = false;
  send_chunk(made, 1);
  bench.run(2s);
  EXPECT_TRUE(bench.core().cache().holds_unit(made.manifest.audio, 4));
  EXPECT_TRUE(bench.core().cache().holds_unit(made.manifest.audio, 7));
  EXPECT_FALSE(bench.core().cache().holds_unit(made.manifest.audio, 8));
}

TEST_F(ContentTest, one_flipped_bit_refuses_one_chunk_and_only_that_one_is_sent_again) {
  const auto made = hold_back();
  for (std::uint32_t i = 0; i < chunks(made); ++i) send_chunk(made, i, i == 2 ? 40'000 : SIZE_MAX);
  bench.run(2s);
  EXPECT_EQ(bench.count("content.chunk_refused"), 1u);
  EXPECT_EQ(missing(made), 1u);
  EXPECT_FALSE(on_disk(made));
  send_chunk(made, 2);
  bench.run(2s);
  EXPECT_TRUE(on_disk(made));
}

TEST_F(ContentTest, a_chunk_of_wrong_length_index_or_size_is_ignored) {
  const auto made = hold_back();
  const Bytes some(100, 1);
  const Hash hash = made.manifest.audio;
  for (const auto& chunk : {protocol::Chunk{0, chunks(made), made.audio.size(), some},
                            protocol::Chunk{chunks(made), chunks(made), made.audio.size(), some},
                            protocol::Chunk{0, 1, 100, some}}) {
    bench.inject(agent::ChunkIn{hash, protocol::encode_chunk(chunk)});
  }
  bench.inject(agent::ChunkIn{hash, Bytes{1, 2, 3}});
  bench.run(2s);
  EXPECT_EQ(missing(made), chunks(made));
}

TEST_F(ContentTest, bytes_that_fit_no_name_are_thrown_away_as_a_whole) {
  // A manifest has no unit list to check it by: only its whole hash does.
  const auto made = bench.programme(60s);
  Bytes lie = made.manifest_bytes;
  lie[lie.size() / 2] ^= 1;
  bench.controller.instead[made.manifest_hash] = lie;
  bench.https(false);
  bench.ready();
  bench.run(10s);
  EXPECT_GE(bench.count("content.mismatch"), 1u);
  EXPECT_FALSE(bench.core().cache().complete(made.manifest_hash));
  EXPECT_EQ(bench.core().library().manifest(made.manifest_hash), nullptr);
  bench.controller.instead.clear();
  bench.run(30s);
  EXPECT_TRUE(bench.core().library().ready(made.manifest_hash));
}

TEST_F(ContentTest, a_restart_asks_only_for_what_is_not_on_the_disk) {
  const auto made = hold_back();
  for (std::uint32_t i = 0; i < chunks(made); i += 2) send_chunk(made, i);
  bench.run(2s);
  const auto left = missing(made);
  ASSERT_EQ(left, chunks(made) / 2);
  bench.restart();
  bench.run(5s);
  EXPECT_EQ(missing(made), left);
  const auto sent = bench.controller.chunks_sent;
  bench.controller.never_by_mqtt.clear();
  bench.run(20s);
  EXPECT_TRUE(on_disk(made));
  EXPECT_EQ(bench.controller.chunks_sent - sent, static_cast<int>(left));
}

TEST_F(ContentTest, kills_at_any_moment_of_a_transfer_never_lose_or_invent_a_chunk) {
  for (int at = 1; at <= 24; ++at) {
    AgentBench b(static_cast<std::uint64_t>(at));
    const auto made = b.programme(3min);
    b.controller.publish();
    (at % 2 ? b.kill_after_write : b.kill_before_write) = at;
    b.boot();
    b.run(5s);
    b.kill_after_write = b.kill_before_write = 0;
    if (!b.alive()) b.boot();
    b.run(30s);
    ASSERT_TRUE(b.core().library().ready(made.manifest_hash)) << "killed at write " << at;
    EXPECT_EQ(sha256(b.disk.files.at(made.manifest.audio)), made.manifest.audio);
    EXPECT_EQ(b.controller.rows_of(protocol::RowKind::delivered).size(), 1u);
  }
}

TEST_F(ContentTest, without_progress_the_second_way_is_taken_by_range) {
  const auto made = hold_back();
  send_chunk(made, 0);
  bench.run(1s);
  bench.http_asked.clear();
  bench.https(true);
  bench.run(60s);
  EXPECT_TRUE(on_disk(made));
  EXPECT_GT(bench.controller.http_content, 0);
  for (const auto& request : bench.http_asked) {
    if (request.kind == agent::HttpKind::content && request.content == made.manifest.audio) {
      EXPECT_GE(request.offset, protocol::kChunkBytes) << "what is held is not asked for again";
    }
  }
}

TEST_F(ContentTest, what_the_library_foretells_is_asked_for_with_the_manifest) {
  const auto made = bench.programme(1min);
  auto& entry = bench.controller.library.entries.back();
  entry.audio = {made.manifest.audio, static_cast<std::int64_t>(made.audio.size())};
  entry.unit_list = {made.manifest.unit_list, made.manifest.unit_list_size};
  for (const Hash& hash : {made.manifest_hash, made.manifest.audio, made.manifest.unit_list}) {
    bench.controller.never_by_mqtt.insert(hash);
  }
  bench.https(false);
  bench.ready();
  bench.run(5s);
  const auto want = bench.core().cache().missing();
  EXPECT_TRUE(want.contents.contains(made.manifest_hash));
  EXPECT_TRUE(want.contents.contains(made.manifest.audio));
  EXPECT_TRUE(want.contents.contains(made.manifest.unit_list));
  bench.controller.never_by_mqtt.clear();
  bench.https(true);
  bench.run(60s);
  EXPECT_TRUE(bench.core().library().ready(made.manifest_hash));
}

TEST_F(ContentTest, a_library_that_foretells_wrongly_costs_nothing_but_the_fetching) {
  const auto made = bench.programme(1min);
  auto& entry = bench.controller.library.entries.back();
  entry.audio = {made.manifest.unit_list, made.manifest.unit_list_size};
  entry.unit_list = {made.manifest.audio, static_cast<std::int64_t>(made.audio.size())};
  bench.ready();
  bench.run(60s);
  EXPECT_TRUE(bench.core().library().ready(made.manifest_hash)) << "the manifest alone counts";
}

TEST_F(ContentTest, chunks_that_passed_the_manifests_list_are_not_read_again) {
  const auto made = hold_back(1min);
  for (std::uint32_t i = 0; i < chunks(made); ++i) send_chunk(made, i);
  bench.run(5s);
  ASSERT_TRUE(on_disk(made));
  const auto& seal = bench.seals.back();
  ASSERT_EQ(seal.content, made.manifest.audio);
  ASSERT_TRUE(seal.list);
  EXPECT_EQ(seal.list->size, made.audio.size());
  EXPECT_EQ(seal.unchecked.ones(), 0u);
}

TEST_F(ContentTest, after_a_restart_the_chunks_of_before_are_read_again) {
  const auto made = hold_back(1min);
  send_chunk(made, 0);
  bench.run(2s);
  bench.restart();
  bench.run(20s);
  for (std::uint32_t i = 1; i < chunks(made); ++i) send_chunk(made, i);
  bench.run(5s);
  ASSERT_TRUE(on_disk(made));
  EXPECT_TRUE(!bench.seals.back().list || bench.seals.back().unchecked.test(0));
}

TEST_F(ContentTest, a_list_that_only_the_library_names_vouches_for_nothing) {
  const auto made = bench.programme(1min);
  auto& entry = bench.controller.library.entries.back();
  entry.audio = {made.manifest.audio, static_cast<std::int64_t>(made.audio.size())};
  entry.unit_list = {made.manifest.unit_list, made.manifest.unit_list_size};
  bench.controller.never_by_mqtt.insert(made.manifest_hash);
  bench.https(false);
  bench.ready();
  bench.run(10s);
  const auto sealed = std::find_if(bench.seals.rbegin(), bench.seals.rend(),
                                   [&](const auto& seal) { return seal.content == made.manifest.audio; });
  ASSERT_NE(sealed, bench.seals.rend());
  EXPECT_FALSE(sealed->list) << "no manifest has been seen";
}

TEST_F(ContentTest, on_a_slow_line_the_rest_comes_alone_by_range) {
  const auto made = hold_back(30min);
  std::uint32_t sent = 0;
  for (; sent < 12; ++sent) {  // 32 KB/s
    send_chunk(made, sent);
    bench.run(2s);
  }
  EXPECT_EQ(bench.count("content.alone"), 1u);
  EXPECT_TRUE(std::any_of(bench.subscriptions.begin(), bench.subscriptions.end(), [](const auto& s) { return s.leave; }))
      << "a connection that stays is a backlog at the broker";
  bench.https(true);
  bench.run(30s);
  EXPECT_EQ(bench.count("content.together"), 1u) << "HTTPS had failed: back to the pass";
  bench.run(11min);
  EXPECT_TRUE(on_disk(made));
  EXPECT_GT(bench.controller.http_content, 0);
}

TEST_F(ContentTest, a_slow_line_with_a_second_way_never_asks_the_pass_again) {
  const auto made = hold_back(30min);
  bench.https(true);
  for (std::uint32_t i = 0; i < 12; ++i) {
    send_chunk(made, i);
    bench.run(2s);
  }
  bench.run(60s);
  EXPECT_TRUE(on_disk(made));
  EXPECT_EQ(bench.count("content.alone"), 1u);
  EXPECT_EQ(bench.count("content.together"), 0u);
  EXPECT_FALSE(bench.core().cache().alone()) << "all is here: the next content comes with the others'";
}

TEST_F(ContentTest, a_line_that_keeps_up_stays_in_the_pass) {
  const auto made = hold_back(30min);
  for (std::uint32_t i = 0; i < 60; ++i) {  // 64 KB/s
    send_chunk(made, i);
    bench.run(1s);
  }
  EXPECT_EQ(bench.count("content.alone"), 0u);
}

TEST_F(ContentTest, without_a_broker_one_wait_serves_for_everything_from_root_to_sound) {
  const auto made = bench.programme(5min);
  bench.broker(false);
  bench.controller.publish();
  bench.boot();
  bench.run(19s);  // and not ten seconds for each of trust, parts, manifest and sound
  EXPECT_TRUE(bench.core().library().ready(made.manifest_hash));
  EXPECT_EQ(bench.controller.reported.root, bench.controller.root_version);
}

TEST_F(ContentTest, a_broker_that_comes_back_gets_its_chance_first) {
  bench.programme(5min);
  bench.broker(false);
  bench.ready();
  bench.run(10s);
  const auto by_http = bench.controller.http_content;
  ASSERT_GT(by_http, 0);
  bench.broker(true);
  bench.run(5s);
  const auto more = bench.programme(5min);
  bench.world.set_now(bench.utc);
  bench.controller.publish();
  bench.run(90s);
  EXPECT_TRUE(bench.core().library().ready(more.manifest_hash));
  EXPECT_EQ(bench.controller.http_content, by_http);
}

TEST_F(ContentTest, the_second_way_is_left_alone_while_the_broker_delivers) {
  bench.programme(5min);
  bench.ready();
  bench.run(60s);
  EXPECT_EQ(bench.controller.http_content, 0);
}

TEST_F(ContentTest, a_full_disk_stops_the_taking_for_a_minute_and_nothing_held_is_touched) {
  const auto made = hold_back();
  send_chunk(made, 0);
  bench.run(1s);
  bench.disk.full = true;
  send_chunk(made, 1);
  bench.run(1s);
  EXPECT_EQ(bench.count("content.write_failed"), 1u);
  bench.disk.full = false;
  send_chunk(made, 2);
  bench.run(1s);
  EXPECT_EQ(missing(made), chunks(made) - 1);
  bench.run(61s);
  send_chunk(made, 2);
  bench.run(1s);
  EXPECT_EQ(missing(made), chunks(made) - 2);
}

TEST_F(ContentTest, what_disappears_from_the_disk_is_had_again) {
  const auto made = bench.programme(60s);
  bench.ready();
  ASSERT_TRUE(on_disk(made));
  bench.disk.files.erase(made.manifest_hash);
  bench.restart();
  bench.run(30s);
  EXPECT_TRUE(bench.core().library().ready(made.manifest_hash));
}

TEST_F(ContentTest, a_full_cache_gives_up_what_is_needed_last_and_never_what_is_urgent) {
  bench.cache_limit = 1'500'000;
  const auto late_template = bench.programme(2min);   // 480 kB each
  bench.controller.library.entries.back().needed_by = bench.utc + 24h * 9;
  bench.controller.library.entries.back().is_template = true;
  const auto last = bench.programme(2min);
  bench.controller.library.entries.back().needed_by = bench.utc + 24h * 5;
  const auto second = bench.programme(2min);
  bench.controller.library.entries.back().needed_by = bench.utc + 24h;
  bench.ready();
  ASSERT_TRUE(on_disk(late_template) && on_disk(last) && on_disk(second));
  const auto first = bench.programme(2min);
  bench.controller.library.entries.back().needed_by = bench.utc + 1h;
  bench.world.set_now(bench.utc);
  bench.controller.publish();
  bench.run(90s);
  EXPECT_TRUE(on_disk(first));
  EXPECT_TRUE(on_disk(second));
  EXPECT_TRUE(on_disk(late_template));
  EXPECT_FALSE(on_disk(last));
  EXPECT_FALSE(bench.disk.files.contains(last.manifest.audio));
  EXPECT_EQ(bench.controller.reported.missing_contents, 1);
}

TEST_F(ContentTest, a_programme_is_told_delivered_once) {
  bench.programme(60s);
  bench.ready();
  bench.restart();
  bench.run(30s);
  EXPECT_EQ(bench.controller.rows_of(protocol::RowKind::delivered).size(), 1u);
  EXPECT_EQ(bench.controller.reported.ready.size(), 1u);
}

}  // namespace
}  // namespace loa::test
