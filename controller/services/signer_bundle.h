// The signing page's files, held in memory as they were when BUNDLE.json, signed at release, named their hashes: what is
// served later cannot change under the officers' hands. BUNDLE.json {v, files: {path: sha256}}; BUNDLE.sig is one line, hex
// Ed25519 over "loa bundle 1\n" and BUNDLE.json's bytes. Immutable once read.
#pragma once

#include "core/error.h"
#include "core/hash.h"
#include "core/net/http_server.h"
#include "protocol/envelope.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace loa::controller {

class SignerBundle {
 public:
  // No release key: an unsigned bundle is taken (demo networks, or where the configuration says so), its files still held
  // against BUNDLE.json. Files that BUNDLE.json does not name are not served. At most 8 MiB. Errors:
  // "signing.bundle_missing" (path, why), "signing.bundle_altered" (file), "signing.bundle_unsigned".
  static Result<SignerBundle> read(const std::filesystem::path& folder, const std::optional<protocol::PublicKey>& release_key);

  const Hash& digest() const { return digest_; }  // SHA-256 of BUNDLE.json
  bool is_signed() const { return signed_; }
  // "/" is index.html. Nothing: 404.
  std::optional<net::HttpResponse> answer(const std::string& path) const;

 private:
  Hash digest_;
  bool signed_ = false;
  std::map<std::string, std::string> files_;  // by path without the leading slash
};

}  // namespace loa::controller
