#include "firmware-bridge/services/bridge_service.h"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace loa::bridge {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kTick = 1s;
constexpr int kTicksPerLook = 2;
constexpr auto kPlayStep = 100ms;
constexpr auto kLevelsEvery = 200ms;
constexpr auto kMaxWatch = 60s;

}  // namespace

BridgeService::BridgeService(asio::io_context& loop, net::TaskScope& tasks, Store& store, const Clock& clock, Log& log, Metrics& metrics)
    : loop_(loop), tasks_(tasks), store_(store), clock_(clock), log_(log), outbox_gauge_(metrics.gauge("loa_bridge_outbox_depth")),
      queue_gauge_(metrics.gauge("loa_bridge_events_depth")) {}

Status BridgeService::start(Parts parts) {
  horns_ = std::move(parts.horns);
  LOA_TRY_OK(store_.open());
  LOA_TRY(const StoredFiles stored, store_.load());
  gate_ = std::make_unique<Gate>(std::move(parts.setup), stored, now());
  link_ = std::make_unique<AgentLink>(loop_, tasks_, std::move(parts.socket),
                                      AgentLinkHandlers{.on_up = [this] { post(LinkUp{}); },
                                                        .on_down = [this] { post(LinkDown{}); },
                                                        .on_message = [this](protocol::LinkMessage m) { from_agent(std::move(m)); }},
                                      log_);
  perform(gate_->start(now()));
  LOA_TRY_OK(link_->start());
  look_at_senses();
  tasks_.spawn("tick", tick());
  return ok();
}

void BridgeService::stop() {
  busy_ = true;
  for (auto& player : players_) player->stop_at_once("bridge.stopped");
  players_.clear();
  busy_ = false;
  drain();
  link_->stop();
  store_.finish();
  for (auto& [id, horn] : horns_) horn.driver->idle();
}

void BridgeService::post(Event event) {
  events_.push_back(std::move(event));
  if (!busy_) drain();
}

void BridgeService::drain() {
  busy_ = true;
  while (!events_.empty()) {
    const Event event = std::move(events_.front());
    events_.pop_front();
    perform(gate_->step(event, now()));
    queue_gauge_.set(static_cast<std::int64_t>(events_.size()));
  }
  busy_ = false;
  outbox_gauge_.set(static_cast<std::int64_t>(gate_->outbox_waiting()));
}

void BridgeService::perform(Actions actions) {
  for (auto& action : actions) std::visit([this](auto& each) { perform(each); }, action);
}

void BridgeService::perform(Send& action) { link_->send(action.message); }

void BridgeService::perform(Write& action) {
  store_.write(std::move(action), [this](std::uint64_t token, Status status) {
    if (status) post(Written{token});
    else post(WriteFailed{token, status.error()});
  });
}

void BridgeService::perform(Remove& action) { store_.remove(std::move(action.name)); }

void BridgeService::perform(OpenPlayer& action) {
  log_.info("play.opened", {{"occurrence", action.occurrence.short_hex()}, {"manifest", sha256(protocol::write_manifest(action.manifest)).short_hex()},
                            {"clusters", std::to_string(action.outputs.size())}, {"first_sample", std::to_string(action.first_sample)}});
  Player::Hooks hooks{.event = [this](Event event) { post(std::move(event)); },
                      .send = [this](protocol::LinkMessage message) { link_->send(message); },
                      .free_horn = [this](const Hash& wanted_by, const ClusterId& cluster, const std::string& cause) {
                        free_horn(wanted_by, cluster, cause);
                      }};
  players_.push_back(std::make_unique<Player>(std::move(action), horns_, clock_, std::move(hooks)));
  if (playing_task_) return;
  playing_task_ = true;
  tasks_.spawn("play", play());
}

void BridgeService::perform(StopPlayer& action) {
  for (auto& player : players_)
    if (player->occurrence() == action.occurrence) player->stop(action.cluster, action.cause);
}

void BridgeService::perform(Report& action) {
  log_.warn("bridge.event", {{"code", action.error.code}, {"text", to_line(action.error)},
                             {"cluster", action.cluster ? action.cluster->text() : std::string()}});
}

// Units of sound go to the players, everything else to the gate.
void BridgeService::from_agent(protocol::LinkMessage message) {
  if (const auto* watch = std::get_if<protocol::LinkWatch>(&message)) {
    watch_until_ = std::min<UtcTime>(watch->until, gate_->time(clock_.steady()).now + kMaxWatch);
    return;
  }
  if (const auto* unit = std::get_if<protocol::LinkUnit>(&message)) {
    const bool outer = std::exchange(busy_, true);
    for (auto& player : players_)
      if (player->audio() == unit->content) player->give(*unit);
    busy_ = outer;
  }
  post(FromAgent{std::move(message)});
}

void BridgeService::free_horn(const Hash& wanted_by, const ClusterId& cluster, const std::string& cause) {
  for (auto& player : players_)
    if (player->occurrence() != wanted_by) player->stop(cluster, cause);
}

void BridgeService::run_players() {
  busy_ = true;
  for (auto& player : players_) player->run();
  std::erase_if(players_, [](const auto& player) { return player->done(); });
  busy_ = false;
  drain();
  send_levels(clock_.steady());
}

void BridgeService::send_levels(SteadyTime at) {
  if (at - levels_at_ < kLevelsEvery || gate_->time(at).now >= watch_until_) return;
  levels_at_ = at;
  protocol::LinkLevels levels;
  for (auto& player : players_) player->add_levels(levels.levels);
  if (!levels.levels.empty()) link_->send(levels);
}

asio::awaitable<void> BridgeService::play() {
  asio::steady_timer timer(loop_);
  while (!players_.empty()) {
    run_players();
    timer.expires_after(kPlayStep);
    co_await timer.async_wait(asio::use_awaitable);
  }
  playing_task_ = false;
  look_at_senses();
}

void BridgeService::look_at_senses() {
  for (auto& [id, horn] : horns_) {
    const Senses fresh = horn.driver->senses();
    horn.driver->idle();
    const auto known = senses_.find(id);
    if (known != senses_.end() && known->second == fresh) continue;
    senses_[id] = fresh;
    post(SensesChanged{id, fresh});
  }
}

asio::awaitable<void> BridgeService::tick() {
  asio::steady_timer timer(loop_);
  for (int count = 0;; ++count) {
    if (count % kTicksPerLook == 0) look_at_senses();
    post(Tick{});
    timer.expires_after(kTick);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace loa::bridge
