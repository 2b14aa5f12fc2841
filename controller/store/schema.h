// The numbered migrations of the controller's database. Never edit one that was released: add the next.
#pragma once

#include "core/sql/database.h"

#include <vector>

namespace loa::controller {

const std::vector<sql::Migration>& controller_migrations();

// One file an owner; the list in schema.cpp gives the numbers.
sql::Migration signing_schema(int number);
sql::Migration accounts_schema(int number);
sql::Migration station_schema(int number);
sql::Migration programmes_schema(int number);

}  // namespace loa::controller
