#include "controller/services/web_headers.h"

namespace loa::controller {

WebHeaders security_headers() {
  return {{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"}};
}

std::pair<std::string, std::string> page_policy() {
  return {"Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; "
          "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"};
}

}  // namespace loa::controller
