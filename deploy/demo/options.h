// What the demo was asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace loa::demo {

struct Options {
  std::filesystem::path source;  // the clone
  std::filesystem::path bin;     // build folder with the programs
  std::filesystem::path folder;  // the network and its data; var/demo in the clone unless given
  std::filesystem::path out;     // --once: where the results go
  std::optional<std::filesystem::path> programme;  // a file of the visitor's own
  unsigned short port = 0;       // of the page; 0: a free one
  bool once = false;
  int kills = 0;                 // --verify: how many random kills
  std::uint64_t seed = 1;        // --verify: of the order of kills
};

// Throws ErrorException with one readable line; exits 0 after --help.
Options read_options(int argc, char** argv);

}  // namespace loa::demo
