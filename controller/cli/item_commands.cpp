#include "controller/cli/commands.h"
#include "controller/cli/names.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

struct Proposal {
  std::string programme, start, rrule, cls = "normal", late = "join", overrun = "cut";
  std::vector<std::string> units, clusters;
  int volume = 70;
};

Result<Proposal> with_ids(const Client& client, Proposal proposal) {
  LOA_TRY(proposal.programme, programme_id(client, proposal.programme));
  LOA_TRY(proposal.units, unit_ids(client, proposal.units));
  for (auto& cluster : proposal.clusters) {
    LOA_TRY(cluster, cluster_id(client, cluster));
  }
  return proposal;
}

std::string body_of(const Proposal& proposal) {
  json::array units(proposal.units.begin(), proposal.units.end());
  json::array clusters(proposal.clusters.begin(), proposal.clusters.end());
  return write_json(json::object{{"programme", proposal.programme},
                                 {"targets", json::object{{"units", units}, {"clusters", clusters}, {"groups", json::array{}}}},
                                 {"start", proposal.start},
                                 {"rrule", proposal.rrule},
                                 {"class", proposal.cls},
                                 {"late", proposal.late},
                                 {"overrun", proposal.overrun},
                                 {"volume", proposal.volume}});
}

void show_conflicts(const json::value& answer) {
  const auto& conflicts = list_of(answer, "conflicts");
  if (conflicts.empty()) fmt::print("không có xung đột\n");
  for (const auto& conflict : conflicts) {
    fmt::print("{}\n", field(conflict, "text_vi"));
    for (const auto& choice : list_of(conflict, "choices")) fmt::print("  {}: {}\n", field(choice, "kind"), field(choice, "start"));
  }
}

void show_items(const json::value& answer) {
  for (const auto& item : list_of(answer, "items")) {
    fmt::print("{}  {}  {} {}\n", field(item, "id"), field(item, "start"), field(item, "title"), field(item, "rrule"));
  }
}

void add_proposal_verb(CLI::App& noun, Session& session, const char* name, const char* help, const char* target) {
  auto proposal = std::make_shared<Proposal>();
  auto* verb = noun.add_subcommand(name, help);
  verb->add_option("--programme", proposal->programme, "title or id of the programme")->required();
  verb->add_option("--start", proposal->start, "civil time: 2026-11-24T17:00:00")->required();
  verb->add_option("--unit", proposal->units, "units: name, official code or id");
  verb->add_option("--cluster", proposal->clusters, "clusters: name or id");
  verb->add_option("--rrule", proposal->rrule, "RFC 5545 rule, e.g. FREQ=WEEKLY;BYDAY=TU,TH,SU");
  verb->add_option("--class", proposal->cls, "normal or priority")->check(CLI::IsMember({"normal", "priority"}));
  verb->add_option("--late", proposal->late, "join or skip")->check(CLI::IsMember({"join", "skip"}));
  verb->add_option("--overrun", proposal->overrun, "cut, finish or push")->check(CLI::IsMember({"cut", "finish", "push"}));
  verb->add_option("--volume", proposal->volume, "percent")->check(CLI::Range(0, 100));
  const bool saves = std::string(name) == "propose";
  verb->callback([&session, proposal, target, saves] {
    session.run = [&session, proposal, target, saves] {
      const auto resolved = with_ids(session.client(), *proposal);
      if (!resolved) return session.fail_with(resolved.error());
      auto answer = session.client().send("POST", target, body_of(*resolved));
      return session.finish(answer, [saves](const json::value& done) {
        if (saves) {
          fmt::print("đã xếp lịch: {}\n", field(done, "item"));
        } else {
          show_conflicts(done);
        }
      });
    };
  });
}

}  // namespace

void add_items(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("item", "lines of the schedule");
  noun->require_subcommand(1);
  noun->add_subcommand("list", "the schedule")->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/items"), show_items); };
  });
  add_proposal_verb(*noun, session, "check", "conflicts and breaches, nothing saved", "/api/v1/items/check");
  add_proposal_verb(*noun, session, "propose", "put a programme on the schedule", "/api/v1/items");
  auto id = std::make_shared<std::string>();
  auto* remove = noun->add_subcommand("remove", "take an item off the schedule");
  remove->add_option("item", *id, "item id")->required();
  remove->callback([&session, id] {
    session.run = [&session, id] {
      return session.finish(session.client().send("DELETE", "/api/v1/items/" + *id, {}), [](const json::value&) { fmt::print("đã bỏ\n"); });
    };
  });
}

}  // namespace loa::cli
