#include "tests/integration/lying_agent.h"

#include "audio/wav.h"
#include "core/check.h"
#include "core/files.h"
#include "protocol/limits.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace loa::test {

using protocol::Part;

LyingAgent::LyingAgent() {
  const Site& site = world.site();
  CHECK(write_file_durably(folder_.path() / "genesis.json", as_bytes(world.genesis().bytes)).has_value());
  CHECK(write_file_durably(folder_.path() / "key", as_bytes(to_hex(site.bridge_key.seed)), 0400).has_value());
  std::string yaml = "bridge_id: " + site.bridge.text() +
                     "\ndata_dir: store\ngenesis_file: genesis.json\nkey_file: key\nbridge_socket: bridge.sock\nclusters:\n";
  for (const auto& cluster : site.clusters) yaml += "  - id: " + cluster.text() + "\n    driver: simulated\n    output_dir: out\n";
  const auto config = folder_.write("bridge.yaml", yaml);
  const std::string program = std::string(LOA_BINARY_DIR) + "/firmware-bridge/loa-bridge";
  bridge_ = std::make_unique<demo::ChildProcess>("bridge", std::vector<std::string>{program, "--config", config.string()},
                                                 folder_.path() / "bridge.log");
}

LyingAgent::~LyingAgent() {
  if (fd_ >= 0) ::close(fd_);
  bridge_->signal(SIGKILL);
  while (bridge_->running() && !bridge_->reap()) ::usleep(2000);
}

bool LyingAgent::connect() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (folder_.path() / "bridge.sock").c_str(), sizeof address.sun_path - 1);
  for (int attempt = 0; attempt < 200; ++attempt) {
    fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
    ::close(std::exchange(fd_, -1));
    ::usleep(100'000);
  }
  return false;
}

bool LyingAgent::start(std::vector<Bytes> approvals) {
  protocol::Library library;
  library.approvals = std::move(approvals);
  const PartSet parts = world.parts(world.site(), library);
  const auto trust = protocol::decode_envelope_list(parts.of(Part::trust), protocol::kMaxPart)->front();
  trust_ = protocol::read_payload<protocol::Trust>(protocol::decode_envelope(trust)->payload)->version;
  root_ = world.root_document(world.site(), parts);
  if (!bridge_->start() || !connect()) return false;
  send(protocol::LinkHello{});
  send(protocol::LinkRoot{world.sign(root_, {world.controller().key()})});
  for (const Part part : {Part::trust, Part::map, Part::policy, Part::place, Part::library}) send(protocol::LinkPart{part, parts.of(part)});
  return serve(30s, [this] { return current_; });
}

void LyingAgent::send(const protocol::LinkMessage& message) {
  const Bytes frame = protocol::encode_link(message);
  for (std::size_t done = 0; done < frame.size();) {
    const auto count = ::send(fd_, frame.data() + done, frame.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return;
    done += static_cast<std::size_t>(count);
  }
}

bool LyingAgent::serve(Millis limit, const std::function<bool()>& done) {
  const auto until = clock.steady() + limit;
  while (clock.steady() < until && !done()) {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, 50) <= 0) continue;
    Bytes buffer(65536);
    const auto count = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (count <= 0 || !decoder_.feed(ByteSpan(buffer).first(static_cast<std::size_t>(count)))) return false;
    while (auto message = decoder_.next()) answer(*message);
  }
  return done();
}

void LyingAgent::answer(const protocol::LinkMessage& message) {
  if (const auto* ask = std::get_if<protocol::LinkTimeRequest>(&message)) {
    send(protocol::LinkBeacon{world.time(ask->nonce, clock.system_utc(), root_.version, trust_)});
  } else if (const auto* status = std::get_if<protocol::LinkStatus>(&message)) {
    current_ = status->current && status->time_known;
  } else if (const auto* pull = std::get_if<protocol::LinkPull>(&message)) {
    serve_unit(*pull);
  } else if (const auto* receipt = std::get_if<protocol::LinkReceipt>(&message)) {
    send(protocol::LinkReceiptAck{receipt->number});
  } else if (const auto* event = std::get_if<protocol::LinkEvent>(&message)) {
    events.push_back(*event);
    send(protocol::LinkReceiptAck{event->number});
  } else if (const auto* refused = std::get_if<protocol::LinkRefused>(&message)) {
    refusals.push_back(*refused);
  }
}

void LyingAgent::serve_unit(const protocol::LinkPull& pull) {
  const auto found = world.contents().find(pull.content);
  if (found == world.contents().end()) return send(protocol::LinkUnit{pull.content, pull.index, false, {}});
  const Bytes& content = found->second;
  const auto from = std::min<std::size_t>(pull.index * protocol::kUnitBytes, content.size());
  const auto until = std::min<std::size_t>(from + protocol::kUnitBytes, content.size());
  Bytes unit(content.begin() + static_cast<std::ptrdiff_t>(from), content.begin() + static_cast<std::ptrdiff_t>(until));
  if (alters.contains(pull.content) && !unit.empty()) unit[unit.size() / 2] ^= 1;
  send(protocol::LinkUnit{pull.content, pull.index, true, std::move(unit)});
}

protocol::LinkPlay LyingAgent::play(const Programme& programme, const Bytes& approval, UtcTime start) {
  protocol::LinkPlay out;
  auto& request = out.request;
  request.start = start;
  request.end = start + programme.manifest.duration;
  request.occurrence = sha256(programme.manifest_hash.hex() + std::to_string(to_unix_ms(start)));
  request.approval = world.document_hash(approval);
  request.manifest = programme.manifest_hash;
  request.clusters = world.site().clusters;
  request.volume = 80;
  return out;
}

bool LyingAgent::silent(const ClusterId& cluster) const {
  const auto wav = audio::read_wav(folder_.path() / "out" / (cluster.text() + ".wav"));
  if (!wav) return true;
  return std::all_of(wav->samples.begin(), wav->samples.end(), [](std::int16_t sample) { return std::abs(sample) < 8; });
}

int LyingAgent::count(const std::string& code) const {
  return static_cast<int>(std::count_if(events.begin(), events.end(), [&](const auto& event) { return event.error.code == code; }));
}

}  // namespace loa::test
