// Takes an uploaded audio file to a programme's revision: sandboxed transcoder -> scan -> unit list -> manifest -> contents on
// disk by hash -> one database transaction. Until that commit nothing of it is visible, and files of a failed import are
// removed. At most two imports run, eight wait.
#pragma once

#include "controller/services/desk.h"
#include "controller/services/events.h"

#include <functional>

namespace loa::controller {

struct ImportOrder {
  std::string task;                  // given: a task that runs already and is shown on
  std::filesystem::path upload;      // removed in every case
  std::string title;
  PersonId author;
  std::string voice;
  UnitId unit;
  std::optional<ProgrammeId> programme;  // a new revision of this one
  // What is to be done with the revision before the task is done; its error fails the task. May be empty.
  std::function<asio::awaitable<Status>(ImportTask)> then = {};
};

class Importer {
 public:
  Importer(Context& context, Desk& desk, EventDesk& events, std::filesystem::path transcoder, std::function<void()> changed);

  // The task's id, or "import.busy".
  Result<std::string> begin(ImportOrder order);

 private:
  struct Made {
    Revision revision;
    std::vector<ContentRecord> contents;
  };
  asio::awaitable<void> run(ImportOrder order);
  asio::awaitable<Status> import(ImportOrder order);
  Result<Made> make(const ImportOrder& order, const ProgrammeId& programme, std::int64_t revision, UtcTime now) const;

  Context& context_;
  Desk& desk_;
  EventDesk& events_;
  std::filesystem::path transcoder_;
  std::function<void()> changed_;
  WorkPool pool_;
  std::size_t running_ = 0;
};

}  // namespace loa::controller
