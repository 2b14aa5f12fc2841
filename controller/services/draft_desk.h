// Bàn biên tập (editors' desk): takes a draft from its first word to the approver. Decisions are domain/draft.h; this brings
// them to the store, the speaker, the importer, the signing desk and to people. Loop thread.
#pragma once

#include "controller/services/notifier.h"
#include "controller/services/signing_desk.h"
#include "controller/services/speaker.h"
#include "controller/services/upload_desk.h"
#include "controller/store/draft_store.h"

namespace loa::controller {

// Which draft, seen from where, by whom; `expected`: the version the caller saw.
struct DraftCall {
  AreaScope scope = AreaScope::whole();
  DraftId id;
  std::optional<std::int64_t> expected;
  DraftActor actor;
};

class DraftDesk {
 public:
  struct Parts {
    Context& context;
    Desk& desk;
    EventDesk& events;
    Importer& importer;
    Speaker& speaker;
    UploadDesk& uploads;
    SigningDesk& signing;
    Notifier& notifier;
  };
  explicit DraftDesk(Parts parts);

  asio::awaitable<void> expire_forever();
  asio::awaitable<void> expire_overdue();

  asio::awaitable<Result<Draft>> create(Draft draft, DraftCall call);
  asio::awaitable<Result<Draft>> find(DraftCall call);
  asio::awaitable<Result<DraftPage>> search(AreaScope scope, DraftQuery query);
  asio::awaitable<Result<std::vector<FolderCount>>> folders(AreaScope scope);
  // A change of content: begins the next revision when it has to, and closes the requests to sign of the one before.
  asio::awaitable<Result<Draft>> change(DraftCall call, std::function<Status(Draft&)> work);
  asio::awaitable<Result<Draft>> withdraw(DraftCall call);
  // Of a withdrawn draft: its approvals that are still in force, in words. Only an officer's signature ends those.
  std::vector<Error> still_approved(const Draft& draft) const;

  struct Voice {
    std::string language, name;
    int speed_percent = 100;
  };
  // Errors: "draft.voice_note", "draft.language" without that version, those of Speaker::begin().
  asio::awaitable<Result<SpeechBegun>> speak(DraftCall call, Voice voice);
  // The task's id. Errors: those of UploadDesk::take(), "import.busy".
  asio::awaitable<Result<std::string>> attach(DraftCall call, std::string language, UploadId upload, std::string voice);

  // Errors: those of submit(), of SigningDesk::open_request().
  asio::awaitable<Result<Draft>> submit(DraftCall call, Submission submission);
  // Errors: "draft.own_hand", "draft.state", those of SigningDesk::another_link().
  asio::awaitable<Result<SigningLink>> link(DraftCall call, std::string language);
  asio::awaitable<Result<Draft>> use_note(DraftCall call);

  CivilDay today() const;

 private:
  asio::awaitable<Result<Draft>> store_change(DraftCall call, std::function<Status(Draft&)> work);
  asio::awaitable<void> close(std::vector<SigningId> requests);
  asio::awaitable<void> decided(SigningDecision decision);
  asio::awaitable<Status> keep_sound(DraftCall call, std::string language, DraftSound sound, std::string sentences);
  ImportOrder order_for(const Draft& draft, const DraftVersion& version) const;
  DraftSound sound_of(const ImportTask& task, const std::string& voice, const Hash& source) const;
  SigningRequest request_for(const Draft& draft, const Submission& submission, const DraftVersion& version) const;
  asio::awaitable<Result<std::vector<SigningLink>>> open_links(const Draft& draft);
  void tell(const std::string& code, const Draft& draft, ErrorParams params, const std::string& url);

  Parts p_;
};

}  // namespace loa::controller
