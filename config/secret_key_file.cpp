#include "config/secret_key_file.h"

#include "core/files.h"
#include "core/hash.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace loa::config {
namespace {

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

std::string octal(mode_t mode) {
  std::string out = "0";
  for (int shift = 6; shift >= 0; shift -= 3) out.push_back(static_cast<char>('0' + (mode >> shift & 7)));
  return out;
}

std::string_view without_line_end(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

Result<Seed> read_seed_file(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0)
    return fail("config.key_unreadable", {{"path", path.string()}, {"why", std::generic_category().message(errno)}});
  if ((info.st_mode & kOthers) != 0)
    return fail("config.key_mode", {{"path", path.string()}, {"mode", octal(info.st_mode)}});
  const auto content = read_file(path, 128);
  if (!content && content.error().code == "file.read")
    return fail("config.key_unreadable", content.error().params);
  if (!content) return fail("config.key_bad", {{"path", path.string()}});
  // Bare hex, or the unlocked form of the network's key files ("loa-key-1 <hex>").
  auto text = without_line_end(as_text(*content));
  constexpr std::string_view kPrefix = "loa-key-1 ";
  if (text.starts_with(kPrefix)) text.remove_prefix(kPrefix.size());
  const auto bytes = from_hex(text);
  Seed seed{};
  if (!bytes || bytes->size() != seed.size()) return fail("config.key_bad", {{"path", path.string()}});
  std::ranges::copy(*bytes, seed.begin());
  return seed;
}

}  // namespace loa::config
