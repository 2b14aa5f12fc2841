// The composition root: builds the controller from its configuration, starts it, stops it in reverse. Start-up errors are one
// line each.
#pragma once

#include "config/controller_config.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"

#include <boost/asio/io_context.hpp>

#include <memory>

namespace loa::controller {

class ControllerApp {
 public:
  // Errors: of files, keys, the database ("store.unwritable", "store.newer_schema"), TLS and sockets.
  static Result<std::unique_ptr<ControllerApp>> make(boost::asio::io_context& loop, const config::ControllerConfig& config,
                                                     const Clock& clock, Random& random, Log& log);
  ~ControllerApp();

  Status start();
  void stop();               // then run the loop until idle()
  bool idle() const;
  unsigned short console_port() const;
  unsigned short device_port() const;
  unsigned short signer_port() const;

 private:
  struct Parts;
  explicit ControllerApp(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// Everything that can be checked without opening a socket or changing a file.
Status check_config(const config::ControllerConfig& config);

}  // namespace loa::controller
