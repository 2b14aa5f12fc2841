// The people: they sign programmes, approvals, withdrawals, revocations, regulation, hushes, alerts and stops over the weeks,
// and send each again until the controller has it durably. Everything they sign is also told to the law.
#pragma once

#include "tests/simulation/controller_process.h"

namespace loa::sim {

class Officers {
 public:
  Officers(Stage& stage, ControllerProcess& controller);

  void found();                  // trust, map, places, regulation, first programmes and items
  void live(TrueTime until);     // days of work from here on
  bool done() const { return letters_.empty(); }
  std::string figures() const;
  // Every occurrence that anything ever signed or planned can have, by day.
  std::set<Hash> occurrences() const;

 private:
  using Send = std::function<void(ControllerProcess::Answer)>;
  struct Letter {
    Send send;
    std::function<void()> held;
  };
  struct Running {
    test::Programme programme;
    std::vector<UnitId> units;
    bool withdrawn = false;
  };

  void post(Send send, std::function<void()> held = {});
  void send_next();
  void issue(protocol::DocumentType type, Bytes envelope);
  void day();
  void sometime(double probability, std::function<void()> what);
  void before_slot(double probability, std::function<void()> what);

  void new_programme();
  void new_revision();
  void withdraw();
  void approve(const Running& running);
  void add_item(const Running& running);
  void remove_item();
  void revoke();
  void suspend();
  void quiet_spell();
  void narrow_windows();
  void hush();
  void release(const UnitId& unit);
  void alert();
  void regulate(const UnitId& unit);

  UnitId some_unit();            // the province or a commune
  std::vector<schedules::Target> target(const std::vector<UnitId>& units) const;
  const protocol::Signer* approver() const;
  Running* some_running();

  Stage& stage_;
  ControllerProcess& controller_;
  Chance chance_;
  TrueTime until_{};
  std::deque<Letter> letters_;
  bool sending_ = false;
  std::uint64_t attempt_ = 0;
  protocol::Trust trust_;
  bool revoked_ = false;
  TrueTime suspended_until_{};
  std::vector<Running> running_;
  test::Programme siren_;
  std::vector<schedules::Item> items_, all_items_;
  std::set<Hash> alerts_;        // occurrences of the alerts
  std::map<UnitId, schedules::Policy> policies_;
  std::map<std::string, int> counts_;
};

}  // namespace loa::sim
