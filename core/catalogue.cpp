#include "core/catalogue.h"

#include <algorithm>
#include <array>

namespace loa {
namespace {

struct Entry {
  std::string_view code;
  std::string_view vi;
  std::string_view en;
};

#define TEXT(code, vi, en) Entry{code, vi, en},
constexpr Entry kEntries[] = {
#include "core/texts/agent.def"
#include "core/texts/api.def"
#include "core/texts/audio.def"
#include "core/texts/bridge.def"
#include "core/texts/config.def"
#include "core/texts/controller.def"
#include "core/texts/core.def"
#include "core/texts/deploy.def"
#include "core/texts/programmes.def"
#include "core/texts/protocol.def"
#include "core/texts/schedules.def"
#include "core/texts/speech.def"
#include "core/texts/station.def"
#include "core/texts/signing.def"
};
#undef TEXT

const auto& sorted_entries() {
  static const auto entries = [] {
    auto copy = std::to_array(kEntries);
    std::ranges::sort(copy, {}, &Entry::code);
    return copy;
  }();
  return entries;
}

const Entry* find_entry(std::string_view code) {
  const auto& entries = sorted_entries();
  const auto it = std::ranges::lower_bound(entries, code, {}, &Entry::code);
  return it != entries.end() && it->code == code ? &*it : nullptr;
}

const std::string* find_param(const ErrorParams& params, std::string_view name) {
  const auto it = std::ranges::find_if(params, [&](const auto& p) { return p.first == name; });
  return it == params.end() ? nullptr : &it->second;
}

// A placeholder without a value stays visible, so that a forgotten parameter is seen.
std::string fill(std::string_view text, const ErrorParams& params) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) return out.append(text);
    out.append(text.substr(0, open));
    if (const auto* value = find_param(params, text.substr(open + 1, close - open - 1))) {
      out.append(*value);
    } else {
      out.append(text.substr(open, close - open + 1));
    }
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

std::string describe(const Error& error, Language language) {
  const auto* entry = find_entry(error.code);
  if (!entry) return error.code;
  return fill(language == Language::vi ? entry->vi : entry->en, error.params);
}

bool in_catalogue(std::string_view code) { return find_entry(code) != nullptr; }

}  // namespace loa
