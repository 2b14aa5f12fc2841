// The visitor tries to break it: each trial does the harm and says in words what was seen. The same verbs serve the
// page's buttons and the command line.
#pragma once

#include "core/gauge.h"
#include "deploy/demo/demo.h"

#include <deque>
#include <string>

namespace loa::demo {

struct Trial {
  std::int64_t id = 0;
  UtcTime at;
  std::string verb;
  bool ok = false;  // the system behaved as it must
  std::string text_vi, text_en;
};

class Trials {
 public:
  Trials(boost::asio::io_context& loop, Demo& demo, Metrics& metrics, Log& log);

  // Verbs as in controller/API.md. Errors: "demo.verb_unknown", "json.*" for missing arguments.
  boost::asio::awaitable<Result<Trial>> run(std::string verb, json::value arguments);
  const std::deque<Trial>& newest_first() const { return done_; }

 private:
  struct Said {
    bool ok;
    std::string vi, en;
  };
  using Outcome = boost::asio::awaitable<Result<Said>>;
  Outcome propose_quiet();
  Outcome set_network(json::value arguments, bool cut);
  Outcome kill(json::value arguments);
  Outcome set_horn(json::value arguments, bool cut);
  Outcome forge_alert();
  Outcome alter_ledger();
  Outcome verify_ledger();
  boost::asio::awaitable<Status> publish_as_controller(std::string topic, Bytes payload);
  boost::asio::awaitable<std::int64_t> refusals_seen();

  boost::asio::io_context& loop_;
  Demo& demo_;
  Metrics& metrics_;
  Log& log_;
  std::deque<Trial> done_;
  std::int64_t next_id_ = 1;
};

}  // namespace loa::demo
