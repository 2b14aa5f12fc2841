// The province's side of officers' keys on the console's interface (api/signing.yaml): invitations, what was enrolled, the
// trust document for the command line that signs the next one, and what a lost key's revocation must keep. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/signing_desk.h"

namespace loa::controller {

class OfficerApi {
 public:
  OfficerApi(Desk& desk, SigningDesk& signing) : desk_(desk), signing_(signing) {}
  void register_calls(ApiRouter& api);

 private:
  ApiAnswer invite(ApiCall call);
  ApiAnswer enrolments(ApiCall call);
  ApiAnswer trust(ApiCall call);
  ApiAnswer approvals_of_key(ApiCall call);
  ApiAnswer open_requests(ApiCall call);
  ApiAnswer page(ApiCall call);

  Desk& desk_;
  SigningDesk& signing_;
};

}  // namespace loa::controller
