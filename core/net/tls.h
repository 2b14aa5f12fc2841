// TLS contexts for servers and clients: 1.2 at least, own certificate authority, mutual when asked.
#pragma once

#include "core/error.h"

#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace loa::net {

struct TlsFiles {
  std::filesystem::path ca;           // PEM of the network's own authority
  std::filesystem::path certificate;  // PEM chain; may be empty for a client without identity
  std::filesystem::path key;
  bool require_peer_certificate = true;  // server: refuse clients without a certificate of ca
};

// Errors: "tls.bad_files" (path, why).
Result<std::shared_ptr<boost::asio::ssl::context>> make_server_tls(const TlsFiles& files);
Result<std::shared_ptr<boost::asio::ssl::context>> make_client_tls(const TlsFiles& files);

}  // namespace loa::net
