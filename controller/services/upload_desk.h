// Uploads under way (tus 1.0): pieces are checked, appended and made durable before they are told; what a cut left behind is
// cut off. Files lie in data_dir/uploads under their id. Decisions are domain/upload.h. Loop thread; disk work on a pool.
#pragma once

#include "controller/domain/upload.h"
#include "controller/services/context.h"

#include <map>
#include <set>

namespace loa::controller {

class UploadDesk {
 public:
  explicit UploadDesk(Context& context);

  // From the store; then removes what expired, every ten minutes. Errors: "store.*", "file.*".
  asio::awaitable<Status> load();
  asio::awaitable<void> sweep_forever();
  asio::awaitable<void> sweep();

  // Errors: those of check_upload(), "store.*", "file.write".
  asio::awaitable<Result<Upload>> create(AccountId account, std::string name, std::int64_t length);
  // Error: "controller.upload_unknown", also for another account's.
  Result<Upload> find(const UploadId& id, const AccountId& account) const;
  // `piece` is a file of its own. Errors: those of find() and check_piece(), "upload.checksum", "upload.busy", "file.*", "store.*".
  asio::awaitable<Result<Upload>> append(UploadId id, AccountId account, std::int64_t at, std::filesystem::path piece,
                                         std::optional<PieceChecksum> checksum);
  asio::awaitable<Status> remove(UploadId id, AccountId account);
  // The finished file under a new name in data_dir/upload; the upload is gone then. Errors: "upload.incomplete".
  asio::awaitable<Result<std::filesystem::path>> take(UploadId id, AccountId account);

 private:
  std::filesystem::path file_of(const UploadId& id) const { return folder_ / id.text(); }
  UploadRoom room_for(const AccountId& account) const;
  asio::awaitable<Status> forget(UploadId id);

  Context& context_;
  std::filesystem::path folder_;
  std::map<UploadId, Upload> uploads_;
  std::set<UploadId> busy_;
  WorkPool pool_;
};

}  // namespace loa::controller
