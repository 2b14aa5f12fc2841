// loa-controller --config FILE [--check-config]
#include "controller/app/controller_app.h"

#include <boost/asio/signal_set.hpp>

#include <cstdio>
#include <string>
#include <string_view>

namespace {

constexpr int kUsage = 64;
constexpr int kConfig = 78;

int failed(const loa::Error& error) {
  std::fprintf(stderr, "loa-controller: %s\n", loa::to_line(error).c_str());
  return kConfig;
}

int serve(const loa::config::ControllerConfig& config) {
  boost::asio::io_context loop(1);
  loa::SystemClock clock;
  loa::SystemRandom random;
  auto log = loa::make_stderr_log("loa-controller");
  auto app = loa::controller::ControllerApp::make(loop, config, clock, random, *log);
  if (!app) return failed(app.error());
  if (auto started = (*app)->start(); !started) {
    (*app)->stop();
    while (!(*app)->idle()) loop.run_one();
    return failed(started.error());
  }
  log->info("controller.ready", {{"console", std::to_string((*app)->console_port())},
                                 {"device", std::to_string((*app)->device_port())},
                                 {"signer", std::to_string((*app)->signer_port())}});
  bool asked_to_stop = false;
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    asked_to_stop = true;
    (*app)->stop();
  });
  while (!(asked_to_stop && (*app)->idle()) && loop.run_one() > 0) {
  }
  return asked_to_stop ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  bool check_only = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--check-config") check_only = true;
    if (word == "--config" && i + 1 < argc) file = argv[++i];
  }
  if (file.empty()) {
    std::fprintf(stderr, "usage: loa-controller --config FILE [--check-config]\n");
    return kUsage;
  }
  auto config = loa::config::load_controller_config(file);
  if (!config) return failed(config.error());
  if (!check_only) return serve(*config);
  if (auto checked = loa::controller::check_config(*config); !checked) return failed(checked.error());
  return 0;
}
