#include "tests/agent/agent_bench.h"

#include <algorithm>

namespace loa::test {
namespace {

constexpr auto kDisk = 5ms;
constexpr auto kNetwork = 20ms;
constexpr auto kHttp = 60ms;
constexpr auto kPollEvery = 1s;
constexpr auto kPollAgain = 1min;  // while there is no answer

}  // namespace

using namespace agent;

AgentBench::AgentBench(std::uint64_t seed)
    : world({.now = {}, .seed = seed}), utc(world.now()), controller(world, 0), bridge(world, 0), random_(seed + 77) {
  const CivilDay today = date::floor<date::days>(Zone::vietnam().to_civil(utc));
  controller.plan.from = today - date::days(1);
  controller.plan.until = today + date::days(40);
  for (const ClusterId& cluster : site().clusters) {
    controller.plan.clusters.push_back({cluster, site().unit, {site().unit, world.province()}, {}});
  }
}

// --- the device

void AgentBench::boot() {
  AgentSettings settings;
  settings.agent = site().agent;
  settings.genesis = world.genesis();
  settings.boot_id = "boot-" + std::to_string(boots_);
  settings.build_time = world.genesis().issued - 24h;
  settings.cache_limit = cache_limit;
  settings.journal_rows = journal_rows;
  ++life_;
  core_ = std::make_unique<AgentCore>(std::move(settings), random_);
  step(Restored{disk.kept});
  if (broker_) after(kNetwork, [this] { step(TransportUp{}); deliver_all(kNetwork, controller.on_connect()); });
  after(kPollEvery, [this] { poll(); });
  bridge_link(true);
}

void AgentBench::kill() {
  core_.reset();
  ++life_;
  appends_waiting = 0;
  subscriptions.clear();
  bulk_ = false;
  bridge.link_down();
}

void AgentBench::reboot() {
  kill();
  bridge.kill(utc);
  ++boots_;
  queue_.clear();
  steady_us_ = 5'000'000;
  boot();
}

void AgentBench::broker(bool up) {
  broker_ = up;
  if (!core_) return;
  follow_bulk();
  if (up) {
    step(TransportUp{});
    deliver_all(kNetwork, controller.on_connect());
  } else {
    step(TransportDown{});
  }
}

void AgentBench::bridge_link(bool up) {
  if (up == bridge.linked()) return;
  if (up) {
    after(1ms, [this] { bridge.link_up(); step(BridgeUp{}); });
  } else {
    bridge.link_down();
    step(BridgeDown{});
  }
}

// --- time

void AgentBench::after(Millis delay, std::function<void()> happen) {
  queue_.emplace(steady_us_ + std::chrono::microseconds(delay).count(), Due{life_, std::move(happen)});
}

void AgentBench::deliver(Millis delay, Event event) {
  after(delay, [this, event = std::move(event)] { step(event); });
}

void AgentBench::deliver_all(Millis delay, std::vector<Event> events) {
  for (Event& event : events) deliver(delay, std::move(event));
}

std::int64_t AgentBench::next_event_us(std::int64_t horizon) const {
  std::int64_t next = horizon;
  if (!queue_.empty()) next = std::min(next, queue_.begin()->first);
  if (core_) next = std::min(next, core_->next_wake().time_since_epoch().count());
  if (bridge.next_change() != UtcTime::max()) {
    next = std::min(next, steady_us_ + std::chrono::microseconds(bridge.next_change() - utc).count());
  }
  return std::max(next, steady_us_);
}

// The true time is kept on whole milliseconds: what is due between two of them happens at the later.
void AgentBench::run(Millis span) {
  const UtcTime until = utc + span;
  while (utc < until) {
    const std::int64_t horizon = steady_us_ + std::chrono::microseconds(until - utc).count();
    const std::int64_t wait_ms = (next_event_us(horizon) - steady_us_ + 999) / 1000;
    utc += Millis{wait_ms};
    steady_us_ += wait_ms * 1000;
    world.set_now(utc);
    bridge.advance(utc);
    listen_to_bridge();
    while (!queue_.empty() && queue_.begin()->first <= steady_us_) {
      const Due due = std::move(queue_.begin()->second);
      queue_.erase(queue_.begin());
      if (due.life == life_) due.happen();
    }
    if (core_ && core_->next_wake() <= steady()) step(Tick{});
  }
}

void AgentBench::step(const Event& event) {
  if (!core_) return;
  for (Action& action : core_->step(event, {steady(), utc + system_clock_off})) perform(std::move(action));
  listen_to_bridge();
}

void AgentBench::listen_to_bridge() {
  for (protocol::LinkMessage& message : bridge.take()) deliver(1ms, BridgeIn{std::move(message)});
}

// --- what the agent does

void AgentBench::perform(Action action) {
  if (auto* write = std::get_if<Write>(&action)) return perform_write(std::move(*write));
  if (auto* publication = std::get_if<Publish>(&action)) return publish(std::move(*publication));
  if (auto* request = std::get_if<HttpRequest>(&action)) return ask_http(std::move(*request));
  if (auto* emit = std::get_if<Emit>(&action)) return emitted.push_back(std::move(*emit));
  if (auto* contents = std::get_if<SubscribeContent>(&action)) return subscribe(std::move(*contents));
  if (auto* message = std::get_if<ToBridge>(&action)) {
    after(1ms, [this, what = std::move(message->message)] { if (bridge.linked()) bridge.hear(what, utc); listen_to_bridge(); });
  } else if (const auto* seal = std::get_if<SealContent>(&action)) {
    seals.push_back(*seal);
    after(kDisk, [this, hash = seal->content] { deliver(0ms, disk.seal(hash)); });
  } else if (const auto* read = std::get_if<ReadContent>(&action)) {
    after(kDisk, [this, hash = read->content] { deliver(0ms, disk.read(hash)); });
  } else if (const auto* unit = std::get_if<ReadUnit>(&action)) {
    after(kDisk, [this, u = *unit] { deliver(0ms, disk.read_unit(u.content, u.index)); });
  } else if (const auto* rows = std::get_if<ReadRows>(&action)) {
    after(kDisk, [this, r = *rows] { deliver(0ms, disk.read_rows(r.from, r.max_bytes)); });
  }
}

void AgentBench::perform_write(Write write) {
  const bool appends = std::any_of(write.ops.begin(), write.ops.end(), [](const WriteOp& op) { return std::holds_alternative<AppendRows>(op); });
  if (appends) most_appends_waiting = std::max(most_appends_waiting, ++appends_waiting);
  if (disk_stalls) return;
  after(kDisk, [this, appends, write = std::move(write)] {
    if (appends) --appends_waiting;
    if (kill_before_write > 0 && --kill_before_write == 0) return kill();
    const Written written = disk.perform(write);
    if (kill_after_write > 0 && --kill_after_write == 0) return kill();
    deliver(0ms, written);
  });
}

// The bulk connection stands while the broker is there and something is wanted.
void AgentBench::subscribe(SubscribeContent contents) {
  subscriptions.push_back(std::move(contents));
  follow_bulk();
}

void AgentBench::follow_bulk() {
  const bool wanted = broker_ && !subscriptions.empty() && !subscriptions.back().contents.empty();
  if (wanted == std::exchange(bulk_, wanted)) return;
  if (wanted) {
    deliver(kNetwork, BulkUp{});
  } else {
    deliver(0ms, BulkDown{});
  }
}

void AgentBench::publish(Publish publish) {
  published.emplace_back(to_text(protocol::parse_agent_topic(publish.publication.topic)->leaf));
  if (!broker_) return;
  after(kNetwork, [this, publication = std::move(publish.publication)] {
    if (broker_) deliver_all(kNetwork, controller.on_publication(publication, utc));
  });
}

void AgentBench::ask_http(HttpRequest request) {
  http_asked.push_back(request);
  after(kHttp, [this, request = std::move(request)] {
    step(https_ ? HttpDone(controller.on_http(request, utc)) : HttpDone{request, 0, {}});
  });
}

void AgentBench::poll() {
  if (https_) {
    const auto news = controller.news_by_poll(core_->documents().root_seen(), core_->documents().mail_version());
    if (news) step(*news);
  }
  after(https_ ? kPollEvery : kPollAgain, [this] { poll(); });
}

// --- what the province wants

Programme AgentBench::programme(Millis duration) {
  Programme made = world.light_programme(duration);
  const auto size = static_cast<std::int64_t>(made.manifest_bytes.size());
  controller.library.entries.push_back({made.manifest_hash, size, utc + 1h, false});
  return made;
}

Bytes AgentBench::approve(const Programme& programme) {
  world.set_now(utc);
  controller.library.approvals.push_back(world.approval(programme, {site().unit}));
  return controller.library.approvals.back();
}

schedules::Item AgentBench::plan(const Programme& programme, UtcTime start, std::vector<ClusterId> clusters) {
  schedules::Item item;
  item.id = ItemId::make(utc, random_);
  item.programme = programme.id;
  item.revision = programme.revision;
  item.manifest = programme.manifest_hash;
  item.title = "Bản tin";
  if (clusters.empty()) clusters = site().clusters;
  for (const ClusterId& cluster : clusters) item.targets.push_back(schedules::Target::of(cluster));
  item.start = Zone::vietnam().to_civil(start);
  item.duration = programme.manifest.duration;
  item.volume = 70;
  item.created = utc;
  controller.plan.items.push_back(item);
  return item;
}

Hash AgentBench::occurrence(const schedules::Item& item) const { return schedules::occurrence_id(item.id, item.start); }

void AgentBench::ready() {
  controller.publish();
  boot();
  run(10s);
}

std::size_t AgentBench::count(const std::string& event) const {
  return static_cast<std::size_t>(std::count_if(emitted.begin(), emitted.end(), [&](const Emit& e) { return e.event == event; }));
}

std::vector<Sounded> AgentBench::sounded(const Hash& occurrence) const {
  auto all = bridge.sounded();
  std::erase_if(all, [&](const Sounded& sound) { return sound.occurrence != occurrence; });
  return all;
}

}  // namespace loa::test
