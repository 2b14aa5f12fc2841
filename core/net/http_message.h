// The parts of HTTP that need no socket: targets, routes, ranges and response heads. Pure functions, any thread.
#pragma once

#include "core/net/http_server.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace loa::net {

// Fills path (percent-decoded) and query; false for anything that is not an origin-form target or climbs with "..".
bool parse_target(std::string_view target, HttpRequest& request);

// Everything but RFC 3986's unreserved characters as %XX: for one segment or one query value.
std::string percent_encode(std::string_view text);

// The parameters when `path` fits `pattern` (":name" takes one segment, a last "*name" the rest, which may be empty).
std::optional<std::map<std::string, std::string>> match_pattern(std::string_view pattern, std::string_view path);

// True when `host` (with or without port) is in the list; an empty list allows all.
bool host_allowed(const std::vector<std::string>& allowed, std::string_view host);

// False when a browser says that the page of another origin sends this write (RFC 6454): an Origin header whose host and
// port are not those of Host. Programs send no Origin; reads are protected by the same-origin policy itself.
bool origin_allowed(const HttpRequest& request);

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
};
enum class RangeKind { whole, part, unsatisfiable };

// One range of RFC 9110 section 14; several ranges or another unit mean the whole file, as the standard allows.
RangeKind parse_range(std::string_view header, std::uint64_t file_size, ByteRange& out);

// Status line and headers with the closing empty line. Throws std::invalid_argument for a line break in a header.
std::string response_head(const HttpResponse& response, std::optional<std::uint64_t> length, bool keep_alive);

// application/problem+json (RFC 9457) with the extension member "errors": [{code, params, place, text_vi, text_en}]: the form
// every error of our interfaces has. The title is the first error's Vietnamese text.
HttpResponse problem_response(int status, const std::vector<Error>& errors);
inline HttpResponse error_response(int status, const Error& error) { return problem_response(status, {error}); }

}  // namespace loa::net
