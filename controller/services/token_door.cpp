#include "controller/services/token_door.h"

#include <sodium/utils.h>

namespace loa::controller {

Result<Caller> TokenDoor::recognise(const net::HttpRequest& request) {
  const std::string wanted = "Bearer " + token_;
  const auto given = request.headers.find("authorization");
  const bool same = given != request.headers.end() && given->second.size() == wanted.size() &&
                    sodium_memcmp(given->second.data(), wanted.data(), wanted.size()) == 0;
  if (!same) return fail("controller.token");
  Caller caller;
  caller.name = kMachineName;
  caller.machine = true;
  caller.access = Access::everything();
  return caller;
}

}  // namespace loa::controller
