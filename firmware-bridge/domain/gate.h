// The last gate in front of an amplifier. Every sound the bridge makes has passed step(): documents verified to the
// authority, the bridge's own time, policy, approval, content hashes. Pure: no I/O, no clock; the same object runs under the
// simulation. One thread. Order of a bridge's life: Gate(setup, files found in the store, now), start(), then step() for
// every event; the caller performs the actions in order and reports each Write with Written.
#pragma once

#include "firmware-bridge/domain/outbox.h"
#include "firmware-bridge/domain/plays.h"

namespace loa::bridge {

class Gate {
 public:
  Gate(GateSetup setup, const StoredFiles& stored, const Moment& now);

  Actions start(const Moment& now);  // once, first: receipts of what a crash cut off
  Actions step(const Event& event, const Moment& now);

  bool current() const { return holdings_.current(); }
  bool time_known(SteadyTime now) const { return time_.known(now); }
  protocol::TimeEstimate time(SteadyTime now) const { return time_.at(now); }
  bool idle() const { return plays_.idle(); }
  std::size_t outbox_waiting() const { return outbox_.waiting(); }
  protocol::LinkStatus status(SteadyTime now) const;

 private:
  struct Step { const Moment& now; Actions& out; Notes notes; };

  void on(const LinkUp&, Step& step);
  void on(const LinkDown&, Step& step);
  void on(const FromAgent& event, Step& step);
  void on(const Written& event, Step& step);
  void on(const WriteFailed& event, Step& step);
  void on(const Tick&, Step& step);
  void on(const PlayerStarted& event, Step& step);
  void on(const PlayerProgress& event, Step& step);
  void on(const PlayerEnded& event, Step& step);
  void on(const UnitRefused& event, Step& step);
  void on(const SensesChanged& event, Step& step);

  void on_message(const protocol::LinkHello& message, Step& step);
  void on_message(const protocol::LinkRoot& message, Step& step);
  void on_message(const protocol::LinkMail& message, Step& step);
  void on_message(const protocol::LinkPart& message, Step& step);
  void on_message(const protocol::LinkBeacon& message, Step& step);
  void on_message(const protocol::LinkUnit& message, Step& step);
  void on_message(const protocol::LinkPlay& message, Step& step);
  void on_message(const protocol::LinkStop& message, Step& step);
  void on_message(const protocol::LinkReceiptAck& message, Step& step);
  template <class Other>
  void on_message(const Other&, Step&) {}  // meant for the other side, or for the player

  Holdings::Look look(const Moment& now) const;
  void finish(Step& step);
  void add_receipts(const std::vector<Segment>& segments, const std::vector<std::string>& causes, const Moment& now);
  Bytes receipt(const Segment& segment, const std::string& cause, const Moment& now) const;
  void send_status(SteadyTime now, Actions& out);

  GateSetup setup_;
  WriteTokens tokens_;
  TimeWatch time_;
  Holdings holdings_;
  Airings airings_;
  Outbox outbox_;
  Plays plays_;
  std::map<ClusterId, Senses> senses_;
  Notes early_notes_;
  std::vector<Segment> cut_off_;
  bool up_ = false;
  Bytes last_status_;
  SteadyTime status_at_{};
};

}  // namespace loa::bridge
