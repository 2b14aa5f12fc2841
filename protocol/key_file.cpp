#include "core/files.h"
#include "core/random.h"
#include "protocol/envelope.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

namespace loa::protocol {
namespace {

// Plain: "loa-key-1 <hex seed>\n". Locked: "loa-key-1-locked <hex salt> <hex nonce> <hex box>\n", and the form of the signing
// page, which says what its Argon2id cost: "loa-key-2-locked <passes> <KiB> <hex salt> <hex nonce> <hex box>\n".
constexpr std::string_view kPlain = "loa-key-1 ";
constexpr std::string_view kLocked = "loa-key-1-locked ";
constexpr std::string_view kLockedAtCost = "loa-key-2-locked ";
constexpr unsigned long long kMaxPasses = 10;
constexpr std::size_t kMinKib = 8 * 1024, kMaxKib = 1024 * 1024;
constexpr std::size_t kMaxKeyFile = 1024;
using Seed = std::array<std::uint8_t, 32>;

Error unreadable(const std::string& path, std::string why) {
  return fail("key.unreadable", {{"path", path}, {"why", std::move(why)}});
}

struct Cost {
  unsigned long long passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
  std::size_t bytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;
};

Result<Seed> derive(const std::string& passphrase, ByteSpan salt, const Cost& cost) {
  Seed out;
  if (crypto_pwhash(out.data(), out.size(), passphrase.data(), passphrase.size(), salt.data(), cost.passes, cost.bytes,
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

std::optional<Cost> cost_of(const std::string& passes, const std::string& kib) {
  const auto number = [](const std::string& text) -> std::size_t {
    if (text.empty() || text.size() > 8 || text.find_first_not_of("0123456789") != text.npos) return 0;
    return std::stoul(text);
  };
  const Cost cost{number(passes), number(kib) * 1024};
  const bool bounded = cost.passes >= 1 && cost.passes <= kMaxPasses && cost.bytes >= kMinKib * 1024 && cost.bytes <= kMaxKib * 1024;
  return bounded ? std::optional(cost) : std::nullopt;
}

Result<Seed> unlock(const std::string& path, std::string_view text, const std::string& passphrase) {
  const bool says_cost = text.starts_with(kLockedAtCost);
  auto words = split_words(text.substr(says_cost ? kLockedAtCost.size() : kLocked.size()));
  if (words.size() != (says_cost ? 5u : 3u)) return unreadable(path, "not a key file");
  const auto cost = says_cost ? cost_of(words[0], words[1]) : std::optional(Cost{});
  if (!cost) return unreadable(path, "not a key file");
  words.erase(words.begin(), words.end() - 3);
  const auto salt = from_hex(words[0]), nonce = from_hex(words[1]), box = from_hex(words[2]);
  Seed seed;
  if (!salt || !nonce || !box || salt->size() != crypto_pwhash_SALTBYTES ||
      nonce->size() != crypto_secretbox_NONCEBYTES || box->size() != seed.size() + crypto_secretbox_MACBYTES)
    return unreadable(path, "not a key file");
  LOA_TRY(auto key, derive(passphrase, *salt, *cost));
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
  LOA_TRY(auto key, derive(passphrase, salt, Cost{}));
  crypto_secretbox_easy(box.data(), seed.data(), seed.size(), nonce.data(), key.data());
  sodium_memzero(key.data(), key.size());
  return std::string(kLocked) + to_hex(salt) + " " + to_hex(nonce) + " " + to_hex(box) + "\n";
}

}  // namespace

Result<std::unique_ptr<Signer>> load_key_file(const std::string& path, const std::string& passphrase) {
  auto content = read_file(path, kMaxKeyFile);
  if (!content) return unreadable(path, to_line(content.error()));
  const auto text = as_text(*content);
  const bool locked = text.starts_with(kLocked) || text.starts_with(kLockedAtCost);
  auto seed = locked                      ? unlock(path, text, passphrase)
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
