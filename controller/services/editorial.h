// The editors' part of the controller in one piece: uploads, machine voice, drafts, notifications and their calls. Loop thread.
#pragma once

#include "controller/services/programmes_api.h"
#include "controller/services/uploads_api.h"

namespace loa::controller {

class Editorial {
 public:
  Editorial(Context& context, Desk& desk, EventDesk& events, Importer& importer, SigningDesk& signing, SpeechOptions speech,
            NotifierOptions notify);

  void register_calls(ApiRouter& api);
  void mount(net::HttpServer& server);
  // Loads dictionary and uploads, then watches for what expires.
  void start();

  DraftDesk& drafts() { return drafts_; }
  UploadDesk& uploads() { return uploads_; }
  Speaker& speaker() { return speaker_; }
  Notifier& notifier() { return notifier_; }

 private:
  asio::awaitable<void> load();

  Context& context_;
  UploadDesk uploads_;
  Speaker speaker_;
  Notifier notifier_;
  DraftDesk drafts_;
  ProgrammesApi programmes_api_;
  UploadsApi uploads_api_;
};

}  // namespace loa::controller
