#include "deploy/network/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <sys/stat.h>

#include <cstdio>
#include <memory>

namespace loa::deploy {
namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* p) const { Free(p); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

struct Authority {
  Key key;
  Certificate certificate;
};

Error failed(const std::string& what) { return fail("tls.make", {{"what", what}}); }

File open_file(const std::filesystem::path& path, const char* mode, mode_t bits) {
  const mode_t old = umask(0777 & ~bits);
  File file(std::fopen(path.c_str(), mode), std::fclose);
  umask(old);
  return file;
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  if (X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value)) {
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
}

Certificate new_certificate(EVP_PKEY* key, const std::string& common_name, int days) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  unsigned char serial[16];
  RAND_bytes(serial, sizeof serial);
  serial[0] &= 0x7f;
  std::unique_ptr<BIGNUM, Freed<BIGNUM, BN_free>> number(BN_bin2bn(serial, sizeof serial, nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()));
  // A day of slack: a device whose clock is a little behind still connects.
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -24L * 3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), static_cast<long>(days) * 24 * 3600);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name.c_str()), -1,
                             -1, 0);
  X509_set_pubkey(certificate.get(), key);
  return certificate;
}

Status write_pair(const std::filesystem::path& folder, const std::string& name, EVP_PKEY* key, X509* certificate) {
  auto key_file = open_file(folder / (name + ".key"), "w", 0600);
  if (!key_file || PEM_write_PrivateKey(key_file.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return failed(name + ".key");
  }
  auto certificate_file = open_file(folder / (name + ".crt"), "w", 0644);
  if (!certificate_file || PEM_write_X509(certificate_file.get(), certificate) != 1) return failed(name + ".crt");
  return ok();
}

Result<Authority> make_authority(const std::filesystem::path& folder, int days) {
  Authority authority{Key(EVP_EC_gen("P-256")), nullptr};
  if (!authority.key) return failed("ca.key");
  authority.certificate = new_certificate(authority.key.get(), "Loa network authority", days);
  X509* ca = authority.certificate.get();
  X509_set_issuer_name(ca, X509_get_subject_name(ca));
  add_extension(ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(ca, ca, NID_subject_key_identifier, "hash");
  if (X509_sign(ca, authority.key.get(), EVP_sha256()) == 0) return failed("ca.crt");
  LOA_TRY_OK(write_pair(folder, "ca", authority.key.get(), ca));
  return authority;
}

Result<Authority> load_authority(const std::filesystem::path& folder) {
  auto key_file = open_file(folder / "ca.key", "r", 0600);
  auto certificate_file = open_file(folder / "ca.crt", "r", 0644);
  if (!key_file || !certificate_file) return failed("ca");
  Authority authority{Key(PEM_read_PrivateKey(key_file.get(), nullptr, nullptr, nullptr)),
                      Certificate(PEM_read_X509(certificate_file.get(), nullptr, nullptr, nullptr))};
  if (!authority.key || !authority.certificate) return failed("ca");
  return authority;
}

Status make_leaf(const std::filesystem::path& folder, const std::string& name, const Authority& authority, int days) {
  Key key(EVP_EC_gen("P-256"));
  if (!key) return failed(name + ".key");
  auto certificate = new_certificate(key.get(), name, days);
  X509* leaf = certificate.get();
  X509* ca = authority.certificate.get();
  X509_set_issuer_name(leaf, X509_get_subject_name(ca));
  add_extension(leaf, ca, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(leaf, ca, NID_key_usage, "critical,digitalSignature");
  add_extension(leaf, ca, NID_ext_key_usage, "serverAuth,clientAuth");
  add_extension(leaf, ca, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  add_extension(leaf, ca, NID_subject_key_identifier, "hash");
  add_extension(leaf, ca, NID_authority_key_identifier, "keyid:always");
  if (X509_sign(leaf, authority.key.get(), EVP_sha256()) == 0) return failed(name + ".crt");
  return write_pair(folder, name, key.get(), leaf);
}

}  // namespace

Status make_certificates(const std::filesystem::path& folder, const std::vector<std::string>& names, int days) {
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  const bool made = std::filesystem::exists(folder / "ca.crt") && std::filesystem::exists(folder / "ca.key");
  auto authority = made ? load_authority(folder) : make_authority(folder, days);
  if (!authority) return authority.error();
  for (const auto& name : names) {
    if (std::filesystem::exists(folder / (name + ".crt"))) continue;
    LOA_TRY_OK(make_leaf(folder, name, *authority, days));
  }
  return ok();
}

}  // namespace loa::deploy
