// The calls of the station's screens (controller/api/station.yaml), one handler each: Today and readiness, make-good, inbox,
// schedule, regulations, quiet spells, practice station. Loop thread.
#pragma once

#include "controller/domain/make_good.h"
#include "controller/domain/readiness.h"
#include "controller/services/area_plan.h"
#include "controller/services/inbox_source.h"
#include "controller/services/item_desk.h"
#include "controller/services/practice_desk.h"
#include "controller/services/signing_desk.h"
#include "controller/services/uplink.h"

namespace loa::controller {

struct StationParts {
  Context& context;
  Desk& desk;
  EventDesk& events;
  Publisher& publisher;
  Uplink& uplink;
  ScheduleDesk& schedule;
  ItemDesk& items;
  PracticeDesk& practice;
};

class StationApi {
 public:
  explicit StationApi(StationParts parts) : p_(parts) {}
  void add_source(InboxSource& source) { sources_.push_back(&source); }
  // What is to be signed carries a link to the signing page from then on.
  void sign_at(SigningDesk& desk) { signing_ = &desk; }
  void register_calls(ApiRouter& api);
  // The board of an area, as GET /readiness answers it.
  Readiness board(const AreaScope& area, const std::string& group, UtcTime at) const;

 private:
  using Handler = ApiAnswer (StationApi::*)(ApiCall);
  struct Call { const char* id; Handler handler; };
  static const std::vector<Call>& today_calls();
  static const std::vector<Call>& item_calls();
  static const std::vector<Call>& inbox_calls();
  static const std::vector<Call>& rule_calls();
  static const std::vector<Call>& practice_calls();

  // station_today.cpp
  ApiAnswer readiness_board(ApiCall call);
  ApiAnswer today(ApiCall call);
  ApiAnswer occurrences(ApiCall call);
  ApiAnswer units(ApiCall call);
  ApiAnswer clusters(ApiCall call);
  // station_make_good.cpp
  ApiAnswer preview_make_good(ApiCall call);
  ApiAnswer create_make_good(ApiCall call);
  // station_items.cpp
  ApiAnswer list_items(ApiCall call);
  ApiAnswer get_item(ApiCall call);
  ApiAnswer check_item(ApiCall call);
  ApiAnswer create_item(ApiCall call);
  ApiAnswer update_item(ApiCall call);
  ApiAnswer remove_item(ApiCall call);
  ApiAnswer item_history(ApiCall call);
  ApiAnswer decide_item(ApiCall call);
  ApiAnswer list_changes(ApiCall call);
  ApiAnswer undo_change(ApiCall call);
  ApiAnswer preview_bulk(ApiCall call);
  ApiAnswer apply_bulk(ApiCall call);
  // station_files.cpp
  ApiAnswer check_file(ApiCall call);
  ApiAnswer import_file(ApiCall call);
  ApiAnswer export_file(ApiCall call);
  // station_inbox.cpp
  ApiAnswer inbox(ApiCall call);
  ApiAnswer count_inbox(ApiCall call);
  ApiAnswer close_entry(ApiCall call);
  ApiAnswer list_offers(ApiCall call);
  ApiAnswer create_offer(ApiCall call);
  ApiAnswer offer_slots(ApiCall call);
  ApiAnswer answer_offer(ApiCall call);
  // station_rules.cpp
  ApiAnswer policies(ApiCall call);
  ApiAnswer list_drafts(ApiCall call);
  ApiAnswer save_draft(ApiCall call);
  ApiAnswer remove_draft(ApiCall call);
  ApiAnswer publish_draft(ApiCall call);
  ApiAnswer list_power_cuts(ApiCall call);
  ApiAnswer create_power_cut(ApiCall call);
  ApiAnswer remove_power_cut(ApiCall call);
  // station_quiet.cpp
  ApiAnswer list_quiet(ApiCall call);
  ApiAnswer preview_quiet(ApiCall call);
  ApiAnswer create_quiet(ApiCall call);
  ApiAnswer sign_quiet(ApiCall call);
  ApiAnswer end_quiet(ApiCall call);
  // station_practice.cpp
  ApiAnswer practice_lessons(ApiCall call);
  ApiAnswer start_practice(ApiCall call);
  ApiAnswer get_practice(ApiCall call);
  ApiAnswer act_practice(ApiCall call);
  ApiAnswer practice_report(ApiCall call);

  // --- shared
  struct DutyView;
  DutyView look(const AreaScope& inside, const std::string& group) const;
  void see_cluster(DutyView& view, const protocol::PlacedCluster& cluster, const AgentState* online) const;
  void see_slots(DutyView& view) const;
  json::object missed_json(const DutyView& view, const std::vector<const LedgerRow*>& rows, const std::optional<ItemId>& made_good) const;
  AreaScope area(const ApiCall& call, Right right) const;  // the caller's, narrowed to ?unit=
  bool may_see(const ItemVersion& version, const Caller& caller) const;
  ApiAnswer save_items(std::vector<PreparedItem> prepared, std::string kind, Caller caller, bool accept, int status);
  struct InboxView {
    std::vector<InboxEntry> entries;                       // most urgent first
    std::map<std::string, json::object> closed;            // by key
  };
  asio::awaitable<Result<InboxView>> see_inbox(ApiCall call);
  const Readiness& morning_board();
  void add_faults(std::vector<InboxEntry>& out, const AreaScope& inside);
  json::object named_cluster(const protocol::PlacedCluster& cluster) const;
  json::array named_clusters(const std::vector<ClusterId>& clusters) const;
  std::string unit_name(const UnitId& unit) const;
  CivilTime civil(UtcTime t) const { return date::floor<std::chrono::seconds>(p_.context.zone.to_civil(t)); }
  std::string civil_text(UtcTime t) const { return format_civil(civil(t)); }
  CivilDay day_of(UtcTime t) const { return date::floor<date::days>(p_.context.zone.to_civil(t)); }
  struct MakeGoodQuestion;
  asio::awaitable<Result<MakeGoodQuestion>> ask_make_good(ApiCall call);
  json::object occurrence_json(const schedules::Occurrence& occurrence, const Caller& caller) const;
  json::object day_json(const AreaPlan& area, CivilDay day, const ApiCall& call, const AreaScope& inside) const;
  json::array windows_json(const schedules::PolicyPath& path, CivilDay day) const;
  json::object power_cut_json(const PowerCut& cut) const;
  // Signed spells of an area that have not ended.
  struct Spell {
    std::string id;
    UnitId unit;
    schedules::QuietSpell spell;
    std::optional<Hash> document;                          // none: it waits for a signature
    std::string by;
  };
  std::vector<Spell> spells(const AreaScope& inside) const;
  json::object spell_json(const Spell& spell) const;
  Result<schedules::Policy> held_policy(const UnitId& unit) const;  // "quiet.no_policy", "unit.unknown"
  // Without the spells that ended, with all that wait for a signature.
  asio::awaitable<Result<schedules::Policy>> with_waiting(schedules::Policy policy);
  json::object to_sign(const schedules::Policy& policy) const;
  json::object silenced_json(const UnitId& unit, UtcTime from, UtcTime until) const;
  std::vector<Error> looser(const schedules::Policy& draft) const;
  json::object draft_json(const Note& note) const;
  json::object practice_json(const PracticeSession& session, const std::vector<Error>& said) const;
  json::object offer_json(const Note& offer, const std::vector<Note>& answers) const;
  std::vector<UtcTime> slots_for(const ProgrammeId& programme, const UnitId& unit, UtcTime deadline, std::size_t most) const;
  void add_offers(std::vector<InboxEntry>& out, const std::vector<Note>& offers, const std::vector<Note>& answers, const AreaScope& inside) const;
  void add_station_entries(std::vector<InboxEntry>& out, const ApiCall& call, const AreaScope& inside) const;

  StationParts p_;
  SigningDesk* signing_ = nullptr;
  std::vector<InboxSource*> sources_;
  std::optional<Readiness> board_;                         // of tomorrow morning
  SteadyTime board_at_{};
};

// Fills the desk at start.
Status load_power_cuts(Desk& desk, Store& store);

// --- words shared by the handlers' files
net::HttpResponse refused(const Error& error);                         // with the status that belongs to its code
net::HttpResponse refused(const std::vector<Error>& errors);
net::HttpResponse no_content();
std::string query_of(const ApiCall& call, const std::string& name);
json::value lunar_json(CivilDay day);
json::array texts_array(const std::vector<Error>& errors);

}  // namespace loa::controller
