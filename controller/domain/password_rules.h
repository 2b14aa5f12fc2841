// What a password must be: twelve characters, or four words; not one that everybody tries first. No rules of composition. Pure.
#pragma once

#include "core/error.h"

#include <string_view>

namespace loa::controller {

// Errors: "password.short", "password.long" (over 256 bytes), "password.common", "password.login" (contains the login).
Status check_password(std::string_view password, std::string_view login);

}  // namespace loa::controller
