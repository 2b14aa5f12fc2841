// The machine account: whoever holds data_dir/api.token (0400) is the command line, the demo or another program of this
// machine. Every right; marked as such in the audit log.
#pragma once

#include "controller/services/api_router.h"

namespace loa::controller {

inline constexpr const char* kMachineName = "api.token";

class TokenDoor final : public Doorkeeper {
 public:
  explicit TokenDoor(std::string token) : token_(std::move(token)) {}
  // Error "controller.token".
  Result<Caller> recognise(const net::HttpRequest& request) override;
  Status own_page(const net::HttpRequest&) override { return ok(); }  // no browser sends the token by itself

 private:
  std::string token_;
};

}  // namespace loa::controller
