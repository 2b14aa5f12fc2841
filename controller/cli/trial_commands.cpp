#include "controller/cli/commands.h"
#include "controller/cli/names.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

struct TrialVerb {
  const char* name;
  const char* help;
  const char* argument;  // JSON member the verb's argument goes into; null: none
  const char* argument_help;
};

constexpr TrialVerb kVerbs[] = {
    {"propose-quiet", "propose a slot in the quiet window: refused, the regulation cited", nullptr, nullptr},
    {"cut-network", "cut a commune off", "agent", "agent-1 or agent-2"},
    {"mend-network", "connect it again", "agent", "agent-1 or agent-2"},
    {"kill", "kill -9 a process", "process", "broker, controller, agent-1, agent-2, bridge-1, bridge-2"},
    {"cut-horn", "cut a horn's line", "cluster", "cluster: name or id"},
    {"mend-horn", "mend a horn's line", "cluster", "cluster: name or id"},
    {"forge-alert", "send a forged emergency: silence, and the refusal on record", nullptr, nullptr},
    {"alter-ledger", "alter a stored ledger row behind the controller's back", nullptr, nullptr},
    {"verify-ledger", "check the ledger: it names the altered row", nullptr, nullptr}};

}  // namespace

void add_trials(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("try", "try to break a running demo");
  noun->require_subcommand(1);
  for (const auto& verb : kVerbs) {
    auto value = std::make_shared<std::string>();
    auto* command = noun->add_subcommand(verb.name, verb.help);
    if (verb.argument) command->add_option(verb.argument, *value, verb.argument_help)->required();
    command->callback([&session, &verb, value] {
      session.run = [&session, &verb, value] {
        json::object body;
        std::string argument = *value;
        if (verb.argument && std::string_view(verb.argument) == "cluster") {
          const auto id = cluster_id(session.client(), argument);
          if (!id) return session.fail_with(id.error());
          argument = *id;
        }
        if (verb.argument) body[verb.argument] = argument;
        const auto answer = session.client().send("POST", std::string("/demo/actions/") + verb.name, write_json(body));
        const int code = session.finish(answer, [](const json::value& done) { fmt::print("{}\n", field(done, "text_vi")); });
        return code == kDone && field(*answer, "ok") != "true" ? kRefused : code;
      };
    });
  }
}

}  // namespace loa::cli
