// The controller's one database and its parts. Opened before the loop runs; afterwards used on the store thread only.
#pragma once

#include "controller/store/account_store.h"
#include "controller/store/answer_store.h"
#include "controller/store/document_store.h"
#include "controller/store/draft_store.h"
#include "controller/store/fleet_store.h"
#include "controller/store/item_store.h"
#include "controller/store/ledger_store.h"
#include "controller/store/library_store.h"
#include "controller/store/note_store.h"
#include "controller/store/signing_store.h"
#include "controller/store/upload_store.h"

#include <filesystem>
#include <memory>

namespace loa::controller {

class Store {
 public:
  // Errors: those of core/sql/database.h, in one line with the remedy.
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file);

  sql::Database& database() { return *database_; }

 private:
  explicit Store(std::unique_ptr<sql::Database> database);
  std::unique_ptr<sql::Database> database_;  // outlives the parts below

 public:
  AuditLog audit;
  DocumentStore documents;
  LibraryStore library;
  ItemStore items;
  NoteStore notes;
  FleetStore fleet;
  EventStore events;
  LedgerStore ledger;
  SigningStore signing;
  AccountStore accounts;
  AnswerStore answers;
  DraftStore drafts;
  UploadStore uploads;
  DictionaryStore dictionary;
};

}  // namespace loa::controller
