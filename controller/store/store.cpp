#include "controller/store/store.h"

#include "controller/store/schema.h"

namespace loa::controller {

Store::Store(std::unique_ptr<sql::Database> database)
    : database_(std::move(database)), audit(*database_), documents(*database_, audit), library(*database_, audit), items(*database_, audit), notes(*database_, audit),
      fleet(*database_), events(*database_), ledger(*database_, audit), signing(*database_, audit), accounts(*database_, audit), answers(*database_),
      drafts(*database_, audit), uploads(*database_), dictionary(*database_, audit) {}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
  auto database = sql::Database::open(file, controller_migrations());
  if (!database) return database.error();
  return std::unique_ptr<Store>(new Store(std::move(*database)));
}

}  // namespace loa::controller
