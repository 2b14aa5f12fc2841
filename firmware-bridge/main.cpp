// loa-bridge --config FILE [--check-config]
#include "firmware-bridge/app/bridge_app.h"

#include <cstdio>
#include <cstring>
#include <string>

namespace {

struct Options {
  std::string config;
  bool check_only = false;
};

int usage() {
  std::fputs("usage: loa-bridge --config FILE [--check-config]\n", stderr);
  return 2;
}

int fail_with(const loa::Error& error) {
  std::fprintf(stderr, "loa-bridge: %s\n", loa::to_line(error).c_str());
  return 1;
}

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--config" && i + 1 < argc) options.config = argv[++i];
    else if (word == "--check-config") options.check_only = true;
    else return false;
  }
  return !options.config.empty();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) return usage();
  try {
    const auto config = loa::config::load_bridge_config(options.config);
    if (!config) return fail_with(config.error());
    if (const auto good = loa::bridge::check_bridge(*config); !good) return fail_with(good.error());
    if (options.check_only) return 0;
    const auto log = loa::make_stderr_log("loa-bridge");
    loa::bridge::run_bridge(*config, *log);
  } catch (const loa::ErrorException& error) {
    return fail_with(error.error());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "loa-bridge: %s\n", error.what());
    return 1;
  }
  return 0;
}
