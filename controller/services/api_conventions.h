// What every editable or long list of /api/v1 has in common: ETag and If-Match (RFC 9110 section 13), pages by cursor.
#pragma once

#include "core/error.h"
#include "core/json.h"
#include "core/net/http_server.h"

#include <string>

namespace loa::controller {

std::string etag_of(std::int64_t version);  // "\"7\""
// Errors: "api.match_missing" (428) without If-Match, "api.match_failed" (412) for another version.
Status require_match(const net::HttpRequest& request, std::int64_t version);
net::HttpResponse with_etag(net::HttpResponse answer, std::int64_t version);

// A cursor says after which key the next page begins. Keys, not offsets: rows that come or go between two pages move nothing.
std::string make_cursor(const std::string& last_key);
struct PageOrder {
  std::string after;       // empty: from the beginning
  std::size_t limit = 0;
};
// From ?cursor=&limit=. Error: "api.cursor_bad".
Result<PageOrder> read_page(const net::HttpRequest& request, std::size_t usual = 50, std::size_t most = 200);

}  // namespace loa::controller
