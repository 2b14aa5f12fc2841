#include "core/net/http_message.h"

#include "core/catalogue.h"
#include "core/unicode.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace loa::net {
namespace {

const char* reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 416: return "Range Not Satisfiable";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

// Takes the next segment off the front of a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const auto segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool climbs(std::string_view path) {
  while (!path.empty())
    if (const auto segment = take_segment(path); segment == "..") return true;
  return false;
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  if (name.find_first_of("\r\n:") != name.npos || value.find_first_of("\r\n") != value.npos)
    throw std::invalid_argument("line break in an HTTP header");
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool parse_target(std::string_view target, HttpRequest& request) {
  const auto url = boost::urls::parse_origin_form({target.data(), target.size()});
  if (!url) return false;
  request.path = url->path();
  if (request.path.empty() || request.path.front() != '/' || !is_utf8(request.path)) return false;
  if (request.path.find('\0') != std::string::npos || climbs(request.path)) return false;
  for (const auto& param : url->params()) request.query[param.key] = param.value;
  return true;
}

std::optional<std::map<std::string, std::string>> match_pattern(std::string_view pattern, std::string_view path) {
  std::map<std::string, std::string> params;
  while (!pattern.empty()) {
    const auto wanted = take_segment(pattern);
    if (wanted.starts_with('*')) {
      params[std::string(wanted.substr(1))] = path.empty() ? "" : path.substr(1);
      return params;
    }
    if (path.empty()) return std::nullopt;
    const auto segment = take_segment(path);
    if (wanted.starts_with(':') && !segment.empty()) {
      params[std::string(wanted.substr(1))] = segment;
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return params;
}

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    const bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += static_cast<char>(c);
    } else {
      out += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  return out;
}

bool host_allowed(const std::vector<std::string>& allowed, std::string_view host) {
  if (allowed.empty()) return true;
  auto name = host;
  const auto colon = host.rfind(':');
  if (colon != host.npos && number(host.substr(colon + 1))) name = host.substr(0, colon);
  return std::ranges::any_of(allowed, [&](const auto& entry) { return same_word(entry, host) || same_word(entry, name); });
}

bool origin_allowed(const HttpRequest& request) {
  if (request.method == "GET" || request.method == "HEAD") return true;
  const auto origin = request.headers.find("origin");
  if (origin == request.headers.end()) return true;
  const auto host = request.headers.find("host");
  const auto scheme_end = origin->second.find("://");
  if (host == request.headers.end() || scheme_end == std::string::npos) return false;
  return same_word(std::string_view(origin->second).substr(scheme_end + 3), host->second);
}

RangeKind parse_range(std::string_view header, std::uint64_t file_size, ByteRange& out) {
  out = {0, file_size};
  if (!header.starts_with("bytes=") || header.find(',') != header.npos) return RangeKind::whole;
  header.remove_prefix(6);
  const auto dash = header.find('-');
  if (dash == header.npos) return RangeKind::whole;
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  if (dash == 0) {
    if (!last) return RangeKind::whole;
    if (*last == 0 || file_size == 0) return RangeKind::unsatisfiable;
    out.size = std::min(*last, file_size);
    out.first = file_size - out.size;
    return RangeKind::part;
  }
  const bool open_end = dash + 1 == header.size();
  if (!first || (!last && !open_end) || (last && *last < *first)) return RangeKind::whole;
  if (*first >= file_size) return RangeKind::unsatisfiable;
  out.first = *first;
  out.size = (last ? std::min(*last, file_size - 1) : file_size - 1) - *first + 1;
  return RangeKind::part;
}

std::string response_head(const HttpResponse& response, std::optional<std::uint64_t> length, bool keep_alive) {
  auto head = "HTTP/1.1 " + std::to_string(response.status) + " " + reason(response.status) + "\r\n";
  if (!response.content_type.empty()) add_header(head, "content-type", response.content_type);
  if (length && response.status != 204 && response.status != 304)
    add_header(head, "content-length", std::to_string(*length));
  if (!length) add_header(head, "transfer-encoding", "chunked");
  add_header(head, "connection", keep_alive ? "keep-alive" : "close");
  for (const auto& [name, value] : response.headers) add_header(head, name, value);
  return head + "\r\n";
}

HttpResponse problem_response(int status, const std::vector<Error>& errors) {
  boost::json::array list;
  for (const auto& error : errors) {
    boost::json::object params;
    for (const auto& [name, value] : error.params) params[name] = value;
    list.push_back(boost::json::object{{"code", error.code},
                                       {"params", params},
                                       {"place", error.place},
                                       {"text_vi", describe(error, Language::vi)},
                                       {"text_en", describe(error, Language::en)}});
  }
  boost::json::object body;
  if (!errors.empty()) {
    body["type"] = "urn:loa:" + errors.front().code;
    body["title"] = describe(errors.front(), Language::vi);
  }
  body["status"] = status;
  body["errors"] = std::move(list);
  HttpResponse response;
  response.status = status;
  response.content_type = "application/problem+json; charset=utf-8";
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace loa::net
