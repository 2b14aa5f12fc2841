#include "controller/services/upload_desk.h"

#include "core/files.h"

#include <boost/asio/steady_timer.hpp>
#include <openssl/evp.h>

#include <array>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxWaiting = 64;
constexpr std::size_t kPiece = 256 * 1024;
constexpr std::chrono::minutes kSweep{10};

class Digest {
 public:
  explicit Digest(const std::string& algorithm) : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), algorithm == "sha1" ? EVP_sha1() : EVP_sha256(), nullptr);
  }
  void add(const char* data, std::size_t size) { EVP_DigestUpdate(context_.get(), data, size); }
  Bytes finish() {
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), out.data(), &size);
    out.resize(size);
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Error not_written(const std::filesystem::path& file) {
  return fail("file.write", {{"path", file.string()}, {"why", std::error_code(errno, std::generic_category()).message()}});
}

Status check_digest(const std::filesystem::path& piece, const PieceChecksum& wanted) {
  std::ifstream in(piece, std::ios::binary);
  Digest digest(wanted.algorithm);
  std::vector<char> buffer(kPiece);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    digest.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  return digest.finish() == wanted.value ? ok() : Status(fail("upload.checksum", {}));
}

struct OpenFile {
  explicit OpenFile(const std::filesystem::path& path) : fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (fd >= 0) ::close(fd);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int fd;
};

bool write_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const auto done = ::write(fd, data, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    data += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

// What lies behind `at` is of a piece that was never told.
Status append_piece(const std::filesystem::path& file, std::int64_t at, const std::filesystem::path& piece) {
  OpenFile out(file);
  if (out.fd < 0 || ::ftruncate(out.fd, at) != 0 || ::lseek(out.fd, at, SEEK_SET) != at) return not_written(file);
  std::ifstream in(piece, std::ios::binary);
  std::vector<char> buffer(kPiece);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    if (!write_all(out.fd, buffer.data(), static_cast<std::size_t>(in.gcount()))) return not_written(file);
  return ::fdatasync(out.fd) == 0 ? ok() : Status(not_written(file));
}

}  // namespace

UploadDesk::UploadDesk(Context& context)
    : context_(context), folder_(context.data_dir / "uploads"), pool_(context.loop, 1, "upload", kMaxWaiting, context.metrics) {}

asio::awaitable<Status> UploadDesk::load() {
  if (auto folder = require_writable_folder(folder_); !folder) co_return folder.error();
  auto work = [](Store& store) { return store.uploads.all(AreaScope::whole()); };
  auto all = co_await context_.store.run(std::move(work));
  if (!all) co_return all.error();
  for (auto& upload : *all) uploads_.emplace(upload.id, std::move(upload));
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const auto id = UploadId::parse(entry.path().filename().string());
    std::error_code ignored;
    if (!id || !uploads_.contains(*id)) std::filesystem::remove(entry.path(), ignored);
  }
  co_return ok();
}

asio::awaitable<void> UploadDesk::sweep() {
  std::vector<UploadId> ended;
  for (const auto& [id, upload] : uploads_)
    if (context_.now() >= upload.expires() && !busy_.contains(id)) ended.push_back(id);
  for (const auto& id : ended) (void)co_await forget(id);
}

asio::awaitable<void> UploadDesk::sweep_forever() {
  asio::steady_timer timer(context_.loop);
  for (;;) {
    co_await sweep();
    timer.expires_after(kSweep);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

UploadRoom UploadDesk::room_for(const AccountId& account) const {
  UploadRoom room;
  for (const auto& [id, upload] : uploads_) {
    if (upload.account == account) ++room.held;
    room.promised += upload.length - upload.offset;
  }
  std::error_code unknown;
  room.disk_free = static_cast<std::int64_t>(std::filesystem::space(folder_, unknown).available);
  return room;
}

asio::awaitable<Result<Upload>> UploadDesk::create(AccountId account, std::string name, std::int64_t length) {
  if (auto may = check_upload(length, room_for(account)); !may) co_return may.error();
  const UtcTime now = context_.now();
  const Upload upload{UploadId::make(now, context_.random), account, std::move(name), length, 0, now, now};
  uploads_.emplace(upload.id, upload);
  auto work = [upload](Store& store) { return store.uploads.put(AreaScope::whole(), upload); };
  auto stored = co_await context_.store.run(std::move(work));
  if (stored) co_return upload;
  uploads_.erase(upload.id);
  co_return stored.error();
}

Result<Upload> UploadDesk::find(const UploadId& id, const AccountId& account) const {
  const auto found = uploads_.find(id);
  if (found == uploads_.end() || found->second.account != account) return fail("controller.upload_unknown", {});
  return found->second;
}

asio::awaitable<Result<Upload>> UploadDesk::append(UploadId id, AccountId account, std::int64_t at, std::filesystem::path piece,
                                                   std::optional<PieceChecksum> checksum) {
  auto upload = find(id, account);
  if (!upload) co_return upload.error();
  if (busy_.contains(id)) co_return fail("upload.busy", {});
  std::error_code unread;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(piece, unread));
  if (unread) co_return fail("file.read", {{"path", piece.string()}, {"why", unread.message()}});
  if (auto fits = check_piece(*upload, at, size, context_.now()); !fits) co_return fits.error();
  busy_.insert(id);
  auto work = [file = file_of(id), at, piece, checksum]() -> Status {
    if (checksum) LOA_TRY_OK(check_digest(piece, *checksum));
    return append_piece(file, at, piece);
  };
  auto added = co_await pool_.run(std::move(work));
  if (added) {
    upload->offset += size;
    upload->touched = context_.now();
    auto keep = [grown = *upload](Store& store) { return store.uploads.put(AreaScope::whole(), grown); };
    added = co_await context_.store.run(std::move(keep));
  }
  busy_.erase(id);
  if (!added) co_return added.error();
  uploads_[id] = *upload;
  co_return *upload;
}

asio::awaitable<Status> UploadDesk::forget(UploadId id) {
  std::error_code ignored;
  std::filesystem::remove(file_of(id), ignored);
  uploads_.erase(id);
  auto work = [id](Store& store) { return store.uploads.remove(AreaScope::whole(), id); };
  co_return co_await context_.store.run(std::move(work));
}

asio::awaitable<Status> UploadDesk::remove(UploadId id, AccountId account) {
  if (auto upload = find(id, account); !upload) co_return upload.error();
  if (busy_.contains(id)) co_return fail("upload.busy", {});
  co_return co_await forget(id);
}

asio::awaitable<Result<std::filesystem::path>> UploadDesk::take(UploadId id, AccountId account) {
  auto upload = find(id, account);
  if (!upload) co_return upload.error();
  if (!upload->complete() || busy_.contains(id)) co_return fail("upload.incomplete", {});
  const auto taken = context_.data_dir / "upload" / (id.text() + ".taken");
  std::error_code failed;
  std::filesystem::rename(file_of(id), taken, failed);
  if (failed) co_return fail("file.write", {{"path", taken.string()}, {"why", failed.message()}});
  auto forgotten = co_await forget(id);
  if (!forgotten) co_return forgotten.error();
  co_return taken;
}

}  // namespace loa::controller
