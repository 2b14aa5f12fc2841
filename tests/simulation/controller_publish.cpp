// The controller's downward half: mailbox, plan, parts, roots, ledger rows and content.
#include "tests/simulation/controller_desk.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using controller::Channel;
using protocol::Leaf;

constexpr auto kRefreshEvery = 3h;   // the real one looks every 10 min
constexpr auto kPump = 20ms;
constexpr auto kPumpIdle = 30s;

std::vector<UnitId> units_of(const protocol::Place& place) {
  std::vector<UnitId> units;
  for (const auto& cluster : place.clusters) units.push_back(cluster.unit);
  return units;
}

std::vector<Bytes> without_hushes(std::vector<Bytes> letters) {
  std::erase_if(letters, [](const Bytes& each) { return protocol::decode_envelope(each)->type == protocol::DocumentType::hush; });
  return letters;
}

}  // namespace

void ControllerProcess::touch() {
  desk_->dirty = true;
  if (desk_->refreshing) return;
  desk_->refreshing = true;
  stage_.loop.after(200ms, [this, life = life_] {
    if (life == life_) refresh();
  });
}

void ControllerProcess::nightly() {
  const TrueTime midnight = stage_.attention.slot(stage_.now() + 24h, 0) + 1s;
  stage_.loop.at(std::min(midnight, stage_.now() + kRefreshEvery), [this, life = life_] {
    if (life != life_) return;
    touch();
    nightly();
  });
}

controller::PlanSources ControllerProcess::sources() const {
  desk_->item_list.clear();
  for (const auto& [id, item] : desk_->items) desk_->item_list.push_back(item);
  return {desk_->registry, desk_->shelf, desk_->programmes, desk_->item_list, Zone::vietnam()};
}

void ControllerProcess::refresh() {
  desk_->dirty = false;
  desk_->shelf.forget_ended(stage_.utc());
  desk_->places = desk_->shelf.places();
  if (desk_->registry.tree()) {
    refresh_mail();
    refresh_roots();
  }
  refresh_ledger();
}

void ControllerProcess::refresh_mail() {
  for (const auto& place : desk_->places) {
    auto letters = desk_->shelf.mail_for(*desk_->registry.tree(), units_of(place), stage_.utc());
    if (stage_.is(Defect::hush_dropped)) letters = without_hushes(std::move(letters));
    const auto built = desk_->roots.build_mail(place.agent, std::move(letters), stage_.utc());
    if (!built) continue;
    ++desk_->unsaved;
    write([this, agent = place.agent, mail = *built] { store_.mails[agent] = mail; },
          [this, agent = place.agent, version = built->version] {
            --desk_->unsaved;
            send(desk_->reconciler.desire(agent, Channel::mail, version, steady()));
          });
  }
}

void ControllerProcess::refresh_roots() {
  const auto from = sources();
  const auto plan = controller::plan_for(from, desk_->places, stage_.utc());
  desk_->days = controller::plan_days(plan, controller::policy_paths(from, desk_->places), stage_.utc(), Zone::vietnam());
  for (const auto& place : desk_->places) refresh_root(place);
  drop_old_parts();
}

controller::PartBytes ControllerProcess::parts_of(const protocol::Place& place) const {
  const auto from = sources();
  const auto now = stage_.utc();
  return {stage_.is(Defect::stale_trust) && !first_trust_.empty() ? first_trust_ : desk_->shelf.trust_part(now),
          desk_->shelf.map_part(),
          desk_->shelf.policy_part(*desk_->registry.tree(), units_of(place)),
          desk_->shelf.place_part(place.agent),
          to_bytes(schedules::write_plan(controller::plan_for(from, {place}, now))),
          to_bytes(protocol::write_library(controller::library_for(from, place, desk_->days, now))),
          to_bytes("{\"v\":1}")};
}

void ControllerProcess::refresh_root(const protocol::Place& place) {
  auto parts = parts_of(place);
  if (first_trust_.empty()) {
    first_trust_ = parts[0];
    first_trust_version_ = desk_->registry.trust()->version;
  }
  const auto built = desk_->roots.build(place.agent, parts, stage_.utc());
  if (!built) return stage_.broken("root.not_built", built.error().code);
  for (auto& part : parts) {
    const Hash hash = sha256(part);
    if (desk_->parts.insert(hash).second) hold(hash, std::make_shared<const Bytes>(std::move(part)));
  }
  if (!*built) return;
  stage_.note("root.built", index_of(place.agent), static_cast<std::uint64_t>((*built)->version));
  ++desk_->unsaved;
  write([this, root = **built] { store_.roots[root.agent] = root; },
        [this, agent = place.agent, version = (*built)->version] {
          --desk_->unsaved;
          send(desk_->reconciler.desire(agent, Channel::root, version, steady()));
        });
}

void ControllerProcess::refresh_ledger() {
  const auto now = stage_.utc();
  auto rows = controller::ledger_rows(sources(), desk_->places, desk_->days, now);
  std::map<ClusterId, UtcTime> told;
  for (const auto& place : desk_->places) {
    const auto reported = desk_->reported.find(place.agent);
    if (reported == desk_->reported.end()) continue;
    const auto upto = controller::told_upto(reported->second, desk_->roots.root_version(place.agent));
    for (const auto& cluster : place.clusters)
      if (upto) told[cluster.id] = *upto;
  }
  write([this, rows = std::move(rows), told = std::move(told), from = desk_->days.from, until = desk_->days.until, now] {
          store_.plan(rows, from, until, now);
          store_.close_untold(told);
        },
        [this] {
          desk_->refreshing = false;
          if (desk_->dirty) touch();
        });
}

void ControllerProcess::hold(const Hash& hash, std::shared_ptr<const Bytes> bytes) {
  desk_->sender.offer(hash, bytes->size());
  desk_->contents.try_emplace(hash, std::move(bytes));
}

void ControllerProcess::drop_old_parts() {
  std::erase_if(desk_->parts, [&](const Hash& hash) {
    const bool named = std::any_of(desk_->places.begin(), desk_->places.end(),
                                   [&](const auto& place) { return desk_->roots.names_part(place.agent, hash); });
    if (named) return false;
    desk_->contents.erase(hash);
    desk_->sender.withdraw(hash);
    return true;
  });
}

void ControllerProcess::send(const std::vector<controller::Republish>& list) {
  for (const auto& what : list) {
    const bool root = what.channel == Channel::root;
    const Bytes* bytes = root ? desk_->roots.root(what.agent) : desk_->roots.mail(what.agent);
    if (!bytes) continue;
    stage_.note(root ? "publish.root" : "publish.mail", index_of(what.agent), static_cast<std::uint64_t>(what.version));
    net_.publish_down(index_of(what.agent), root ? Leaf::root : Leaf::mail, *bytes, 1, true);
  }
  arm_reconciler();
}

void ControllerProcess::arm_reconciler() {
  if (stage_.is(Defect::no_republish)) return;
  const auto due = desk_->reconciler.next_due();
  if (!due) return;
  const TrueTime at = stage_.now() + std::max<Micros>(*due - steady(), 1ms);
  if (at >= desk_->reconciler_due && desk_->reconciler_due > stage_.now()) return;
  desk_->reconciler_due = at;
  stage_.loop.at(at, [this, life = life_] {
    if (life == life_) send(desk_->reconciler.tick(steady()));
  });
}

void ControllerProcess::wake_pump() {
  desk_->pump_wait = kPump;
  if (std::exchange(desk_->pumping, true)) return;
  stage_.loop.after(kPump, [this, life = life_] {
    if (life == life_) pump();
  });
}

void ControllerProcess::pump() {
  desk_->pumping = false;
  if (!desk_->sender.busy()) return;
  const auto chunks = desk_->sender.tick(steady());
  for (const auto& chunk : chunks) {
    const auto content = desk_->contents.find(chunk.content);
    const std::size_t begin = std::size_t{chunk.index} * protocol::kChunkBytes;
    if (content == desk_->contents.end() || begin >= content->second->size()) {
      desk_->sender.published();
      continue;
    }
    const auto part = ByteSpan(*content->second).subspan(begin, std::min(protocol::kChunkBytes, content->second->size() - begin));
    net_.publish_chunk(chunk.content, protocol::encode_chunk({chunk.index, chunk.count, chunk.size, part}));
  }
  desk_->pump_wait = chunks.empty() ? std::min<Micros>(desk_->pump_wait * 2, kPumpIdle) : Micros(kPump);
  desk_->pumping = true;
  stage_.loop.after(desk_->pump_wait, [this, life = life_] {
    if (life == life_) pump();
  });
}

}  // namespace loa::sim
