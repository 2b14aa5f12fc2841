#include "agent/services/agent_service.h"

#include "protocol/messages.h"

#include <algorithm>
#include <chrono>

namespace loa::agent {
namespace {

constexpr auto kLongestSleep = std::chrono::seconds(60);
constexpr auto kLinger = std::chrono::seconds(30);
constexpr std::size_t kHoldAt = 40;     // chunks on their way to the disk: far under the domain's limit, beyond which it drops
constexpr std::size_t kReleaseAt = 24;

bool carries_chunk(const Write& write) {
  return std::any_of(write.ops.begin(), write.ops.end(), [](const auto& op) { return std::holds_alternative<PutChunk>(op); });
}

}  // namespace

AgentService::AgentService(AgentSettings settings, AgentWorld world, std::function<void()> on_fatal)
    : agent_(settings.agent), world_(std::move(world)), core_(std::move(settings), world_.random),
      tasks_(world_.loop,
             [this, on_fatal](const std::string& task, const std::string& why) {
               world_.log.error("task.failed", {{"task", task}, {"why", why}});
               on_fatal();
             }),
      bridge_(world_.loop, world_.bridge_socket, world_.metrics, [this](Event event) { deliver(std::move(event)); }),
      timer_(world_.loop), linger_(world_.loop) {}

AgentService::~AgentService() = default;

void AgentService::start() {
  const auto into = [this](Event event) { deliver(std::move(event)); };
  store_ = std::make_unique<StoreWorker>(world_.loop, std::move(world_.store), world_.metrics, into);
  if (world_.controller) second_way_.emplace(world_.loop, tasks_, *world_.controller, into);
  deliver(Restored{std::move(world_.snapshot)});
  tasks_.spawn("bridge link", bridge_.run());
  start_commands();
  if (second_way_) {
    second_way_->start([this] { return core_.documents().root_seen(); },
                       [this] { return core_.documents().mail_version(); });
  }
}

void AgentService::stop() {
  if (std::exchange(stopped_, true)) return;
  timer_.cancel();
  linger_.cancel();
  tasks_.cancel();
  bridge_.close();
  world_.commands->stop();
  if (bulk_started_) world_.bulk->stop();
  store_.reset();
}

void AgentService::start_commands() {
  protocol::TransportHandlers handlers;
  handlers.on_up = [this] {
    using protocol::Leaf;
    std::vector<std::pair<std::string, int>> filters;
    for (const Leaf leaf : {Leaf::root, Leaf::mail, Leaf::ack}) filters.emplace_back(agent_topic(agent_, leaf), 1);
    for (const Leaf leaf : {Leaf::beacon, Leaf::watch}) filters.emplace_back(agent_topic(agent_, leaf), 0);
    if (const auto status = world_.commands->subscribe(filters); !status) {
      world_.log.warn("transport.subscribe", {{"why", to_line(status.error())}});
    }
    deliver(TransportUp{});
  };
  handlers.on_down = [this](const std::string& why) {
    world_.log.warn("transport.down", {{"why", why}});
    deliver(TransportDown{});
  };
  handlers.on_message = [this](const std::string& topic, ByteSpan payload) {
    const auto parsed = protocol::parse_agent_topic(topic);
    if (parsed && parsed->agent == agent_) deliver(MessageIn{parsed->leaf, Bytes(payload.begin(), payload.end())});
  };
  world_.commands->start(std::move(handlers));
}

// The bulk connection exists only while something is wanted, and a little longer, since one thing leads to the next: what
// others lack costs an idle agent nothing.
void AgentService::subscribe_content(std::vector<Hash> contents) {
  std::vector<std::pair<std::string, int>> fresh;
  for (const Hash& hash : contents) {
    if (std::find(wanted_.begin(), wanted_.end(), hash) == wanted_.end()) fresh.emplace_back(protocol::content_topic(hash), 1);
  }
  wanted_ = std::move(contents);
  if (wanted_.empty()) {
    if (bulk_started_) stop_bulk_later();
  } else if (!bulk_started_) {
    start_bulk();
  } else if (world_.bulk->up() && !fresh.empty()) {
    static_cast<void>(world_.bulk->subscribe(fresh));  // a lost connection subscribes to everything again
  }
}

// A disk slower than the network holds the broker back instead of losing chunks that would have to be sent again.
void AgentService::hold_back() {
  const bool hold = chunk_writes_.size() >= (holding_ ? kReleaseAt : kHoldAt);
  if (hold == holding_) return;
  holding_ = hold;
  if (bulk_started_) world_.bulk->hold(hold);
}

void AgentService::stop_bulk_later() {
  linger_.expires_after(kLinger);
  linger_.async_wait([this](boost::system::error_code failed) {
    if (!failed && !stopped_ && wanted_.empty()) stop_bulk();
  });
}

void AgentService::stop_bulk() {
  if (!std::exchange(bulk_started_, false)) return;
  world_.bulk->stop();
  deliver(BulkDown{});
}

void AgentService::start_bulk() {
  bulk_started_ = true;
  protocol::TransportHandlers handlers;
  handlers.on_up = [this] {
    std::vector<std::pair<std::string, int>> filters;
    for (const Hash& hash : wanted_) filters.emplace_back(protocol::content_topic(hash), 1);
    if (!filters.empty()) static_cast<void>(world_.bulk->subscribe(filters));
    deliver(BulkUp{});
  };
  handlers.on_down = [this](const std::string&) { deliver(BulkDown{}); };
  handlers.on_message = [this](const std::string& topic, ByteSpan payload) {
    if (const auto hash = protocol::parse_content_topic(topic)) deliver(ChunkIn{*hash, Bytes(payload.begin(), payload.end())});
  };
  world_.bulk->start(std::move(handlers));
  world_.bulk->hold(holding_);
}

// An action may answer at once; its event waits its turn, so that the core is never entered twice.
void AgentService::deliver(Event event) {
  if (stopped_) return;
  if (const auto* written = std::get_if<Written>(&event); written && chunk_writes_.erase(written->token) > 0) hold_back();
  events_.push_back(std::move(event));
  if (std::exchange(delivering_, true)) return;
  while (!events_.empty()) {
    const Event next = std::move(events_.front());
    events_.pop_front();
    for (Action& action : core_.step(next, {world_.clock.steady(), world_.clock.system_utc()})) perform(std::move(action));
  }
  delivering_ = false;
  arm();
}

void AgentService::perform(Action action) {
  if (auto* publish = std::get_if<Publish>(&action)) {
    static_cast<void>(world_.commands->publish(std::move(publish->publication)));  // the domain says it again
  } else if (auto* contents = std::get_if<SubscribeContent>(&action)) {
    subscribe_content(std::move(contents->contents));
    if (contents->leave) stop_bulk();
  } else if (const auto* message = std::get_if<ToBridge>(&action)) {
    bridge_.send(message->message);
  } else if (auto* http = std::get_if<HttpRequest>(&action)) {
    if (second_way_) {
      second_way_->request(std::move(*http));
    } else {
      deliver(HttpDone{std::move(*http), 0, {}});
    }
  } else if (const auto* emit = std::get_if<Emit>(&action)) {
    log(*emit);
  } else {
    const auto* write = std::get_if<Write>(&action);
    if (write && carries_chunk(*write)) chunk_writes_.insert(write->token);
    store_->submit(std::move(action));
    hold_back();
  }
}

void AgentService::log(const Emit& emit) {
  const auto& f = emit.fields;
  const auto field = [&f](std::size_t i) { return LogField{f[i].first, f[i].second}; };
  switch (f.size()) {
    case 0: return world_.log.write(emit.level, emit.event, {});
    case 1: return world_.log.write(emit.level, emit.event, {field(0)});
    case 2: return world_.log.write(emit.level, emit.event, {field(0), field(1)});
    default: return world_.log.write(emit.level, emit.event, {field(0), field(1), field(2)});
  }
}

void AgentService::arm() {
  const auto left = core_.next_wake() - world_.clock.steady();
  timer_.expires_after(std::clamp<std::chrono::microseconds>(left, std::chrono::milliseconds(1), kLongestSleep));
  timer_.async_wait([this](boost::system::error_code failed) {
    if (!failed) deliver(Tick{});
  });
}

}  // namespace loa::agent
