// One life after another of the controller: the real register, shelf, root builder, reconciler, sender, intake, planner and
// ledger, wired as the controller's services wire them, over a simulated disk and network.
#pragma once

#include "controller/domain/content_sender.h"
#include "controller/domain/reconciler.h"
#include "controller/domain/shelf.h"
#include "tests/simulation/controller_store.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/net.h"
#include "tests/simulation/stage.h"

namespace loa::sim {

class ControllerProcess {
 public:
  using Answer = std::function<void(Status)>;

  ControllerProcess(Stage& stage, Net& net);
  ~ControllerProcess();

  void start();
  void crash();
  void resume() {
    if (!up() && powered_) start();
  }
  void power(bool on) { powered_ = on; }
  bool up() const { return desk_ != nullptr; }
  void arm() { armed_ = true; }  // die at the next write

  // --- officers; answered when durable, never when the process dies meanwhile
  void submit(Bytes envelope, Answer answer);
  void put_item(schedules::Item item, Answer answer);
  void drop_item(const ItemId& item, Answer answer);
  void put_programme(const test::Programme& programme, Answer answer);

  const ControllerStore& store() const { return store_; }
  std::int64_t root_version(int agent) const;
  bool settled(int agent) const;  // everything desired is built, durable and reported

 private:
  struct Desk;

  SteadyTime steady() const { return SteadyTime{stage_.now() - started_ + std::chrono::hours(1)}; }
  void write(Disk::Task apply, Disk::Task answer);
  void load();
  void listen();
  void touch();
  void refresh();
  void refresh_mail();
  void refresh_roots();
  void refresh_root(const protocol::Place& place);
  void refresh_ledger();
  void nightly();
  controller::PlanSources sources() const;
  controller::PartBytes parts_of(const protocol::Place& place) const;
  void take_document();
  void document_done(const Status& how);
  void hold(const Hash& hash, std::shared_ptr<const Bytes> bytes);
  void drop_old_parts();
  void send(const std::vector<controller::Republish>& list);
  void arm_reconciler();
  void pump();
  void wake_pump();

  void on_transport(bool up);
  void on_message(int agent, protocol::Leaf leaf, const Bytes& payload);
  void on_reported(int agent, std::string_view text);
  void on_journal(int agent, std::string_view text, std::function<void(const protocol::JournalAck&)> reply);
  void commit(int agent, controller::WriteRows write, std::function<void(const protocol::JournalAck&)> reply);
  void on_http(int agent, const agent::HttpRequest& request, const std::function<void(int, Bytes)>& answer);
  Bytes beacon(int agent, ByteSpan nonce);
  std::pair<Bytes, Bytes> on_poll(int agent, std::int64_t root, std::int64_t mail);
  const AgentId& id_of(int agent) const { return stage_.world.sites()[static_cast<std::size_t>(agent)].agent; }
  int index_of(const AgentId& agent) const;

  Stage& stage_;
  Net& net_;
  Chance chance_;
  ControllerStore store_;
  Disk disk_;
  std::unique_ptr<Desk> desk_;
  TrueTime started_;
  std::uint64_t life_ = 0;
  bool armed_ = false, powered_ = true;
  bool connected_once_ = false;
  Bytes first_trust_;
  std::int64_t first_trust_version_ = 0;
};

}  // namespace loa::sim
