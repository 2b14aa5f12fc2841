// loa-cli: the command line behind ./loa. Noun, verb; --json for machines; exit codes in client.h.
#include "controller/cli/commands.h"

#include "core/files.h"

#include <cstdlib>

namespace {

// --address, LOA_ADDRESS, or the running demo of this folder.
std::string default_address() {
  if (const char* set = std::getenv("LOA_ADDRESS")) return set;
  const auto demo = loa::read_file("var/demo/address", 256);
  std::string text = demo ? std::string(loa::as_text(*demo)) : "http://127.0.0.1:8080";
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  loa::cli::Session session;
  session.connection.address = default_address();
  CLI::App app{"Loa: loudspeakers of a province.\n"
               "  ./loa demo    a whole network of simulated loudspeakers on this machine\n"
               "  ./loa test    install what is missing, build, pass the tests\n"
               "  ./loa bench   every figure beside a peer or a floor\n"
               "  ./loa verify  kill processes at random and compare the ledger with the recordings"};
  app.name("loa");
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--address", session.connection.address, "the controller's console address, or the demo's page");
  app.add_option("--token-file", session.connection.token_file, "api.token of the controller");
  app.add_flag("--json", session.json, "answers as JSON");
  loa::cli::add_status(app, session);
  loa::cli::add_programmes(app, session);
  loa::cli::add_items(app, session);
  loa::cli::add_schedules(app, session);
  loa::cli::add_ledger(app, session);
  loa::cli::add_documents(app, session);
  loa::cli::add_officers(app, session);
  loa::cli::add_accounts(app, session);
  loa::cli::add_trials(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : loa::cli::kUsage;
  }
  return session.run ? session.run() : loa::cli::kUsage;
}
