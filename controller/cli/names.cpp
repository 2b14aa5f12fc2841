#include "controller/cli/names.h"

#include "controller/cli/commands.h"
#include "core/id.h"
#include "core/unicode.h"

namespace loa::cli {
namespace {

struct Place {
  const char* kind;     // for the error
  const char* target;   // the call
  const char* list;     // member that holds the list
  std::vector<const char*> names;
};

bool fits(const json::value& entry, const Place& place, const std::string& written) {
  const auto wanted = to_nfc(written);
  for (const char* name : place.names) {
    const auto held = to_nfc(field(entry, name));
    if (wanted && held && *wanted == *held) return true;
  }
  return false;
}

Result<std::string> find(const Client& client, const Place& place, const std::string& written) {
  if (parse_uuid(written)) return written;
  LOA_TRY(const auto answer, client.get(place.target));
  std::vector<std::string> found;
  std::string known;
  for (const auto& entry : list_of(answer, place.list)) {
    if (fits(entry, place, written)) found.push_back(field(entry, "id"));
    known += (known.empty() ? "" : ", ") + field(entry, place.names.front());
  }
  if (found.size() != 1) return fail("cli.name_unknown", {{"kind", place.kind}, {"name", written}, {"known", known}});
  return found.front();
}

}  // namespace

Result<std::string> unit_id(const Client& client, const std::string& written) {
  return find(client, {"địa bàn", "/api/v1/overview", "units", {"name", "code"}}, written);
}

Result<std::vector<std::string>> unit_ids(const Client& client, const std::vector<std::string>& written) {
  std::vector<std::string> out;
  for (const auto& each : written) {
    LOA_TRY(auto id, unit_id(client, each));
    out.push_back(std::move(id));
  }
  return out;
}

Result<std::string> cluster_id(const Client& client, const std::string& written) {
  return find(client, {"cụm loa", "/api/v1/overview", "clusters", {"name"}}, written);
}

Result<std::string> person_id(const Client& client, const std::string& written) {
  return find(client, {"người", "/api/v1/people", "people", {"name"}}, written);
}

Result<std::string> programme_id(const Client& client, const std::string& written) {
  return find(client, {"chương trình", "/api/v1/programmes", "programmes", {"title"}}, written);
}

}  // namespace loa::cli
