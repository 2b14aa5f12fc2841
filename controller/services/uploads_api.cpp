#include "controller/services/uploads_api.h"

#include "controller/services/api_json.h"

#include <charconv>

namespace loa::controller {
namespace {

constexpr const char* kVersion = "1.0.0";

std::string header(const net::HttpRequest& request, const char* name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string() : found->second;
}

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t out = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || bad != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

int status_for(const Error& error) {
  static const std::map<std::string, int, std::less<>> kStatus{
      {"upload.version", 412}, {"upload.too_large", 413}, {"upload.offset", 409},  {"upload.busy", 423},  {"upload.expired", 410},
      {"upload.checksum", 460}, {"upload.type", 415},     {"upload.no_space", 507}, {"upload.too_many", 429},
      {"upload.checksum_bad", 400}, {"upload.length", 400}, {"upload.metadata", 400}, {"upload.beyond", 400}};
  const auto found = kStatus.find(error.code);
  return found == kStatus.end() ? status_of(error) : found->second;
}

net::HttpResponse refused(const Error& error) {
  auto out = error_response(status_for(error), {error});
  out.headers.emplace_back("Tus-Resumable", kVersion);
  if (error.code == "upload.version") out.headers.emplace_back("Tus-Version", kVersion);
  return out;
}

Status check_version(const net::HttpRequest& request) {
  return header(request, "tus-resumable") == kVersion ? ok() : Status(fail("upload.version", {}, "Tus-Resumable"));
}

}  // namespace

void UploadsApi::register_calls(ApiRouter& api) {
  api.handle("createUpload", [this](ApiCall call) { return create(std::move(call)); });
  api.handle("getUpload", [this](ApiCall call) { return get(std::move(call)); });
  api.handle("appendUpload", [this](ApiCall call) { return append(std::move(call)); });
  api.handle("removeUpload", [this](ApiCall call) { return remove(std::move(call)); });
}

namespace {
// A free coroutine: what it needs lives in its frame.
asio::awaitable<net::HttpResponse> capabilities(net::HttpRequest) {
  net::HttpResponse out;
  out.status = 204;
  out.headers = {{"Tus-Resumable", kVersion}, {"Tus-Version", kVersion}, {"Tus-Max-Size", std::to_string(kMaxUpload)},
                 {"Tus-Extension", "creation,termination,checksum,expiration"}, {"Tus-Checksum-Algorithm", "sha1,sha256"}};
  co_return out;
}
}  // namespace

void UploadsApi::mount_options(net::HttpServer& server) {
  server.route({"OPTIONS", "/api/v1/uploads", 0, {}, &capabilities, {}});
}

net::HttpResponse UploadsApi::told(const Upload& upload, int status) const {
  net::HttpResponse out;
  out.status = status;
  out.headers = {{"Tus-Resumable", kVersion}, {"Upload-Offset", std::to_string(upload.offset)},
                 {"Upload-Length", std::to_string(upload.length)}, {"Upload-Expires", format_rfc3339(upload.expires())}};
  return out;
}

ApiAnswer UploadsApi::create(ApiCall call) {
  if (auto version = check_version(call.request); !version) co_return refused(version.error());
  const auto length = number(header(call.request, "upload-length"));
  if (!length) co_return refused(fail("upload.length", {}, "Upload-Length"));
  auto name = upload_name(header(call.request, "upload-metadata"));
  if (!name) co_return refused(name.error());
  auto upload = co_await uploads_.create(call.caller.account, *name, *length);
  if (!upload) co_return refused(upload.error());
  auto out = told(*upload, 201);
  out.headers.emplace_back("Location", "/api/v1/uploads/" + upload->id.text());
  co_return out;
}

// HEAD comes here as well; the server sends no body then.
ApiAnswer UploadsApi::get(ApiCall call) {
  const auto id = UploadId::parse(call.request.params["id"]);
  const auto upload = id ? uploads_.find(*id, call.caller.account) : Result<Upload>(fail("controller.upload_unknown", {}));
  if (!upload) co_return refused(upload.error());
  if (context_.now() >= upload->expires()) co_return refused(fail("upload.expired", {}));
  auto out = told(*upload, 200);
  out.body = write_json(json::object{{"id", upload->id.text()}, {"offset", upload->offset}, {"length", upload->length},
                                     {"name", upload->name}, {"expires", format_rfc3339(upload->expires())}});
  co_return out;
}

ApiAnswer UploadsApi::append(ApiCall call) {
  if (auto version = check_version(call.request); !version) co_return refused(version.error());
  if (header(call.request, "content-type") != "application/offset+octet-stream") co_return refused(fail("upload.type", {}, "Content-Type"));
  const auto id = UploadId::parse(call.request.params["id"]);
  const auto at = number(header(call.request, "upload-offset"));
  if (!id) co_return refused(fail("controller.upload_unknown", {}));
  if (!at) co_return refused(fail("upload.offset", {{"offset", "?"}}, "Upload-Offset"));
  std::optional<PieceChecksum> checksum;
  if (const auto given = header(call.request, "upload-checksum"); !given.empty()) {
    auto read = read_checksum(given);
    if (!read) co_return refused(read.error());
    checksum = std::move(*read);
  }
  auto upload = co_await uploads_.append(*id, call.caller.account, *at, call.request.body_file, std::move(checksum));
  if (!upload) co_return refused(upload.error());
  co_return told(*upload, 204);
}

ApiAnswer UploadsApi::remove(ApiCall call) {
  if (auto version = check_version(call.request); !version) co_return refused(version.error());
  const auto id = UploadId::parse(call.request.params["id"]);
  if (!id) co_return refused(fail("controller.upload_unknown", {}));
  auto removed = co_await uploads_.remove(*id, call.caller.account);
  if (!removed) co_return refused(removed.error());
  net::HttpResponse out;
  out.status = 204;
  out.headers.emplace_back("Tus-Resumable", kVersion);
  co_return out;
}

}  // namespace loa::controller
