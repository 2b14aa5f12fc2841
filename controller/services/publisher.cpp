#include "controller/services/publisher.h"

#include "protocol/messages.h"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 500ms;
constexpr std::chrono::microseconds kHeadStart = 5s;  // of the broker before the second way
constexpr auto kFullRefresh = 600s;  // expiries and the turn of the day
constexpr auto kStoreAgain = 5s;     // after the disk refused
constexpr std::size_t kRootsAtOnce = 200;  // between them the loop hears others

asio::awaitable<void> wait_on(asio::steady_timer& timer) {
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace

Publisher::Publisher(Context& context, Desk& desk, EventDesk& events, std::function<void(const Republish&)> send,
                     std::function<void()> changed)
    : context_(context), desk_(desk), events_(events), send_(std::move(send)), changed_(std::move(changed)),
      timer_(context.loop) {}

void Publisher::start() { context_.tasks.spawn("publisher", run()); }

void Publisher::touch() {
  dirty_ = true;
  timer_.cancel();
}

void Publisher::send_all(const std::vector<Republish>& list) {
  for (const auto& item : list) send_(item);
}

void Publisher::transport_up() {
  transport_up_ = true;
  send_all(desk_.reconciler.transport_up(context_.steady()));
}

void Publisher::transport_down() {
  transport_up_ = false;
  desk_.reconciler.transport_down();
}

void Publisher::reported(const AgentId& agent, std::int64_t root, std::int64_t mail) {
  desk_.reconciler.reported(agent, root, mail);
  if (desk_.roots.note_reported(agent, root, mail)) touch();
}

asio::awaitable<void> Publisher::run() {
  for (const auto& place : desk_.places) {
    const auto root = desk_.roots.root_version(place.agent), mail = desk_.roots.mail_version(place.agent);
    if (root != 0) desk_.reconciler.desire(place.agent, Channel::root, root, context_.steady());
    if (mail != 0) desk_.reconciler.desire(place.agent, Channel::mail, mail, context_.steady());
  }
  for (;;) {
    const UtcTime now = context_.now();
    const bool new_day = refreshed_at_ && date::floor<date::days>(context_.zone.to_civil(now)) !=
                                              date::floor<date::days>(context_.zone.to_civil(*refreshed_at_));
    const auto patience = anything_unstored() ? kStoreAgain : kFullRefresh;
    if (dirty_ || new_day || !refreshed_at_ || now - *refreshed_at_ >= patience) {
      dirty_ = false;
      co_await refresh();
      refreshed_at_ = now;
      changed_();
    }
    send_all(desk_.reconciler.tick(context_.steady()));
    if (dirty_) continue;
    timer_.expires_after(kTick);
    co_await wait_on(timer_);
  }
}

void Publisher::make_plan(UtcTime now) {
  const auto view = desk_.view();
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  desk_.plan = plan_for(sources, desk_.places, now);
  desk_.policies = policy_paths(sources, desk_.places);
  desk_.days = plan_days(desk_.plan, desk_.policies, now, context_.zone);
}

asio::awaitable<void> Publisher::refresh() {
  ++refreshes_;
  const UtcTime now = context_.now();
  desk_.shelf.forget_ended(now);
  refresh_places(desk_);
  co_await refresh_mail(now);
  make_plan(now);
  co_await refresh_roots(now);
  drop_old_parts();
  co_await refresh_ledger(now);
}

asio::awaitable<void> Publisher::refresh_mail(UtcTime now) {
  const auto* tree = desk_.registry.tree();
  if (!tree) co_return;
  std::vector<AgentId> fresh;
  for (const auto& place : desk_.places) {
    std::vector<UnitId> units;
    for (const auto& cluster : place.clusters) units.push_back(cluster.unit);
    if (desk_.roots.build_mail(place.agent, desk_.shelf.mail_for(*tree, units, now), now)) fresh.push_back(place.agent);
  }
  co_await give(fresh, Channel::mail);
}

std::map<ClusterId, UtcTime> Publisher::told_clusters() const {
  std::map<ClusterId, UtcTime> out;
  for (const auto& place : desk_.places) {
    const auto agent = desk_.agents.find(place.agent);
    if (agent == desk_.agents.end() || !agent->second.reported) continue;
    const auto told = told_upto(*agent->second.reported, desk_.roots.root_version(place.agent));
    if (!told) continue;
    for (const auto& cluster : place.clusters) out[cluster.id] = *told;
  }
  return out;
}

asio::awaitable<void> Publisher::refresh_ledger(UtcTime now) {
  const auto view = desk_.view();
  const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
  auto rows = ledger_rows(sources, desk_.places, desk_.days, now);
  const UtcTime from = desk_.days.from, until = desk_.days.until;
  auto work = [rows = std::move(rows), told = told_clusters(), from, until, now](Store& store) -> Status {
    LOA_TRY_OK(store.ledger.plan(AreaScope::whole(), rows, from, until, now));
    LOA_TRY_OK(store.ledger.close_untold(AreaScope::whole(), told, now));
    return {};
  };
  auto planned = co_await context_.store.run(std::move(work));
  if (!planned) events_.tell("alarm", planned.error());
}

Bytes Publisher::part_of(protocol::Part part, const protocol::Place& place, const PlanSources& sources,
                         const protocol::Library& library, UtcTime now) {
  std::vector<UnitId> units;
  for (const auto& cluster : place.clusters) units.push_back(cluster.unit);
  switch (part) {
    case protocol::Part::trust: return desk_.shelf.trust_part(now);
    case protocol::Part::map: return desk_.shelf.map_part();
    case protocol::Part::policy: return desk_.shelf.policy_part(*desk_.registry.tree(), units);
    case protocol::Part::place: return desk_.shelf.place_part(place.agent);
    case protocol::Part::plan: return to_bytes(schedules::write_plan(plan_for(sources, {place}, now)));
    case protocol::Part::library: return to_bytes(protocol::write_library(library));
    case protocol::Part::config: return to_bytes("{\"v\":1}");
  }
  return {};
}

void Publisher::hold_part(Bytes bytes) {
  const Hash hash = sha256(bytes);
  const auto size = bytes.size();
  desk_.sender.offer(hash, size);
  desk_.contents.try_emplace(hash, HeldContent{size, std::move(bytes), {}});
}

// Parts live in memory only: those that no root names any more make room.
void Publisher::drop_old_parts() {
  std::erase_if(desk_.contents, [&](const auto& held) {
    const bool named = std::any_of(desk_.places.begin(), desk_.places.end(),
                                   [&](const auto& place) { return desk_.roots.names_part(place.agent, held.first); });
    if (!held.second.file.empty() || named) return false;
    desk_.sender.withdraw(held.first);
    return true;
  });
}

// What an agent that is online will ask for next, as far as it is told now.
std::vector<Hash> Publisher::news_for(const AgentId& agent, const PartBytes& parts, const protocol::Library& library) const {
  std::vector<Hash> out;
  const auto state = desk_.agents.find(agent);
  if (refreshes_ <= 1 || state == desk_.agents.end() || !state->second.link_online) return out;
  for (const auto& part : parts) {
    const Hash hash = sha256(part);
    if (!desk_.roots.names_part(agent, hash)) out.push_back(hash);
  }
  for (const auto& entry : library.entries) {
    if (told_manifests_.contains(entry.manifest)) continue;
    for (const auto& hash : {entry.manifest, entry.unit_list.hash, entry.audio.hash}) out.push_back(hash);
  }
  return out;
}

bool Publisher::build_root(const protocol::Place& place, const PlanSources& sources, std::set<Hash>& told, UtcTime now) {
  const auto library = library_for(sources, place, desk_.days, now);
  for (const auto& entry : library.entries) told.insert(entry.manifest);
  PartBytes parts;
  for (int i = 0; i < protocol::kPartCount; ++i) {
    parts[static_cast<std::size_t>(i)] = part_of(static_cast<protocol::Part>(i), place, sources, library, now);
  }
  const auto news = news_for(place.agent, parts, library);
  auto built = desk_.roots.build(place.agent, parts, now);
  if (!built) {
    events_.tell("alarm", built.error(), {place.agent, {}, {}, {}});
    return false;
  }
  for (auto& part : parts) hold_part(std::move(part));
  if (!*built) return false;
  for (const Hash& hash : news) desk_.sender.expect(place.agent, hash, context_.steady());
  context_.log.info("root.built", {{"agent", place.agent.text()}, {"version", std::to_string((*built)->version)}});
  return true;
}

// Many at once: agents that are given the same news together ask for the same content together.
asio::awaitable<void> Publisher::refresh_roots(UtcTime now) {
  const auto places = desk_.places;
  std::set<Hash> told;
  for (std::size_t at = 0; at < places.size(); at += kRootsAtOnce) {
    if (!desk_.registry.tree()) co_return;
    const auto view = desk_.view();
    const PlanSources sources{desk_.registry, desk_.shelf, view.programmes, view.items, context_.zone};
    std::vector<AgentId> fresh;
    for (std::size_t i = at; i < std::min(at + kRootsAtOnce, places.size()); ++i) {
      if (build_root(places[i], sources, told, now)) fresh.push_back(places[i].agent);
    }
    co_await give(fresh, Channel::root);
  }
  told_manifests_ = std::move(told);
}

// What the disk did not take is not published; the next refresh tries again.
asio::awaitable<void> Publisher::give(const std::vector<AgentId>& fresh, Channel channel) {
  auto& unstored = unstored_[channel];
  unstored.insert(fresh.begin(), fresh.end());
  if (unstored.empty() || !co_await keep(unstored)) co_return;
  for (const auto& agent : std::exchange(unstored, {})) {
    desire(agent, channel, channel == Channel::root ? desk_.roots.root_version(agent) : desk_.roots.mail_version(agent));
  }
}

bool Publisher::anything_unstored() const {
  return std::any_of(unstored_.begin(), unstored_.end(), [](const auto& one) { return !one.second.empty(); });
}

// One transaction for all: a wait for the disk each would spread a fleet's news over minutes.
asio::awaitable<bool> Publisher::keep(const std::set<AgentId>& agents) {
  std::vector<AgentRecord> records;
  for (const auto& agent : agents) {
    auto found = desk_.agents.find(agent);
    if (found == desk_.agents.end()) continue;
    AgentRecord record{agent, found->second.unit, found->second.last_seen, found->second.reported_text,
                       desk_.roots.root_version(agent), {}, desk_.roots.mail_version(agent), {}};
    if (const auto* root = desk_.roots.root(agent)) record.root = *root;
    if (const auto* mail = desk_.roots.mail(agent)) record.mail = *mail;
    records.push_back(std::move(record));
  }
  auto work = [records = std::move(records)](Store& store) { return store.fleet.put_agents(AreaScope::whole(), records); };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) events_.tell("alarm", stored.error());
  co_return stored.has_value();
}

void Publisher::desire(const AgentId& agent, Channel channel, std::int64_t version) {
  if (channel == Channel::root) rooted_at_[agent] = context_.steady();
  send_all(desk_.reconciler.desire(agent, channel, version, context_.steady()));
  for (const auto& waiter : waiters_) {
    if (waiter.agent == agent) waiter.timer->cancel();
  }
}

std::chrono::microseconds Publisher::head_start(const AgentId& agent, std::int64_t version) const {
  constexpr std::chrono::microseconds kNone{0};
  const auto state = desk_.agents.find(agent);
  const auto rooted = rooted_at_.find(agent);
  if (!transport_up_ || rooted == rooted_at_.end() || state == desk_.agents.end() || !state->second.link_online) return kNone;
  // It has said that it has it: the question is older than the answer.
  if (state->second.reported && state->second.reported->root_seen == version) return kHeadStart;
  return std::max(kNone, rooted->second + kHeadStart - context_.steady());
}

asio::awaitable<bool> Publisher::wait_newer(AgentId agent, Channel channel, std::int64_t have, std::chrono::seconds wait) {
  const SteadyTime deadline = context_.steady() + wait;
  for (;;) {
    const auto version = channel == Channel::root ? desk_.roots.root_version(agent) : desk_.roots.mail_version(agent);
    const bool newer = version != 0 && version != have;
    const auto first = newer && channel == Channel::root ? head_start(agent, version) : std::chrono::microseconds{0};
    if (newer && first.count() == 0) co_return true;
    const auto left = deadline - context_.steady();
    if (left <= left.zero()) co_return false;
    asio::steady_timer timer(context_.loop, newer ? std::min<std::chrono::microseconds>(left, first) : left);
    waiters_.push_back({agent, &timer});
    co_await wait_on(timer);
    std::erase_if(waiters_, [&](const Waiter& waiter) { return waiter.timer == &timer; });
  }
}

}  // namespace loa::controller
