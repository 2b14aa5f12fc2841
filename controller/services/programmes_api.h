// The calls of controller/api/programmes.yaml but uploads. Handlers read the request, ask the desks, show the answer. A draft
// outside the caller's area does not exist for him. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/draft_desk.h"

namespace loa::controller {

class ProgrammesApi {
 public:
  ProgrammesApi(Context& context, Desk& desk, DraftDesk& drafts, Speaker& speaker);
  void register_calls(ApiRouter& api);

 private:
  using Handler = ApiAnswer (ProgrammesApi::*)(ApiCall);

  ApiAnswer list(ApiCall call);
  ApiAnswer create(ApiCall call);
  ApiAnswer get(ApiCall call);
  ApiAnswer update(ApiCall call);
  ApiAnswer withdraw(ApiCall call);
  ApiAnswer update_version(ApiCall call);
  ApiAnswer remove_version(ApiCall call);
  ApiAnswer read(ApiCall call);
  ApiAnswer speak(ApiCall call);
  ApiAnswer attach(ApiCall call);
  ApiAnswer sentences(ApiCall call);
  ApiAnswer check_law_days(ApiCall call);
  ApiAnswer confirm_law(ApiCall call);
  ApiAnswer submit(ApiCall call);
  ApiAnswer link(ApiCall call);
  ApiAnswer use_note(ApiCall call);
  ApiAnswer folders(ApiCall call);
  ApiAnswer languages(ApiCall call);
  ApiAnswer import_text(ApiCall call);
  ApiAnswer peaks(ApiCall call);
  ApiAnswer dictionary(ApiCall call);
  ApiAnswer put_entry(ApiCall call);
  ApiAnswer remove_entry(ApiCall call);

  DraftActor actor_of(const Caller& caller) const;
  net::HttpResponse shown(const Result<Draft>& draft) const;
  std::string person_name(const PersonId& person) const;

  Context& context_;
  Desk& desk_;
  DraftDesk& drafts_;
  Speaker& speaker_;
  WorkPool texts_;
};

}  // namespace loa::controller
