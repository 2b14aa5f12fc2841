// What one life of the controller holds in memory.
#pragma once

#include "tests/simulation/controller_process.h"

#include <deque>

namespace loa::sim {

struct ControllerProcess::Desk {
  Desk(const test::World& world, Random& random)
      : registry(world.genesis()), roots(world.network(), *world.controller().key(), random) {}

  protocol::Register registry;
  controller::Shelf shelf;
  controller::RootBuilder roots;
  controller::Reconciler reconciler;
  controller::ContentSender sender;
  controller::JournalIntake intake;
  std::deque<std::pair<Bytes, Answer>> documents;  // the first is being judged or stored
  std::map<ProgrammeId, controller::PlannableProgramme> programmes;
  std::map<ItemId, schedules::Item> items;
  std::vector<schedules::Item> item_list;
  std::vector<protocol::Place> places;
  std::map<Hash, std::shared_ptr<const Bytes>> contents;
  std::set<Hash> parts;
  controller::PlannedDays days;
  std::map<AgentId, protocol::Reported> reported;
  std::shared_ptr<ControllerEars> ears;
  bool dirty = false, refreshing = false, pumping = false;
  Micros pump_wait{};
  TrueTime reconciler_due = TrueTime::max();
  int unsaved = 0;  // roots and mailboxes on their way to the disk
};

}  // namespace loa::sim
