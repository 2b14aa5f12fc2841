#include "agent/services/part_file.h"

#include "core/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace loa::agent {
namespace {

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error failed(const char* code, const std::filesystem::path& path) {
  return fail(code, {{"path", path.string()}, {"why", std::strerror(errno)}});
}

}  // namespace

std::uint64_t file_size_of(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

Status write_piece(const std::filesystem::path& path, std::uint64_t size, std::uint64_t offset, ByteSpan bytes) {
  const bool fresh = file_size_of(path) != size;
  const Descriptor file(path, O_WRONLY | O_CREAT);
  if (!file || (fresh && ::ftruncate(file.get(), static_cast<off_t>(size)) != 0)) return failed("file.write", path);
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return failed("file.write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return ok();
}

Status sync_data(const std::filesystem::path& path) {
  const Descriptor file(path, O_WRONLY);
  if (!file || ::fdatasync(file.get()) != 0) return failed("file.write", path);
  return ok();
}

Result<Bytes> read_piece(const std::filesystem::path& path, std::uint64_t offset, std::size_t length) {
  const Descriptor file(path, O_RDONLY);
  if (!file) return failed("file.read", path);
  Bytes out(length);
  std::size_t got = 0;
  while (got < length) {
    const ssize_t n = ::pread(file.get(), out.data() + got, length - got, static_cast<off_t>(offset + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed("file.read", path);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  out.resize(got);
  return out;
}

Result<Hash> hash_file(const std::filesystem::path& path) {
  constexpr std::size_t kPiece = 64 * 1024;
  Sha256 sha;
  for (std::uint64_t offset = 0;; offset += kPiece) {
    LOA_TRY(const Bytes piece, read_piece(path, offset, kPiece));
    sha.update(piece);
    if (piece.size() < kPiece) return sha.finish();
  }
}

Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Descriptor file(from, O_RDONLY);
  if (!file || ::fsync(file.get()) != 0 || ::rename(from.c_str(), to.c_str()) != 0) return failed("file.write", to);
  return sync_folder(to.parent_path());
}

}  // namespace loa::agent
