#include "core/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace loa {
namespace {

std::string why(int error) { return std::generic_category().message(error); }

Error write_error(const std::filesystem::path& path, int error) {
  return fail("file.write", {{"path", path.string()}, {"why", why(error)}});
}

Error read_error(const std::filesystem::path& path, int error) {
  return fail("file.read", {{"path", path.string()}, {"why", why(error)}});
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, ByteSpan content) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_temp(int fd, ByteSpan content, unsigned mode) {
  return write_all(fd, content) && ::fchmod(fd, mode) == 0 && ::fdatasync(fd) == 0;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

Error folder_error(const std::filesystem::path& folder, int error) {
  return fail("file.folder_unwritable", {{"path", folder.string()}, {"why", why(error)}});
}

}  // namespace

Status write_file_durably(const std::filesystem::path& path, ByteSpan content, unsigned mode) {
  auto temp = path.string() + ".XXXXXX";
  const FileDescriptor fd(::mkostemp(temp.data(), O_CLOEXEC));
  if (fd.get() < 0) return write_error(path, errno);
  if (!write_temp(fd.get(), content, mode) || ::rename(temp.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temp.c_str());
    return write_error(path, error);
  }
  return sync_folder(folder_of(path));
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0) return read_error(path, errno);
  const auto too_large = [&] {
    return fail("file.too_large", {{"path", path.string()}, {"limit", std::to_string(max_bytes)}});
  };
  if (static_cast<std::uint64_t>(info.st_size) > max_bytes) return too_large();
  // Read to the end, not to st_size: the file may grow meanwhile, and files in /proc claim size 0.
  Bytes out(static_cast<std::size_t>(info.st_size) + 1);
  std::size_t used = 0;
  for (;;) {
    const auto got = ::read(fd.get(), out.data() + used, out.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_error(path, errno);
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return too_large();
    if (got == 0) break;
    if (used == out.size()) out.resize(out.size() * 2);
  }
  out.resize(used);
  return out;
}

Status sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return write_error(folder, errno);
  return ok();
}

Status require_writable_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return folder_error(folder, error.value());
  auto probe = (folder / ".write-probe.XXXXXX").string();
  const FileDescriptor fd(::mkostemp(probe.data(), O_CLOEXEC));
  if (fd.get() < 0) return folder_error(folder, errno);
  ::unlink(probe.c_str());
  return ok();
}

}  // namespace loa
