#include "firmware-bridge/services/store.h"

#include "core/files.h"

#include <boost/asio/post.hpp>

namespace loa::bridge {
namespace {
constexpr std::size_t kMaxFile = 16 * 1024 * 1024;
}

Status Store::open() { return require_writable_folder(folder_); }

Result<StoredFiles> Store::load() const {
  StoredFiles out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const auto name = entry.path().filename().string();
    // A dot marks what a power cut left of an unfinished write.
    if (!entry.is_regular_file() || name.find('.') != std::string::npos) continue;
    LOA_TRY(Bytes bytes, read_file(entry.path(), kMaxFile));
    out.emplace(name, std::move(bytes));
  }
  return out;
}

void Store::write(Write order, std::function<void(std::uint64_t, Status)> done) {
  boost::asio::post(disk_, [this, order = std::move(order), done = std::move(done)] {
    auto status = write_file_durably(folder_ / order.name, order.bytes, 0600);
    boost::asio::post(loop_, [token = order.token, status = std::move(status), done] { done(token, status); });
  });
}

void Store::remove(std::string name) {
  boost::asio::post(disk_, [path = folder_ / name] {
    std::error_code ignored;  // a file that stays costs space, nothing else
    std::filesystem::remove(path, ignored);
  });
}

}  // namespace loa::bridge
