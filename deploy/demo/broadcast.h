// What the demo airs: signs and sends the founding documents, speaks and uploads the programmes, has them approved by an
// officer's key and puts them on the schedule. Each step is said on the terminal.
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "deploy/demo/controller_api.h"
#include "deploy/network/founding.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace loa::demo {

struct Uploaded {
  ProgrammeId id;
  std::int64_t revision = 1;
  Hash manifest;
  std::string title;
  Millis duration{0};
};

struct Aired {
  Uploaded programme;
  UtcTime start;
  std::vector<ClusterId> clusters;
};

class Broadcast {
 public:
  Broadcast(boost::asio::io_context& loop, const deploy::DemoNetwork& network, ControllerApi& api, const Clock& clock,
            Random& random, std::function<void(std::string)> say);

  // Waits until the controller answers; at most `limit`. Error "demo.controller_silent".
  boost::asio::awaitable<Status> wait_for_controller(std::chrono::seconds limit);
  boost::asio::awaitable<Status> found(deploy::QuietWindow quiet);
  // Errors of loa-transcode come through as they are.
  boost::asio::awaitable<Result<Uploaded>> upload(std::filesystem::path file, std::string title, std::string voice);
  boost::asio::awaitable<Status> approve(Uploaded programme, std::vector<UnitId> units);
  // Waits until the agents of these units report the programme held. Error "demo.not_delivered".
  boost::asio::awaitable<Status> wait_until_delivered(Uploaded programme, std::chrono::seconds limit);
  boost::asio::awaitable<Result<Aired>> schedule(Uploaded programme, std::vector<const deploy::Station*> stations, UtcTime start);

 private:
  boost::asio::awaitable<Result<Uploaded>> wait_for_task(std::string task, std::string title);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds time);

  boost::asio::io_context& loop_;
  const deploy::DemoNetwork& network_;
  ControllerApi& api_;
  const Clock& clock_;
  Random& random_;
  std::function<void(std::string)> say_;
};

}  // namespace loa::demo
