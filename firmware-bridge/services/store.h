// The bridge's files: read whole at start, replaced durably one after the other by one thread, so that the loop never waits
// for a disk. Errors at start: "file.folder_unwritable", "file.read".
#pragma once

#include "firmware-bridge/domain/gate_types.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <functional>

namespace loa::bridge {

class Store {
 public:
  Store(std::filesystem::path folder, boost::asio::io_context& loop) : folder_(std::move(folder)), loop_(loop) {}

  Status open();
  Result<StoredFiles> load() const;
  // `done` runs on the loop thread, in the order of the calls.
  void write(Write order, std::function<void(std::uint64_t token, Status)> done);
  void remove(std::string name);
  void finish() { disk_.join(); }  // all that was ordered is on disk

 private:
  std::filesystem::path folder_;
  boost::asio::io_context& loop_;
  boost::asio::thread_pool disk_{1};
};

}  // namespace loa::bridge
