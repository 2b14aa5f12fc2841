// loa-vectors FOLDER: writes the test vectors of the wire. Run after a change of the wire that is meant.
#include "core/files.h"
#include "tests/protocol/vectors.h"

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: loa-vectors FOLDER\n");
    return 2;
  }
  for (const auto& [name, text] : loa::test::make_vectors()) {
    const auto path = std::string(argv[1]) + "/" + name;
    if (const auto status = loa::write_file_durably(path, loa::as_bytes(text), 0644); !status) {
      std::fprintf(stderr, "%s\n", loa::to_line(status.error()).c_str());
      return 1;
    }
  }
  return 0;
}
