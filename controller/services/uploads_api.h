// tus 1.0.0 (core, creation, termination, checksum, expiration) at /api/v1/uploads. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/upload_desk.h"

namespace loa::controller {

class UploadsApi {
 public:
  UploadsApi(Context& context, UploadDesk& uploads) : context_(context), uploads_(uploads) {}
  void register_calls(ApiRouter& api);
  void mount_options(net::HttpServer& server);  // OPTIONS says what the server can; it needs nobody to be signed in

 private:
  ApiAnswer create(ApiCall call);
  ApiAnswer get(ApiCall call);
  ApiAnswer append(ApiCall call);
  ApiAnswer remove(ApiCall call);
  net::HttpResponse told(const Upload& upload, int status) const;

  Context& context_;
  UploadDesk& uploads_;
};

}  // namespace loa::controller
