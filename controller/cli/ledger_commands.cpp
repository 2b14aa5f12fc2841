#include "controller/cli/commands.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

void show_rows(const json::value& answer) {
  for (const auto& row : list_of(answer, "rows")) {
    const auto* cause = row.is_object() ? row.as_object().if_contains("cause") : nullptr;
    fmt::print("{}  {:9}  {} / {}  {}{}\n", clock_text(row, "planned_start"), field(row, "state"), field(row, "unit_name"),
               field(row, "cluster_name"), field(row, "title"),
               cause && cause->is_object() ? "  — " + field(*cause, "text_vi") : std::string());
  }
}

int show_check(const Session& session, const char* target) {
  const auto answer = session.client().get(target);
  const int code = session.finish(answer, [](const json::value& found) {
    const auto& bad = list_of(found, "bad");
    fmt::print("{} dòng, {} dòng sai\n", field(found, "rows"), bad.size());
    for (const auto& row : bad) fmt::print("  {}: {}\n", field(row, "row"), field(row, "text_vi"));
  });
  return code == kDone && field(*answer, "ok") != "true" ? kRefused : code;
}

}  // namespace

void add_ledger(CLI::App& app, Session& session) {
  auto* ledger = app.add_subcommand("ledger", "one row an (occurrence, cluster): planned, aired or missed, and why");
  ledger->require_subcommand(1);
  ledger->add_subcommand("list", "newest first")->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/ledger?limit=200"), show_rows); };
  });
  ledger->add_subcommand("verify", "recompute the chain and every receipt; exit 1 when a row was altered")->callback([&session] {
    session.run = [&session] { return show_check(session, "/api/v1/ledger/verify"); };
  });
  auto* audit = app.add_subcommand("audit", "the hash-chained audit log");
  audit->require_subcommand(1);
  audit->add_subcommand("verify", "recompute the chain; exit 1 when an entry was altered")->callback([&session] {
    session.run = [&session] { return show_check(session, "/api/v1/audit/verify"); };
  });
}

}  // namespace loa::cli
