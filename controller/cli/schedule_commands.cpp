#include "controller/cli/commands.h"

#include "core/files.h"
#include "core/net/http_message.h"

#include <fmt/format.h>

#include <filesystem>

namespace loa::cli {
namespace {

constexpr std::size_t kMaxSchedule = 1024 * 1024;

Result<json::value> send_file(const Session& session, const std::string& file, const std::string& target, const std::string& more) {
  LOA_TRY(auto bytes, read_file(file, kMaxSchedule));
  const auto name = net::percent_encode(std::filesystem::path(file).filename().string());
  return session.client().send("POST", target + "?name=" + name + more, std::string(as_text(bytes)));
}

void show_findings(const json::value& answer) {
  for (const auto& item : list_of(answer, "items")) {
    fmt::print("{}  {}\n", field(item, "start"), field(item, "title"));
    for (const char* kind : {"conflicts", "warnings"}) {
      for (const auto& finding : list_of(item, kind)) fmt::print("    {}\n", field(finding, "text_vi"));
    }
  }
}

bool has_conflicts(const json::value& answer) {
  for (const auto& item : list_of(answer, "items")) {
    if (!list_of(item, "conflicts").empty()) return true;
  }
  return false;
}

int check(const Session& session, const std::string& file) {
  const auto answer = send_file(session, file, "/api/v1/schedules/check", "");
  const int code = session.finish(answer, show_findings);
  return code == kDone && has_conflicts(*answer) ? kRefused : code;
}

}  // namespace

void add_schedules(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("schedule", "schedule files (YAML): all of a file or nothing");
  noun->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  auto accept = std::make_shared<bool>(false);
  auto* look = noun->add_subcommand("check", "errors with file and line, conflicts and breaches; nothing saved");
  look->add_option("file", *file, "schedule file")->required()->check(CLI::ExistingFile);
  look->callback([&session, file] { session.run = [&session, file] { return check(session, *file); }; });
  auto* import = noun->add_subcommand("import", "put every item of the file on the schedule, or none");
  import->add_option("file", *file, "schedule file")->required()->check(CLI::ExistingFile);
  import->add_flag("--accept-conflicts", *accept, "save in spite of collisions (never of a breach)");
  import->callback([&session, file, accept] {
    session.run = [&session, file, accept] {
      const auto answer = send_file(session, *file, "/api/v1/schedules", *accept ? "&accept_conflicts=true" : "");
      return session.finish(answer, [](const json::value& done) { fmt::print("đã xếp lịch: {} mục\n", list_of(done, "items").size()); });
    };
  });
}

}  // namespace loa::cli
