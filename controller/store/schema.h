// The numbered migrations of the controller's database. Never edit one that was released: add the next.
#pragma once

#include "core/sql/database.h"

#include <vector>

namespace loa::controller {

const std::vector<sql::Migration>& controller_migrations();

}  // namespace loa::controller
