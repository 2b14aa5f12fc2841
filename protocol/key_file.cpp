#include "core/files.h"
#include "core/random.h"
#include "protocol/envelope.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>

namespace loa::protocol {
namespace {

// Plain: "loa-key-1 <hex seed>\n". Locked: "loa-key-1-locked <hex salt> <hex nonce> <hex box>\n".
constexpr std::string_view kPlain = "loa-key-1 ";
constexpr std::string_view kLocked = "loa-key-1-locked ";
constexpr std::size_t kMaxKeyFile = 1024;
using Seed = std::array<std::uint8_t, 32>;

Error unreadable(const std::string& path, std::string why) {
  return fail("key.unreadable", {{"path", path}, {"why", std::move(why)}});
}

Result<Seed> derive(const std::string& passphrase, ByteSpan salt) {
  Seed out;
  if (crypto_pwhash(out.data(), out.size(), passphrase.data(), passphrase.size(), salt.data(),
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail("key.memory");
  return out;
}

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == ' ') out.emplace_back();
    else if (c != '\n') out.back() += c;
  }
  return out;
}

Result<Seed> unlock(const std::string& path, std::string_view text, const std::string& passphrase) {
  const auto words = split_words(text.substr(kLocked.size()));
  if (words.size() != 3) return unreadable(path, "not a key file");
  const auto salt = from_hex(words[0]), nonce = from_hex(words[1]), box = from_hex(words[2]);
  Seed seed;
  if (!salt || !nonce || !box || salt->size() != crypto_pwhash_SALTBYTES ||
      nonce->size() != crypto_secretbox_NONCEBYTES || box->size() != seed.size() + crypto_secretbox_MACBYTES)
    return unreadable(path, "not a key file");
  LOA_TRY(auto key, derive(passphrase, *salt));
  const int opened = crypto_secretbox_open_easy(seed.data(), box->data(), box->size(), nonce->data(), key.data());
  sodium_memzero(key.data(), key.size());
  if (opened != 0) return fail("key.passphrase", {{"path", path}});
  return seed;
}

Result<Seed> read_plain(const std::string& path, std::string_view text) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return unreadable(path, "it vanished");
  if ((info.st_mode & 077) != 0) return fail("key.mode", {{"path", path}});
  const auto words = split_words(text.substr(kPlain.size()));
  const auto bytes = from_hex(words.front());
  Seed seed;
  if (words.size() != 1 || !bytes || bytes->size() != seed.size()) return unreadable(path, "not a key file");
  std::copy(bytes->begin(), bytes->end(), seed.begin());
  return seed;
}

Result<std::string> lock(const Seed& seed, const std::string& passphrase) {
  SystemRandom random;
  std::array<std::uint8_t, crypto_pwhash_SALTBYTES> salt;
  std::array<std::uint8_t, crypto_secretbox_NONCEBYTES> nonce;
  std::array<std::uint8_t, 32 + crypto_secretbox_MACBYTES> box;
  random.fill(salt);
  random.fill(nonce);
  LOA_TRY(auto key, derive(passphrase, salt));
  crypto_secretbox_easy(box.data(), seed.data(), seed.size(), nonce.data(), key.data());
  sodium_memzero(key.data(), key.size());
  return std::string(kLocked) + to_hex(salt) + " " + to_hex(nonce) + " " + to_hex(box) + "\n";
}

}  // namespace

Result<std::unique_ptr<Signer>> load_key_file(const std::string& path, const std::string& passphrase) {
  auto content = read_file(path, kMaxKeyFile);
  if (!content) return unreadable(path, to_line(content.error()));
  const auto text = as_text(*content);
  auto seed = text.starts_with(kLocked)  ? unlock(path, text, passphrase)
              : text.starts_with(kPlain) ? read_plain(path, text)
                                         : Result<Seed>(unreadable(path, "not a key file"));
  sodium_memzero(content->data(), content->size());
  if (!seed) return seed.error();
  auto signer = make_signer(*seed);
  sodium_memzero(seed->data(), seed->size());
  return signer;
}

Status write_key_file(const std::string& path, const Seed& seed, const std::string& passphrase) {
  std::string text = std::string(kPlain) + to_hex(seed) + "\n";
  if (!passphrase.empty()) {
    LOA_TRY(auto locked, lock(seed, passphrase));
    text = std::move(locked);
  }
  return write_file_durably(path, as_bytes(text), 0400);
}

}  // namespace loa::protocol
