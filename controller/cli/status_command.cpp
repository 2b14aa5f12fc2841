#include "controller/cli/commands.h"
#include "controller/cli/names.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

void show_overview(const json::value& overview) {
  for (const auto& agent : list_of(overview, "agents")) {
    fmt::print("{}  {}  {}\n", field(agent, "online") == "true" ? "trực tuyến " : "mất liên lạc", field(agent, "name"), field(agent, "id"));
  }
  for (const auto& cluster : list_of(overview, "clusters")) {
    fmt::print("  {:8}  {}  {}\n", field(cluster, "state"), field(cluster, "name"), field(cluster, "title"));
  }
  for (const auto& next : list_of(overview, "next")) {
    fmt::print("kế tiếp {}  {}\n", clock_text(next, "start"), field(next, "title"));
  }
}

void show_events(const json::value& events) {
  for (const auto& event : list_of(events, "events")) {
    fmt::print("{}  {:5}  {}\n", clock_text(event, "at"), field(event, "level"), field(event, "text_vi"));
  }
}

void show_steps(const json::value& answer) {
  for (const auto& step : list_of(answer, "steps")) fmt::print("{}\n", field(step, "text_vi"));
}

}  // namespace

void add_status(CLI::App& app, Session& session) {
  auto* status = app.add_subcommand("status", "the network now: agents, clusters, what comes next");
  status->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/overview"), show_overview); };
  });

  auto* event = app.add_subcommand("event", "what happened");
  event->require_subcommand(1);
  event->add_subcommand("list", "newest first")->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/events?limit=100"), show_events); };
  });

  auto* explain = app.add_subcommand("explain", "why a cluster sounds or is silent at an instant");
  auto cluster = std::make_shared<std::string>();
  auto at = std::make_shared<std::string>();
  explain->add_option("--cluster", *cluster, "cluster: name or id")->required();
  explain->add_option("--at", *at, "instant, RFC 3339 (2026-11-24T05:30:00Z)")->required();
  explain->callback([&session, cluster, at] {
    session.run = [&session, cluster, at] {
      const auto instant = parse_rfc3339(*at);
      if (!instant) return session.fail_with(instant.error());
      const auto id = cluster_id(session.client(), *cluster);
      if (!id) return session.fail_with(id.error());
      const auto target = fmt::format("/api/v1/explain?cluster={}&at={}", *id, to_unix_ms(*instant));
      return session.finish(session.client().get(target), show_steps);
    };
  });
}

}  // namespace loa::cli
