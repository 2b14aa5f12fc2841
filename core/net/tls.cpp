#include "core/net/tls.h"

#include <openssl/ssl.h>

namespace loa::net {
namespace {

namespace asio = boost::asio;
using Context = asio::ssl::context;
using Code = boost::system::error_code;

Error bad_file(const std::filesystem::path& path, const Code& code) {
  return fail("tls.bad_files", {{"path", path.string()}, {"why", code.message()}});
}

Status load_identity(Context& context, const TlsFiles& files) {
  Code code;
  context.use_certificate_chain_file(files.certificate.string(), code);
  if (code) return bad_file(files.certificate, code);
  context.use_private_key_file(files.key.string(), Context::pem, code);
  if (code) return bad_file(files.key, code);
  return ok();
}

Status load_authority(Context& context, const TlsFiles& files) {
  Code code;
  context.load_verify_file(files.ca.string(), code);
  if (code) return bad_file(files.ca, code);
  return ok();
}

std::shared_ptr<Context> make_context(Context::method method) {
  auto context = std::make_shared<Context>(method);
  ::SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_options(Context::default_workarounds | Context::no_compression);
  return context;
}

}  // namespace

Result<std::shared_ptr<Context>> make_server_tls(const TlsFiles& files) {
  auto context = make_context(Context::tls_server);
  LOA_TRY_OK(load_identity(*context, files));
  if (!files.ca.empty()) LOA_TRY_OK(load_authority(*context, files));
  // Resumed sessions would need a session id context and save nothing on connections that stay open.
  ::SSL_CTX_set_session_cache_mode(context->native_handle(), SSL_SESS_CACHE_OFF);
  if (files.require_peer_certificate) {
    context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }
  return context;
}

Result<std::shared_ptr<Context>> make_client_tls(const TlsFiles& files) {
  auto context = make_context(Context::tls_client);
  LOA_TRY_OK(load_authority(*context, files));
  if (!files.certificate.empty()) LOA_TRY_OK(load_identity(*context, files));
  context->set_verify_mode(asio::ssl::verify_peer);
  return context;
}

}  // namespace loa::net
