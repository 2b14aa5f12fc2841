// Key files: plain for machines, locked with a passphrase for officers.
#include "core/files.h"
#include "tests/core/temp_folder.h"
#include "tests/protocol/register_bench.h"

#include <filesystem>
#include <sys/stat.h>

namespace loa::test {
namespace {

using namespace protocol;

Seed seed_of(std::uint8_t fill) {
  Seed out;
  out.fill(fill);
  return out;
}

class KeyFile : public testing::Test {
 protected:
  std::string code(const std::string& passphrase = {}) {
    const auto signer = load_key_file(path, passphrase);
    return signer ? "" : signer.error().code;
  }
  void put(const std::string& text, mode_t mode = 0600) {
    ASSERT_TRUE(write_file_durably(path, as_bytes(text), mode));
  }
  TempFolder folder;
  std::string path = (folder.path() / "officer.key").string();
};

TEST_F(KeyFile, APlainOneIsForItsOwnerAlone) {
  ASSERT_TRUE(write_key_file(path, seed_of(5)));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0400u);
  EXPECT_EQ(load_key_file(path).value()->public_key(), make_signer(seed_of(5))->public_key());
  EXPECT_EQ(as_text(read_file(path, 1000).value()), "loa-key-1 " + to_hex(seed_of(5)) + "\n");
}

TEST_F(KeyFile, OneThatOthersCanReadIsRefused) {
  ASSERT_TRUE(write_key_file(path, seed_of(5)));
  for (const mode_t mode : {0440, 0404, 0420, 0401}) {
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    EXPECT_EQ(code(), "key.mode") << std::oct << mode;
  }
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(code(), "");
}

TEST_F(KeyFile, ALockedOneOpensWithItsPassphraseOnly) {
  ASSERT_TRUE(write_key_file(path, seed_of(5), "mười hai con gà"));
  EXPECT_EQ(load_key_file(path, "mười hai con gà").value()->public_key(), make_signer(seed_of(5))->public_key());
  EXPECT_EQ(code("mười hai con vịt"), "key.passphrase");
  EXPECT_EQ(code(""), "key.passphrase");
}

TEST_F(KeyFile, ALockedOneHidesTheSeedAndSaltsIt) {
  ASSERT_TRUE(write_key_file(path, seed_of(5), "gà"));
  const auto first = std::string(as_text(read_file(path, 1000).value()));
  EXPECT_EQ(first.find(to_hex(seed_of(5))), std::string::npos);
  ASSERT_TRUE(write_key_file(path, seed_of(5), "gà"));
  EXPECT_NE(std::string(as_text(read_file(path, 1000).value())), first);
}

TEST_F(KeyFile, AChangedBoxDoesNotOpen) {
  ASSERT_TRUE(write_key_file(path, seed_of(5), "gà"));
  auto text = std::string(as_text(read_file(path, 1000).value()));
  auto& digit = text[text.size() - 2];
  digit = digit == '0' ? '1' : '0';
  put(text);
  EXPECT_EQ(code("gà"), "key.passphrase");
}

// Written by the signing page (controller/console/signer/keys) for the seed of 32 bytes 01.
constexpr const char* kOfThePage = " 05050505050505050505050505050505 060606060606060606060606060606060606060606060606"
                                   " c077af07b1bf5206ea660f1660eb4809e0748a829a70fd922073adda019202e0b67c44ab66a218e19a835ab81e7ba10f\n";

TEST_F(KeyFile, ABackupOfTheSigningPageOpens) {
  put(std::string("loa-key-2-locked 1 8192") + kOfThePage);
  EXPECT_EQ(load_key_file(path, "dong lua song nui").value()->public_key(), make_signer(seed_of(1))->public_key());
  EXPECT_EQ(code("dong lua song nuoc"), "key.passphrase");
}

TEST_F(KeyFile, ACostBeyondReasonIsUnreadable) {
  for (const char* cost : {"0 8192", "11 8192", "1 8191", "1 1048577", "1 99999999999", "x 8192", "1 -8192"}) {
    put(std::string("loa-key-2-locked ") + cost + kOfThePage);
    EXPECT_EQ(code("dong lua song nui"), "key.unreadable") << cost;
  }
}

TEST_F(KeyFile, AnythingElseIsUnreadable) {
  EXPECT_EQ(code(), "key.unreadable");
  for (const auto& text : {std::string(), std::string("loa-key-1"), std::string("loa-key-1 00"), "loa-key-2 " + to_hex(seed_of(5)),
                           "loa-key-1 " + to_hex(seed_of(5)) + " more", "loa-key-1 " + to_hex(seed_of(5)) + "00",
                           std::string("loa-key-1-locked 00 00 00"), std::string("loa-key-1-locked 00"), std::string(5000, 'x')}) {
    put(text);
    EXPECT_EQ(code("gà"), "key.unreadable") << text;
  }
}

}  // namespace
}  // namespace loa::test
