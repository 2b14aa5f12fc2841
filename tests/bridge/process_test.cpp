// The real loa-bridge with a small honest agent over its socket: what the horn got is the programme, and a kill in the
// middle gives two segments.
#include "audio/match.h"
#include "audio/opus_player.h"
#include "audio/wav.h"
#include "core/clock.h"
#include "core/files.h"
#include "protocol/limits.h"
#include "protocol/link.h"
#include "tests/world/world.h"

#include <gtest/gtest.h>

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

extern char** environ;

namespace loa::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class BridgeProcess : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = (fs::temp_directory_path() / "loa-bridge-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    dir = folder;
    programme = world.programme(20s);
    approval = world.approval(programme, {world.site().unit});
    protocol::Library library;
    library.approvals = {approval};
    parts = world.parts(world.site(), library);
    root = world.root_document(world.site(), parts);
    trust_version = protocol::read_payload<protocol::Trust>(
                        protocol::decode_envelope(protocol::decode_envelope_list(parts.of(protocol::Part::trust), 1 << 20)->front())->payload)->version;
    ASSERT_TRUE(write_file_durably(dir / "genesis.json", as_bytes(world.genesis().bytes)));
    ASSERT_TRUE(write_file_durably(dir / "key", as_bytes(to_hex(world.site().bridge_key.seed)), 0400));
    std::string yaml = "bridge_id: " + world.site().bridge.text() + "\ndata_dir: store\ngenesis_file: genesis.json\nkey_file: key\n" +
                       "bridge_socket: bridge.sock\nclusters:\n";
    for (const auto& cluster : world.site().clusters) yaml += "  - id: " + cluster.text() + "\n    driver: simulated\n    output_dir: out\n";
    ASSERT_TRUE(write_file_durably(dir / "bridge.yaml", as_bytes(yaml)));
  }
  void TearDown() override {
    end(SIGTERM);
    fs::remove_all(dir);
  }

  void start() {
    const std::string program = std::string(LOA_BINARY_DIR) + "/firmware-bridge/loa-bridge";
    const std::string config = (dir / "bridge.yaml").string();
    const char* argv[] = {program.c_str(), "--config", config.c_str(), nullptr};
    ASSERT_EQ(::posix_spawn(&pid, program.c_str(), nullptr, nullptr, const_cast<char**>(argv), environ), 0);
    connect();
    ASSERT_GE(fd, 0);
    send(protocol::LinkHello{});
    send(protocol::LinkRoot{world.sign(root, {world.controller().key()})});
    for (const auto part : {protocol::Part::trust, protocol::Part::map, protocol::Part::policy, protocol::Part::place, protocol::Part::library})
      send(protocol::LinkPart{part, parts.of(part)});
  }
  void end(int signal) {
    if (fd >= 0) ::close(fd);
    fd = -1;
    if (pid > 0) {
      ::kill(pid, signal);
      ::waitpid(pid, nullptr, 0);
    }
    pid = -1;
  }
  void connect() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (dir / "bridge.sock").c_str(), sizeof address.sun_path - 1);
    for (int attempt = 0; attempt < 100; ++attempt) {
      fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
      if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) break;
      ::close(fd);
      fd = -1;
      std::this_thread::sleep_for(100ms);
    }
    decoder = {};
  }
  void send(const protocol::LinkMessage& message) {
    const Bytes frame = protocol::encode_link(message);
    for (std::size_t done = 0; done < frame.size();) {
      const auto count = ::send(fd, frame.data() + done, frame.size() - done, MSG_NOSIGNAL);
      if (count <= 0) return;
      done += static_cast<std::size_t>(count);
    }
  }
  // Serves the bridge until `done` says so.
  template <class Done>
  bool serve(Millis limit, Done done) {
    const auto until = clock.steady() + limit;
    while (clock.steady() < until && !done()) {
      pollfd waiting{fd, POLLIN, 0};
      if (::poll(&waiting, 1, 100) <= 0) continue;
      Bytes buffer(65536);
      const auto count = ::recv(fd, buffer.data(), buffer.size(), 0);
      if (count <= 0 || !decoder.feed(ByteSpan(buffer).first(static_cast<std::size_t>(count)))) return false;
      while (auto message = decoder.next()) answer(*message);
    }
    return done();
  }
  void answer(const protocol::LinkMessage& message) {
    if (const auto* ask = std::get_if<protocol::LinkTimeRequest>(&message))
      send(protocol::LinkBeacon{world.time(ask->nonce, clock.system_utc(), root.version, trust_version)});
    if (const auto* status = std::get_if<protocol::LinkStatus>(&message)) current = status->current && status->time_known;
    if (const auto* pull = std::get_if<protocol::LinkPull>(&message)) {
      const auto& content = world.contents().at(pull->content);
      const auto from = std::min<std::size_t>(pull->index * protocol::kUnitBytes, content.size());
      const auto until = std::min<std::size_t>(from + protocol::kUnitBytes, content.size());
      send(protocol::LinkUnit{pull->content, pull->index, true,
                              Bytes(content.begin() + static_cast<std::ptrdiff_t>(from), content.begin() + static_cast<std::ptrdiff_t>(until))});
    }
    if (const auto* receipt = std::get_if<protocol::LinkReceipt>(&message)) {
      receipts[receipt->number] = *protocol::read_payload<protocol::Receipt>(protocol::decode_envelope(receipt->envelope)->payload);
      send(protocol::LinkReceiptAck{receipt->number});
    }
  }
  protocol::LinkPlay play(UtcTime start) {
    protocol::LinkPlay out;
    auto& r = out.request;
    r.start = start;
    r.end = start + 20s;
    r.occurrence = sha256("occurrence " + std::to_string(to_unix_ms(start)));
    r.approval = world.document_hash(approval);
    r.manifest = programme.manifest_hash;
    r.clusters = world.site().clusters;
    r.volume = 80;
    return out;
  }

  SystemClock clock;
  World world{{.now = clock.system_utc()}};
  Programme programme;
  Bytes approval;
  PartSet parts;
  protocol::Root root;
  std::int64_t trust_version = 0;
  fs::path dir;
  pid_t pid = -1;
  int fd = -1;
  protocol::LinkDecoder decoder;
  bool current = false;
  std::map<std::int64_t, protocol::Receipt> receipts;
};

TEST_F(BridgeProcess, HornGetsTheProgrammeAndAKillGivesTwoSegments) {
  start();
  ASSERT_TRUE(serve(20s, [&] { return current; }));
  const auto request = play(clock.system_utc() + 2s);
  send(request);
  serve(11s, [] { return false; });
  end(SIGKILL);
  start();
  send(request);
  ASSERT_TRUE(serve(25s, [&] { return receipts.size() >= 6; }));
  end(SIGTERM);
  int restarted = 0;
  for (const auto& [number, receipt] : receipts) restarted += receipt.ended_by == "bridge.restarted" ? 1 : 0;
  EXPECT_EQ(restarted, 3);

  const auto reference = audio::decode_ogg_opus(programme.audio);
  ASSERT_TRUE(reference);
  for (const auto& cluster : world.site().clusters) {
    const auto wav = audio::read_wav(dir / "out" / (cluster.text() + ".wav"));
    ASSERT_TRUE(wav);
    const auto note = read_file(dir / "out" / (cluster.text() + ".json"), 4096);
    const auto t0 = parse_json(as_text(*note))->at("t0_ms").as_int64();
    const auto expected = static_cast<double>(to_unix_ms(request.request.start) - t0) / 1000;
    const auto first = audio::find_at(std::span(*reference).first(7 * 48000), wav->samples, {expected, 1.0});
    const auto last = audio::find_at(std::span(*reference).last(5 * 48000), wav->samples, {expected + 15, 1.0});
    EXPECT_GT(first.score, 0.9);
    EXPECT_GT(last.score, 0.9);
    EXPECT_NEAR(first.offset_s, expected, 0.1);
    EXPECT_NEAR(last.offset_s, expected + 15, 0.1);
  }
}

}  // namespace
}  // namespace loa::test
