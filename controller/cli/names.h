// Ids from what people write: an id as it is, else the one name or official code of the running network that fits.
// Errors: "cli.name_unknown" (kind, name, known), those of the call.
#pragma once

#include "controller/cli/client.h"

#include <string>
#include <vector>

namespace loa::cli {

Result<std::string> unit_id(const Client& client, const std::string& written);
Result<std::vector<std::string>> unit_ids(const Client& client, const std::vector<std::string>& written);
Result<std::string> cluster_id(const Client& client, const std::string& written);
Result<std::string> person_id(const Client& client, const std::string& written);
Result<std::string> programme_id(const Client& client, const std::string& written);

}  // namespace loa::cli
