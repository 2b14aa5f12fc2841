#include "controller/services/signer_bundle.h"

#include "core/files.h"
#include "core/json.h"

#include <algorithm>

namespace loa::controller {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxList = 64 * 1024;
constexpr std::size_t kMaxBundle = 8 * 1024 * 1024;
constexpr std::size_t kMaxSignature = 256;
constexpr std::string_view kStatement = "loa bundle 1\n";

Error missing(const fs::path& path, std::string why) {
  return fail("signing.bundle_missing", {{"path", path.string()}, {"why", std::move(why)}});
}

bool stays_inside(const std::string& path) {
  const fs::path wanted(path);
  return !path.empty() && wanted.is_relative() && std::ranges::none_of(wanted, [](const fs::path& part) { return part == ".."; });
}

Status check_signature(const fs::path& folder, ByteSpan list, const protocol::PublicKey& key) {
  const auto text = read_file(folder / "BUNDLE.sig", kMaxSignature);
  if (!text) return fail("signing.bundle_unsigned");
  std::string hex(as_text(*text));
  while (!hex.empty() && hex.back() == '\n') hex.pop_back();
  const auto bytes = from_hex(hex);
  protocol::SignatureBytes signature{};
  if (!bytes || bytes->size() != signature.size()) return fail("signing.bundle_unsigned");
  std::copy(bytes->begin(), bytes->end(), signature.begin());
  const std::string message = std::string(kStatement) + std::string(as_text(list));
  if (!protocol::verify_signature(key, as_bytes(message), signature)) return fail("signing.bundle_unsigned");
  return {};
}

std::string type_of(const std::string& path) {
  static const std::map<std::string, std::string> kTypes{{".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
                                                         {".css", "text/css; charset=utf-8"},   {".svg", "image/svg+xml"},
                                                         {".woff2", "font/woff2"},              {".json", "application/json"},
                                                         {".wasm", "application/wasm"}};
  const auto found = kTypes.find(fs::path(path).extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Result<SignerBundle> SignerBundle::read(const fs::path& folder, const std::optional<protocol::PublicKey>& release_key) {
  const auto list = read_file(folder / "BUNDLE.json", kMaxList);
  if (!list) return missing(folder, to_line(list.error()));
  SignerBundle out;
  if (release_key) LOA_TRY_OK(check_signature(folder, *list, *release_key));
  out.signed_ = release_key.has_value();
  out.digest_ = sha256(*list);
  const auto value = parse_json(as_text(*list), {kMaxList, 3, false});
  const auto* files = value && value->is_object() ? value->as_object().if_contains("files") : nullptr;
  if (!files || !files->is_object()) return missing(folder, "BUNDLE.json");
  std::size_t left = kMaxBundle;
  for (const auto& [key, hash] : files->as_object()) {
    const std::string path(key);
    const auto bytes = stays_inside(path) ? read_file(folder / path, left) : Result<Bytes>(fail("file.read"));
    if (!bytes) return missing(folder / path, to_line(bytes.error()));
    if (!hash.is_string() || sha256(*bytes).hex() != std::string_view(hash.get_string()))
      return fail("signing.bundle_altered", {{"file", path}});
    left -= bytes->size();
    out.files_.emplace(path, std::string(as_text(*bytes)));
  }
  if (!out.files_.contains("index.html")) return missing(folder / "index.html", "BUNDLE.json");
  return out;
}

std::optional<net::HttpResponse> SignerBundle::answer(const std::string& path) const {
  const auto found = files_.find(path == "/" ? "index.html" : path.substr(std::min<std::size_t>(1, path.size())));
  if (found == files_.end()) return std::nullopt;
  net::HttpResponse response;
  response.content_type = type_of(found->first);
  response.body = found->second;
  const bool named_by_hash = found->first.starts_with("assets/");
  response.headers.emplace_back("Cache-Control", named_by_hash ? "public, max-age=31536000, immutable" : "no-store");
  return response;
}

}  // namespace loa::controller
