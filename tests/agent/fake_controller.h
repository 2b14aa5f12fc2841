// The province's side as a model: documents, contents, signed time, journal intake. Each member a test may turn bad.
#pragma once

#include "agent/domain/event.h"
#include "schedules/plan_document.h"
#include "tests/world/world.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace loa::test {

class FakeController {
 public:
  FakeController(World& world, std::size_t site) : world_(world), site_(site) {}

  // What it wants the agent to hold; publish() makes and signs a new root of it.
  schedules::PlanDocument plan;
  protocol::Library library;
  std::optional<PartSet> parts;  // when set: these instead of what World makes
  std::vector<Bytes> mail;
  void publish();
  void post(std::vector<Bytes> envelopes);  // a new mailbox

  // Answers to what the agent publishes or asks by HTTPS.
  std::vector<agent::Event> on_publication(const protocol::Publication& publication, UtcTime now);
  std::vector<agent::Event> on_connect();  // what the broker retains
  agent::HttpDone on_http(const agent::HttpRequest& request, UtcTime now);
  std::optional<agent::MessageIn> news_by_poll(std::int64_t root_have, std::int64_t mail_have) const;

  Bytes root_envelope;
  std::int64_t root_version = 0, mail_version = 0, trust_version = 0;
  std::map<Hash, Bytes> contents;
  protocol::Reported reported;
  std::vector<protocol::Reported> reports;
  std::vector<protocol::Want> wants;
  std::map<std::int64_t, protocol::JournalRow> rows;
  std::vector<std::int64_t> batches;  // first sequence of each batch received
  bool gap = false;                   // a batch did not follow what is held
  int http_content = 0, chunks_sent = 0;

  bool acknowledge = true;
  bool beacons = true;
  Millis beacon_lie{0};
  bool forged_beacon = false;
  std::set<std::pair<Hash, std::uint32_t>> flip_once;  // chunk altered the next time it is sent
  std::map<Hash, Bytes> instead;                       // other bytes under this name
  std::set<Hash> never_by_mqtt;

  std::vector<protocol::JournalRow> rows_of(protocol::RowKind kind) const;
  std::vector<std::string> causes(protocol::RowKind kind) const;

 private:
  std::vector<agent::Event> chunks_for(const protocol::Want& want);
  void take_report(std::string_view json);
  std::string take_journal(std::string_view json);
  Bytes beacon(ByteSpan nonce, UtcTime now);
  World& world_;
  std::size_t site_;
};

}  // namespace loa::test
