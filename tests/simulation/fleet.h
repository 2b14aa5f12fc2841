// All processes of one run and what lies between them.
#pragma once

#include "tests/simulation/agent_process.h"
#include "tests/simulation/bridge_process.h"
#include "tests/simulation/officers.h"

namespace loa::sim {

struct Commune {
  Commune(Stage& stage, Net& net, Chance& chance, int index)
      : link(stage.loop, chance), agent(stage, net, link, index), bridge(stage, link, index) {}

  Link link;
  AgentProcess agent;
  BridgeProcess bridge;
};

struct Fleet {
  explicit Fleet(Stage& stage)
      : stage(stage), chance(stage.options.seed, 1), net(stage.loop, chance, stage.options.agents), controller(stage, net),
        officers(stage, controller) {
    for (int i = 0; i < stage.options.agents; ++i) communes.push_back(std::make_unique<Commune>(stage, net, chance, i));
  }

  // Keeps for every bridge since when nothing stood between it and the controller; faults begin it anew at once.
  void look_open();
  void interrupted(int index) { communes[static_cast<std::size_t>(index)]->bridge.told().open_since.reset(); }
  void interrupted_all();
  // What still keeps the world from rest; empty: everything agrees.
  std::string unrest() const;
  // What the ledger tells of the horns, and of every planned row; empty: the truth.
  std::string untruth() const;
  std::string figures() const;
  void print_ledger() const;   // one line a row, for a person

  Stage& stage;
  Chance chance;
  Net net;
  ControllerProcess controller;
  Officers officers;
  std::vector<std::unique_ptr<Commune>> communes;
};

}  // namespace loa::sim
