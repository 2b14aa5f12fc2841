// The verbs of the command line, a noun each. Every add_x() hangs its noun under the app; the chosen verb stores what to
// run, so that parsing and running stay apart.
#pragma once

#include "controller/cli/client.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace loa::cli {

struct Session {
  Connection connection;
  bool json = false;
  std::function<int()> run;  // set by the verb that was named

  Client client() const { return Client(connection); }
  // Prints the answer as JSON, or through `show`; errors in words. Gives the exit code.
  int finish(const Result<json::value>& answer, const std::function<void(const json::value&)>& show) const;
  int fail_with(const Error& error) const;
};

void add_status(CLI::App& app, Session& session);
void add_programmes(CLI::App& app, Session& session);
void add_items(CLI::App& app, Session& session);
void add_schedules(CLI::App& app, Session& session);
void add_ledger(CLI::App& app, Session& session);
void add_documents(CLI::App& app, Session& session);
void add_officers(CLI::App& app, Session& session);
void add_accounts(CLI::App& app, Session& session);
void add_trials(CLI::App& app, Session& session);

std::string field(const json::value& value, const char* key);  // as text; "-" when absent
const json::array& list_of(const json::value& value, const char* key);
std::string clock_text(const json::value& value, const char* key);  // unix ms -> civil time in Vietnam

}  // namespace loa::cli
