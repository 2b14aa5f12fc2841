#include "controller/services/api_conventions.h"

#include "core/unicode.h"

#include <algorithm>
#include <charconv>

namespace loa::controller {

std::string etag_of(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

Status require_match(const net::HttpRequest& request, std::int64_t version) {
  const auto given = request.headers.find("if-match");
  if (given == request.headers.end()) return fail("api.match_missing");
  if (given->second != etag_of(version)) return fail("api.match_failed");
  return ok();
}

net::HttpResponse with_etag(net::HttpResponse answer, std::int64_t version) {
  answer.headers.emplace_back("ETag", etag_of(version));
  return answer;
}

std::string make_cursor(const std::string& last_key) { return to_hex(as_bytes(last_key)); }

Result<PageOrder> read_page(const net::HttpRequest& request, std::size_t usual, std::size_t most) {
  PageOrder page{{}, usual};
  if (auto limit = request.query.find("limit"); limit != request.query.end()) {
    std::from_chars(limit->second.data(), limit->second.data() + limit->second.size(), page.limit);
    page.limit = std::clamp<std::size_t>(page.limit, 1, most);
  }
  const auto cursor = request.query.find("cursor");
  if (cursor == request.query.end() || cursor->second.empty()) return page;
  const auto key = from_hex(cursor->second);
  if (!key || key->empty() || !is_utf8(as_text(*key))) return fail("api.cursor_bad", {}, "cursor");
  page.after = as_text(*key);
  return page;
}

}  // namespace loa::controller
