// A gate on virtual time with an honest agent, controller and horn around it, each of which a test may turn bad.
#pragma once

#include "firmware-bridge/domain/gate.h"
#include "tests/world/world.h"

#include <set>

namespace loa::test {

using namespace std::chrono_literals;

class GateBench {
 public:
  GateBench() {
    utc = world.now();
    programme = world.light_programme(60s);
  }

  bridge::Moment now() const { return {SteadyTime{SteadyTime::duration(steady_us)}, utc}; }

  void boot() {
    bridge::GateSetup setup;
    setup.genesis = world.genesis();
    setup.bridge = world.site().bridge;
    for (const auto& cluster : world.site().clusters) setup.clusters.push_back({cluster, cluster_cap});
    setup.boot_id = "boot-1";
    setup.build_time = utc - 24h * 30;
    setup.software = "test";
    setup.key = world.site().bridge_key.key();
    setup.random = &world.random();
    gate = std::make_unique<bridge::Gate>(std::move(setup), disk, now());
    perform(gate->start(now()));
    step(bridge::LinkUp{});
    for (const auto& cluster : world.site().clusters)
      step(bridge::SensesChanged{cluster, {.line_ok = true, .amplifier_on = true, .mains = true, .temperature_c = {}}});
  }
  // The process dies: what was not on disk is gone, and so is the sound.
  void kill() {
    gate.reset();
    sounding.clear();
    inbox.clear();
  }

  void make_documents(std::vector<Bytes> approvals) {
    world.set_now(utc);
    protocol::Library library;
    library.approvals = std::move(approvals);
    parts = world.parts(world.site(), library);
  }
  void hand_over() {
    const auto root = world.root_document(world.site(), parts);
    root_version = root.version;
    trust_version = protocol::read_payload<protocol::Trust>(
                        protocol::decode_envelope(protocol::decode_envelope_list(parts.of(protocol::Part::trust), 1 << 20)->front())->payload)->version;
    from_agent(protocol::LinkRoot{world.sign(root, {world.controller().key()})});
    for (const auto part : bridge::kHeldParts) from_agent(protocol::LinkPart{part, parts.of(part)});
  }
  // Documents, time and a first beacon: the bridge is ready.
  void ready() {
    approval = world.approval(programme, {world.site().unit});
    make_documents({approval});
    boot();
    hand_over();
    run(12s);
  }

  void step(const bridge::Event& event) { perform(gate->step(event, now())); }
  void from_agent(protocol::LinkMessage message) { step(bridge::FromAgent{std::move(message)}); }

  void run(Millis span) {
    for (Millis done{0}; done < span; done += 100ms) {
      steady_us += 100'000;
      utc += 100ms;
      for (auto& message : std::exchange(inbox, {})) from_agent(std::move(message));
      move_horns();
      if (done % 1s == 0ms) step(bridge::Tick{});
    }
  }

  // Time goes by while the process is down.
  void run_idle(Millis span) {
    steady_us += std::chrono::microseconds(span).count();
    utc += span;
  }

  protocol::LinkPlay request(Millis ahead = 5s) {
    protocol::LinkPlay out;
    out.item = ItemId::make(utc, world.random());
    auto& r = out.request;
    r.start = utc + ahead;
    r.end = r.start + 60s;
    r.occurrence = sha256(out.item.text() + std::to_string(to_unix_ms(r.start)));
    r.approval = world.document_hash(approval);
    r.manifest = programme.manifest_hash;
    r.clusters = world.site().clusters;
    r.volume = 70;
    return out;
  }

  std::int64_t sounded() const {
    std::int64_t sum = 0;
    for (const auto& [key, samples] : heard) sum += samples;
    return sum;
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const auto& [number, event] : events) out.push_back(event.error.code);
    return out;
  }

  World world;
  Programme programme;
  Bytes approval;
  PartSet parts;
  bridge::StoredFiles disk;
  std::unique_ptr<bridge::Gate> gate;
  int cluster_cap = 100;
  std::int64_t root_version = 0, trust_version = 0;
  std::int64_t steady_us = 1'000'000'000;
  UtcTime utc;
  // What the agent and controller do wrong.
  bool beacons = true;
  Millis beacon_lie{0};
  bool beacon_wrong_nonce = false;
  bool beacon_forged = false;
  bool tamper_content = false;
  bool acknowledge = true;

  std::vector<protocol::LinkMessage> inbox;
  std::map<std::int64_t, protocol::LinkEvent> events;
  std::map<std::int64_t, protocol::Receipt> receipts;
  std::vector<protocol::LinkRefused> refusals;
  std::vector<bridge::OpenPlayer> opened;
  std::map<std::pair<Hash, ClusterId>, std::int64_t> heard;  // samples

 private:
  struct Sounding {
    bridge::OpenPlayer order;
    bridge::Output output;
    std::int64_t samples = 0;
    bool started = false;
    std::string stop;
  };

  void perform(const bridge::Actions& actions) {
    for (const auto& action : actions) {
      if (const auto* send = std::get_if<bridge::Send>(&action)) answer(send->message);
      if (const auto* write = std::get_if<bridge::Write>(&action)) {
        disk[write->name] = write->bytes;
        if (gate) written.push_back(write->token);
      }
      if (const auto* remove = std::get_if<bridge::Remove>(&action)) disk.erase(remove->name);
      if (const auto* open = std::get_if<bridge::OpenPlayer>(&action)) {
        opened.push_back(*open);
        for (const auto& output : open->outputs) sounding.push_back({*open, output, 0, false, {}});
      }
      if (const auto* stop = std::get_if<bridge::StopPlayer>(&action))
        for (auto& s : sounding)
          if (s.order.occurrence == stop->occurrence && s.output.cluster == stop->cluster) s.stop = stop->cause;
    }
    while (gate && !written.empty()) {
      const auto token = written.front();
      written.erase(written.begin());
      perform(gate->step(bridge::Written{token}, now()));
    }
  }

  void answer(const protocol::LinkMessage& message) {
    if (const auto* ask = std::get_if<protocol::LinkTimeRequest>(&message); ask && beacons) {
      auto nonce = ask->nonce;
      if (beacon_wrong_nonce) nonce[0] ^= 1;
      const auto time = world.time_document(nonce, utc + beacon_lie, root_version, trust_version);
      const auto& key = beacon_forged ? world.stranger() : world.controller();
      inbox.push_back(protocol::LinkBeacon{world.sign(time, {key.key()})});
    }
    if (const auto* pull = std::get_if<protocol::LinkPull>(&message)) {
      const auto& content = world.contents().at(pull->content);
      const auto from = std::min<std::size_t>(pull->index * protocol::kUnitBytes, content.size());
      const auto size = std::min(protocol::kUnitBytes, content.size() - from);
      Bytes bytes(content.begin() + static_cast<std::ptrdiff_t>(from), content.begin() + static_cast<std::ptrdiff_t>(from + size));
      if (tamper_content && !bytes.empty()) bytes[bytes.size() / 2] ^= 1;
      inbox.push_back(protocol::LinkUnit{pull->content, pull->index, true, std::move(bytes)});
    }
    if (const auto* refused = std::get_if<protocol::LinkRefused>(&message)) refusals.push_back(*refused);
    if (const auto* event = std::get_if<protocol::LinkEvent>(&message)) acknowledge_number(event->number, events[event->number] = *event);
    if (const auto* receipt = std::get_if<protocol::LinkReceipt>(&message)) {
      const auto payload = protocol::decode_envelope(receipt->envelope)->payload;
      acknowledge_number(receipt->number, receipts[receipt->number] = *protocol::read_payload<protocol::Receipt>(payload));
    }
  }
  template <class Kept>
  void acknowledge_number(std::int64_t number, const Kept&) {
    if (acknowledge) inbox.push_back(protocol::LinkReceiptAck{number});
  }

  void move_horns() {
    std::vector<bridge::Event> happened;
    for (auto& s : sounding) {
      const auto total = std::min(s.order.units->total_samples, s.output.stop_at_sample) - s.order.first_sample;
      if (now().steady < s.order.start && s.stop.empty()) continue;
      if (!s.started && s.stop.empty()) {
        s.started = true;
        happened.push_back(bridge::PlayerStarted{s.order.occurrence, s.output.cluster, s.order.start, s.order.first_sample});
      }
      if (s.stop.empty()) {
        const auto step = std::min<std::int64_t>(4800, total - s.samples);
        s.samples += step;
        heard[{s.order.occurrence, s.output.cluster}] += step;
        happened.push_back(bridge::PlayerProgress{s.order.occurrence, s.output.cluster, s.samples});
        if (s.samples >= total)
          s.stop = s.output.stop_at_sample < s.order.units->total_samples ? s.output.stop_cause : "finished";
      }
      if (!s.stop.empty()) happened.push_back(bridge::PlayerEnded{s.order.occurrence, s.output.cluster, s.samples, s.stop});
    }
    std::erase_if(sounding, [](const Sounding& s) { return !s.stop.empty(); });
    for (const auto& event : happened) step(event);
  }

  std::vector<std::uint64_t> written;
  std::vector<Sounding> sounding;
};

}  // namespace loa::test
