// The network's own certificate authority: P-256 keys, X.509 (RFC 5280), one leaf a program with its identity as the
// common name, good for server and client. Keys are written with mode 0600.
#pragma once

#include "core/error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace loa::deploy {

// Makes folder/ca.crt and folder/ca.key, and folder/<name>.crt + .key for each name, valid for `days` on localhost and
// 127.0.0.1. What exists already is kept. Errors: "tls.make" (what, why).
Status make_certificates(const std::filesystem::path& folder, const std::vector<std::string>& names, int days);

}  // namespace loa::deploy
