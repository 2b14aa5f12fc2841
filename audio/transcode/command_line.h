// Arguments of loa-transcode.
#pragma once

#include "core/error.h"

#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace loa::audio {

struct CommandLine {
  std::string in;
  std::string out;
  std::string report;  // empty: stdout
  std::int64_t max_duration_s = 14400;
  bool progress = false;           // percent lines on stderr
  bool unsafe_no_sandbox = false;  // for kernels without Landlock, on files one trusts
};

inline Result<CommandLine> read_command_line(const std::vector<std::string>& arguments) {
  CommandLine command;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& option = arguments[i];
    const auto value = [&] { return i + 1 < arguments.size() ? arguments[++i] : std::string(); };
    if (option == "--in") command.in = value();
    else if (option == "--out") command.out = value();
    else if (option == "--report-json") command.report = value();
    else if (option == "--progress") command.progress = true;
    else if (option == "--unsafe-no-sandbox") command.unsafe_no_sandbox = true;
    else if (option == "--max-duration-s") {
      const std::string number = value();
      const auto read = std::from_chars(number.data(), number.data() + number.size(), command.max_duration_s);
      const bool whole = read.ec == std::errc() && read.ptr == number.data() + number.size();
      if (!whole || command.max_duration_s < 1 || command.max_duration_s > 86400) return fail("audio.usage", {{"option", option}});
    } else return fail("audio.usage", {{"option", option}});
  }
  if (command.in.empty()) return fail("audio.usage", {{"option", "--in"}});
  if (command.out.empty()) return fail("audio.usage", {{"option", "--out"}});
  return command;
}

}  // namespace loa::audio
