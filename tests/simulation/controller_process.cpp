#include "tests/simulation/controller_desk.h"

namespace loa::sim {

using namespace std::chrono_literals;
using controller::Channel;
using protocol::DocumentType;
using protocol::Leaf;

ControllerProcess::ControllerProcess(Stage& stage, Net& net)
    : stage_(stage), net_(net), chance_(stage.options.seed, 11), disk_(stage.loop, chance_, false), started_(stage.now()) {}

ControllerProcess::~ControllerProcess() = default;

int ControllerProcess::index_of(const AgentId& agent) const {
  const auto& sites = stage_.world.sites();
  for (std::size_t i = 0; i < sites.size(); ++i)
    if (sites[i].agent == agent) return static_cast<int>(i);
  return -1;
}

void ControllerProcess::start() {
  ++life_;
  desk_ = std::make_unique<Desk>(stage_.world, chance_.random());
  load();
  listen();
  stage_.note("controller.start", -1, life_);
  for (const auto& place : desk_->places) {
    if (const auto root = desk_->roots.root_version(place.agent); root != 0)
      send(desk_->reconciler.desire(place.agent, Channel::root, root, steady()));
    if (const auto mail = desk_->roots.mail_version(place.agent); mail != 0)
      send(desk_->reconciler.desire(place.agent, Channel::mail, mail, steady()));
  }
  touch();
  nightly();
}

void ControllerProcess::crash() {
  if (!desk_) return;
  stage_.note("controller.crash", -1, life_);
  ++life_;
  net_.controller(nullptr);
  desk_.reset();
  disk_.crash();
  armed_ = false;
}

void ControllerProcess::write(Disk::Task apply, Disk::Task answer) {
  disk_.submit(Disk::Kind::write, std::move(apply), [life = life_, this, answer = std::move(answer)] {
    if (life == life_ && answer) answer();
  });
  if (!std::exchange(armed_, false)) return;
  stage_.loop.after(chance_.time(0us, 40ms), [this, life = life_] {
    if (life != life_) return;
    crash();
    stage_.loop.after(chance_.time(500ms, 60s), [this] { resume(); });
  });
}

// As controller/services/desk.cpp loads its desk.
void ControllerProcess::load() {
  Desk& desk = *desk_;
  desk.registry.restore_ratchets(store_.ratchets);
  for (int rank = 0; rank < 16; ++rank)
    for (const auto& [envelope, accepted] : store_.documents) {
      if (protocol::Register::admission_rank(protocol::decode_envelope(envelope)->type) != rank) continue;
      const auto admission = desk.registry.examine(envelope, stage_.utc());
      if (!admission) continue;
      desk.registry.accept(*admission);
      desk.shelf.put(*admission, accepted);
    }
  desk.shelf.forget_ended(stage_.utc());
  desk.items = store_.items;
  desk.programmes = store_.programmes;
  for (const auto& [id, programme] : desk.programmes)
    for (const auto& revision : programme.revisions) {
      const auto& contents = stage_.world.contents();
      const auto manifest = protocol::read_manifest(as_text(contents.at(revision.manifest)));
      for (const Hash& hash : {revision.manifest, manifest->unit_list, manifest->audio})
        hold(hash, std::shared_ptr<const Bytes>(std::shared_ptr<void>{}, &contents.at(hash)));
    }
  for (const auto& [agent, root] : store_.roots) desk.roots.restore_root(agent, root);
  for (const auto& [agent, mail] : store_.mails) desk.roots.restore_mail(agent, mail.version, mail.wire);
  for (const auto& [key, upto] : store_.positions) desk.intake.restore(key.first, key.second, upto);
  desk.places = desk.shelf.places();
}

void ControllerProcess::listen() {
  desk_->ears = std::make_shared<ControllerEars>(ControllerEars{
      .transport = [this](bool up) { on_transport(up); },
      .message = [this](int agent, Leaf leaf, const Bytes& payload) { on_message(agent, leaf, payload); },
      .published = [this] { desk_->sender.published(); wake_pump(); },
      .http = [this](int agent, agent::HttpRequest request, std::function<void(int, Bytes)> answer) { on_http(agent, request, answer); },
      .poll = [this](int agent, std::int64_t root, std::int64_t mail) { return on_poll(agent, root, mail); }});
  net_.controller(desk_->ears);
}

void ControllerProcess::submit(Bytes envelope, Answer answer) {
  if (!up()) return;
  desk_->documents.emplace_back(std::move(envelope), std::move(answer));
  if (desk_->documents.size() == 1) take_document();
}

// As controller/services/document_desk.cpp: one at a time.
void ControllerProcess::take_document() {
  const auto admission = desk_->registry.examine(desk_->documents.front().first, stage_.utc());
  if (!admission) return document_done(admission.error());
  const UtcTime now = stage_.utc();
  write([this, admission = *admission, now] {
    if (!admission.already_held) store_.add_document(admission, now);
  }, [this, admission = *admission, now] {
    desk_->registry.accept(admission);
    if (!desk_->shelf.by_hash(admission.document)) desk_->shelf.put(admission, now);
    touch();
    document_done(ok());
  });
}

void ControllerProcess::document_done(const Status& how) {
  const Answer answer = std::move(desk_->documents.front().second);
  desk_->documents.pop_front();
  if (!desk_->documents.empty()) take_document();
  answer(how);
}

void ControllerProcess::put_item(schedules::Item item, Answer answer) {
  if (!up()) return;
  write([this, item] { store_.items[item.id] = item; },
        [this, item, answer] {
          desk_->items[item.id] = item;
          touch();
          answer(ok());
        });
}

void ControllerProcess::drop_item(const ItemId& item, Answer answer) {
  if (!up()) return;
  write([this, item] { store_.items.erase(item); },
        [this, item, answer] {
          desk_->items.erase(item);
          touch();
          answer(ok());
        });
}

void ControllerProcess::put_programme(const test::Programme& made, Answer answer) {
  if (!up()) return;
  const auto add = [id = made.id, title = made.manifest.title, revision = controller::PlannableRevision{
                        made.revision, made.manifest_hash, static_cast<std::int64_t>(made.manifest_bytes.size()),
                        made.manifest.duration.count()}](auto& programmes) {
    auto& programme = programmes[id];
    programme.id = id;
    programme.title = title;
    std::erase_if(programme.revisions, [&](const auto& held) { return held.revision == revision.revision; });
    programme.revisions.push_back(revision);
  };
  const std::vector<Hash> hashes{made.manifest_hash, made.manifest.unit_list, made.manifest.audio};
  write([this, add] { add(store_.programmes); },
        [this, add, hashes, answer] {
          add(desk_->programmes);
          const auto& contents = stage_.world.contents();
          for (const auto& hash : hashes) hold(hash, std::shared_ptr<const Bytes>(std::shared_ptr<void>{}, &contents.at(hash)));
          touch();
          answer(ok());
        });
}

std::int64_t ControllerProcess::root_version(int agent) const { return desk_ ? desk_->roots.root_version(id_of(agent)) : 0; }

bool ControllerProcess::settled(int agent) const {
  if (!desk_ || desk_->dirty || desk_->refreshing || desk_->unsaved > 0) return false;
  const bool mail = desk_->roots.mail_version(id_of(agent)) == 0 || desk_->reconciler.agrees(id_of(agent), Channel::mail);
  return mail && desk_->reconciler.agrees(id_of(agent), Channel::root);
}

}  // namespace loa::sim
