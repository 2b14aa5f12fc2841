// loa-fuzz-seeds FOLDER: writes the starting corpus of every target into FOLDER/<target>/.
#include "tests/fuzz/seeds.h"
#include "tests/fuzz/targets.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: loa-fuzz-seeds FOLDER\n");
    return 2;
  }
  for (const auto& target : loa::fuzz::all_targets()) {
    const auto folder = std::filesystem::path(argv[1]) / target.name;
    std::filesystem::create_directories(folder);
    std::size_t n = 0;
    for (const auto& seed : loa::fuzz::seeds_of(target.name))
      std::ofstream(folder / std::to_string(n++), std::ios::binary) << loa::as_text(seed);
  }
  return 0;
}
