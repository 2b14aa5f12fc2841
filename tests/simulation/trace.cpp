#include "tests/simulation/trace.h"

#include <cstdio>

namespace loa::sim {
namespace {

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
  hash ^= hash >> 29;
}

}  // namespace

std::string Trace::line_text(const Line& line) {
  return format_rfc3339(to_utc(line.at)) + " " + (line.who < 0 ? "-" : std::to_string(line.who)) + " " + line.what + " " +
         std::to_string(line.detail) + (line.text.empty() ? "" : " " + line.text);
}

void Trace::note(TrueTime at, const char* what, int who, std::uint64_t detail, std::string_view text) {
  mix(hash_, static_cast<std::uint64_t>(at.time_since_epoch().count()));
  for (const char* c = what; *c != 0; ++c) mix(hash_, static_cast<std::uint64_t>(*c));
  mix(hash_, static_cast<std::uint64_t>(who));
  mix(hash_, detail);
  if (echo_ && std::string_view(what) != "agent" && std::string_view(what) != "bridge") std::fputs((line_text({at, what, who, detail, std::string(text)}) + "\n").c_str(), stderr);
  Line& line = ring_[count_++ % kKept];
  line.at = at;
  line.what = what;
  line.who = who;
  line.detail = detail;
  line.text.assign(text);
}

std::vector<std::string> Trace::tail(std::size_t lines) const {
  std::vector<std::string> out;
  const std::uint64_t held = std::min<std::uint64_t>({count_, kKept, lines});
  for (std::uint64_t i = count_ - held; i < count_; ++i) {
    const Line& line = ring_[i % kKept];
    out.push_back(line_text(line));
  }
  return out;
}

}  // namespace loa::sim
