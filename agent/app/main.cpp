// loa-agent --config FILE [--check-config]
#include "agent/app/agent_app.h"

#include "core/error.h"

#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

namespace {

struct Arguments {
  std::string config;
  bool check_only = false;
  bool good = true;
};

Arguments read_arguments(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
      out.config = argv[++i];
    } else if (std::strcmp(argv[i], "--check-config") == 0) {
      out.check_only = true;
    } else {
      out.good = false;
    }
  }
  out.good = out.good && !out.config.empty();
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = read_arguments(argc, argv);
  if (!arguments.good) {
    std::fputs("usage: loa-agent --config FILE [--check-config]\n", stderr);
    return 2;
  }
  try {
    if (!arguments.check_only) return loa::agent::run_agent(arguments.config);
    loa::agent::check_agent_config(arguments.config);
    std::puts("configuration is good");
    return 0;
  } catch (const loa::ErrorException& e) {
    std::fprintf(stderr, "loa-agent: %s\n", loa::to_line(e.error()).c_str());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "loa-agent: %s\n", e.what());
  }
  return 1;
}
