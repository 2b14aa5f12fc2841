#include "controller/cli/commands.h"

#include "core/time.h"

#include <fmt/format.h>

#include <cstdio>

namespace loa::cli {

int Session::fail_with(const Error& error) const {
  if (json) {
    fmt::print("{}\n", write_json(json::object{{"ok", false}, {"code", error.code}, {"text_vi", words(error)}}));
  } else {
    fmt::print(stderr, "loa: {}\n", words(error));
  }
  return error.code.starts_with("http.") ? kUnreachable : error.code.starts_with("cli.address") ? kUsage : kRefused;
}

int Session::finish(const Result<json::value>& answer, const std::function<void(const json::value&)>& show) const {
  if (!answer) return fail_with(answer.error());
  if (json) {
    fmt::print("{}\n", write_json(*answer));
  } else {
    show(*answer);
  }
  return kDone;
}

std::string field(const json::value& value, const char* key) {
  const auto* found = value.is_object() ? value.as_object().if_contains(key) : nullptr;
  if (!found || found->is_null()) return "-";
  if (found->is_string()) return std::string(found->as_string());
  return write_json(*found);
}

const json::array& list_of(const json::value& value, const char* key) {
  static const json::array kNone;
  if (value.is_array()) return value.as_array();
  const auto* found = value.is_object() ? value.as_object().if_contains(key) : nullptr;
  return found && found->is_array() ? found->as_array() : kNone;
}

std::string clock_text(const json::value& value, const char* key) {
  const auto* found = value.is_object() ? value.as_object().if_contains(key) : nullptr;
  if (!found || !found->is_int64()) return "-";
  return format_civil(Zone::vietnam().to_civil(from_unix_ms(found->as_int64())));
}

}  // namespace loa::cli
