#include "tests/agent/fake_bridge.h"

#include <algorithm>

namespace loa::test {

using namespace protocol;

FakeBridge::FakeBridge(World& world, std::size_t site) : world_(world), site_(&world.site(site)) { store.bytes[0] = 7; }

void FakeBridge::say(LinkMessage message) {
  if (linked_) said_.push_back(std::move(message));
}

Millis FakeBridge::duration_of(const Hash& manifest) const {
  const auto found = world_.contents().find(manifest);
  return found == world_.contents().end() ? Millis{0} : read_manifest(as_text(found->second))->duration;
}

void FakeBridge::say_status() {
  LinkStatus status;
  status.root = roots.empty() ? 0 : roots.back();
  status.current = current && !roots.empty();
  status.time_known = time_known;
  for (const ClusterId& cluster : site_->clusters) {
    ClusterHealth health{cluster, "ready", {}, true, true, 70, {}};
    if (const auto fault = faults.find(cluster); fault != faults.end()) health.fault = fault->second;
    for (const Sounded& sound : playing_) {
      if (sound.cluster == cluster) health.playing = sound.occurrence;
    }
    status.clusters.push_back(std::move(health));
  }
  say(std::move(status));
}

// Asked for again what it plays or waits for: it goes on.
bool FakeBridge::holds(const Hash& occurrence, const ClusterId& cluster) const {
  const auto same = [&](const Sounded& sound) { return sound.occurrence == occurrence && sound.cluster == cluster; };
  return std::any_of(waiting_.begin(), waiting_.end(), same) || std::any_of(playing_.begin(), playing_.end(), same);
}

void FakeBridge::hear_play(const LinkPlay& play, UtcTime now) {
  asked.push_back({now, play});
  if (refuses) return say(LinkRefused{play.request.occurrence, play.request.clusters, *refuses});
  if (mute) return;
  const PlayRequest& r = play.request;
  for (const ClusterId& cluster : r.clusters) {
    if (holds(r.occurrence, cluster)) continue;
    const UtcTime from = std::max(r.start, now);
    const Millis offset = r.alert ? Millis{0} : from - r.start;
    const UtcTime over = r.alert ? std::min(r.end, from + duration_of(r.manifest)) : std::min(r.end, r.start + duration_of(r.manifest));
    planned_end_[{r.occurrence, cluster}] = over;
    if (over > from) waiting_.push_back({r.occurrence, cluster, r.manifest, from, {}, offset, {}, r.volume});
  }
  advance(now);
}

void FakeBridge::end(Sounded& sound, UtcTime at, const std::string& cause) {
  sound.until = at;
  sound.ended_by = cause;
  ended_.push_back(sound);
  if (!receipts) return;
  Receipt receipt;
  receipt.header = world_.header();
  receipt.bridge = site_->bridge;
  receipt.cluster = sound.cluster;
  receipt.occurrence = sound.occurrence;
  receipt.manifest = sound.manifest;
  receipt.start = sound.from;
  receipt.end = at;
  receipt.first_sample = sound.offset.count() * 48;
  receipt.samples = (at - sound.from).count() * 48;
  receipt.heard = true;
  receipt.ended_by = cause;
  const LinkReceipt told{++number_, world_.sign(receipt, {site_->bridge_key.key()})};
  outbox_[number_] = told;
  say(told);
}

void FakeBridge::begin(const Sounded& sound) {
  for (Sounded& before : playing_) {
    if (before.cluster == sound.cluster && before.ended_by.empty()) end(before, sound.from, "play.replaced");
  }
  playing_.push_back(sound);
}

void FakeBridge::advance(UtcTime now) {
  for (Sounded& sound : playing_) {
    const UtcTime over = planned_end_[{sound.occurrence, sound.cluster}];
    if (over <= now) end(sound, over, "finished");
  }
  for (const Sounded& sound : waiting_) {
    if (sound.from <= now) begin(sound);
  }
  const bool began = std::erase_if(waiting_, [now](const Sounded& sound) { return sound.from <= now; }) > 0;
  const bool over = std::erase_if(playing_, [](const Sounded& sound) { return !sound.ended_by.empty(); }) > 0;
  if (began || over) say_status();
}

UtcTime FakeBridge::next_change() const {
  UtcTime next = UtcTime::max();
  for (const Sounded& sound : waiting_) next = std::min(next, sound.from);
  for (const Sounded& sound : playing_) next = std::min(next, planned_end_.at({sound.occurrence, sound.cluster}));
  return next;
}

void FakeBridge::hear(const LinkMessage& message, UtcTime now) {
  if (std::holds_alternative<LinkHello>(message)) {
    say(LinkHello{kLinkVersion, "fake", store});
    for (const auto& [unused, kept] : outbox_) say(kept);
    say_status();
  } else if (const auto* root = std::get_if<LinkRoot>(&message)) {
    roots.push_back(read_payload<Root>(decode_envelope(root->envelope)->payload)->version);
    fed.emplace_back("root");
    say_status();
  } else if (const auto* part = std::get_if<LinkPart>(&message)) {
    fed.emplace_back(to_text(part->part));
  } else if (const auto* mail = std::get_if<LinkMail>(&message)) {
    mails.push_back(mail->mail);
  } else if (const auto* beacon = std::get_if<LinkBeacon>(&message)) {
    beacons.push_back(beacon->envelope);
  } else if (const auto* play = std::get_if<LinkPlay>(&message)) {
    hear_play(*play, now);
  } else if (const auto* stop = std::get_if<LinkStop>(&message)) {
    stops.push_back(*stop);
    std::erase_if(waiting_, [&](const Sounded& sound) { return sound.occurrence == stop->occurrence; });
    for (Sounded& sound : playing_) {
      if (sound.occurrence == stop->occurrence) end(sound, now, stop->cause);
    }
    std::erase_if(playing_, [](const Sounded& sound) { return !sound.ended_by.empty(); });
  } else if (const auto* ack = std::get_if<LinkReceiptAck>(&message)) {
    acknowledged.push_back(ack->number);
    std::erase_if(outbox_, [ack](const auto& kept) { return kept.first <= ack->number; });
  }
}

void FakeBridge::kill(UtcTime now) {
  linked_ = false;
  said_.clear();
  waiting_.clear();
  for (Sounded& sound : playing_) end(sound, now, "bridge.restarted");
  playing_.clear();
}

void FakeBridge::begin_anew() {
  ++store.bytes[0];
  number_ = 0;
  outbox_.clear();
}

void FakeBridge::tell(Error error, std::optional<ClusterId> cluster, UtcTime now) {
  const LinkEvent event{++number_, now, std::move(error), cluster};
  outbox_[number_] = event;
  say(event);
}

std::vector<Sounded> FakeBridge::sounded() const {
  std::vector<Sounded> out = ended_;
  out.insert(out.end(), playing_.begin(), playing_.end());
  std::sort(out.begin(), out.end(), [](const Sounded& a, const Sounded& b) {
    return std::tie(a.from, a.cluster) < std::tie(b.from, b.cluster);
  });
  return out;
}

}  // namespace loa::test
