// loa-bench --bin DIR --source DIR [--json] [--only NAME]: measures, prints one row a figure, exits 0 when all was measured.
#include "tests/bench/ground.h"
#include "tests/bench/nginx_peer.h"

#include <fmt/format.h>

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <iterator>

namespace loa::bench {

void say(const std::string& line) {
  static const auto start = std::chrono::steady_clock::now();
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - start;
  fmt::print(stderr, "[{:6.1f} s] {}\n", since.count(), line);
}

namespace {

namespace fs = std::filesystem;

struct Bench {
  std::vector<std::string> names;  // beginnings of its rows
  Rows (*measure)(const Ground&);
};
const std::vector<Bench> kBenches{{{"transcode"}, bench_transcode},
                                  {{"delivery", "slow"}, bench_delivery},
                                  {{"footprint"}, bench_footprint},
                                  {{"verification"}, bench_verification},
                                  {{"planner"}, bench_planner}};

struct Arguments {
  Ground ground;
  bool json = false;
};

int usage() {
  fmt::print(stderr, "usage: loa-bench --bin DIR --source DIR [--json] [--only NAME]\n  NAME is a row or one of:");
  for (const auto& bench : kBenches) {
    for (const auto& name : bench.names) fmt::print(stderr, " {}", name);
  }
  fmt::print(stderr, "\n");
  return 64;
}

bool known(const Ground& ground) {
  for (const auto& bench : kBenches) {
    for (const auto& name : bench.names) {
      if (ground.wants(name)) return true;
    }
  }
  return false;
}

std::optional<Arguments> read_arguments(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      out.json = true;
    } else if (i + 1 < argc && word == "--bin") {
      out.ground.bin = argv[++i];
    } else if (i + 1 < argc && word == "--source") {
      out.ground.source = argv[++i];
    } else if (i + 1 < argc && word == "--only") {
      out.ground.only = argv[++i];
    } else {
      return std::nullopt;
    }
  }
  if (out.ground.bin.empty() || out.ground.source.empty() || !known(out.ground)) return std::nullopt;
  out.ground.self = fs::read_symlink("/proc/self/exe");
  return out;
}

// Short: sockets of bridges lie below it, and their paths may have 107 bytes.
fs::path make_scratch() {
  std::string pattern = (fs::temp_directory_path() / "loa-bench-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no scratch folder: " + pattern);
  return pattern;
}

// What could not be measured is said and left out; the others still are.
bool measure(const Bench& bench, const Ground& ground, Rows& out) {
  try {
    say(bench.names.front());
    for (auto& row : bench.measure(ground)) {
      const bool asked = ground.only.find('.') == std::string::npos || row.name == ground.only;
      if (asked) out.push_back(std::move(row));
    }
    return true;
  } catch (const std::exception& e) {
    say(fmt::format("{} could not be measured: {}", bench.names.front(), e.what()));
    return false;
  }
}

int run_all(const Arguments& arguments) {
  Ground ground = arguments.ground;
  ground.scratch = make_scratch();
  Rows rows;
  bool good = true;
  for (const auto& bench : kBenches) {
    bool asked = false;
    for (const auto& name : bench.names) asked = asked || ground.wants(name);
    if (asked) good = measure(bench, ground, rows) && good;
  }
  if (!getenv("LOA_BENCH_KEEP")) fs::remove_all(ground.scratch);
  arguments.json ? print_json(stdout, rows) : print_table(stdout, rows);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace loa::bench

int main(int argc, char** argv) {
  using namespace loa::bench;
  signal(SIGPIPE, SIG_IGN);
  if (argc == 8 && std::strcmp(argv[1], "--fetch") == 0) {
    return fetch({static_cast<unsigned short>(std::stoi(argv[3])), argv[2], argv[4], argv[5], argv[6], argv[7]});
  }
  const auto arguments = read_arguments(argc, argv);
  if (!arguments) return usage();
  try {
    return run_all(*arguments);
  } catch (const std::exception& e) {
    fmt::print(stderr, "loa-bench: {}\n", e.what());
    return 1;
  }
}
