// The signing page is served as it was released or not at all.
#include "controller/services/signer_bundle.h"
#include "core/files.h"
#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

namespace loa::controller {
namespace {

class SignerBundleTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder.path() / "assets");
    put("index.html", "<!doctype html>");
    put("assets/page.js", "1");
    put("BUNDLE.json", R"({"v":1,"files":{"assets/page.js":")" + sha256("1").hex() + R"(","index.html":")" + sha256("<!doctype html>").hex() + "\"}}\n");
    const auto list = std::string("loa bundle 1\n") + std::string(as_text(*read_file(folder.path() / "BUNDLE.json", 1000)));
    put("BUNDLE.sig", to_hex(release->sign(as_bytes(list))) + "\n");
  }
  void put(const std::string& name, const std::string& text) { ASSERT_TRUE(write_file_durably(folder.path() / name, as_bytes(text))); }
  std::string code(const std::optional<protocol::PublicKey>& key) {
    const auto bundle = SignerBundle::read(folder.path(), key);
    return bundle ? "" : bundle.error().code;
  }
  test::TempFolder folder;
  std::unique_ptr<protocol::Signer> release = protocol::make_signer({1});
  std::unique_ptr<protocol::Signer> other = protocol::make_signer({2});
};

TEST_F(SignerBundleTest, serves_what_the_list_names_and_nothing_beside_it) {
  put("left.js", "alert(1)");
  const auto bundle = SignerBundle::read(folder.path(), release->public_key());
  ASSERT_TRUE(bundle) << to_line(bundle.error());
  EXPECT_TRUE(bundle->is_signed());
  EXPECT_EQ(bundle->answer("/")->body, "<!doctype html>");
  EXPECT_EQ(bundle->answer("/assets/page.js")->content_type, "text/javascript; charset=utf-8");
  EXPECT_FALSE(bundle->answer("/left.js"));
  EXPECT_FALSE(bundle->answer("/BUNDLE.json"));
  EXPECT_FALSE(bundle->answer("/../index.html"));
  put("assets/page.js", "2");
  EXPECT_EQ(bundle->answer("/assets/page.js")->body, "1") << "what was read is what is served";
}

TEST_F(SignerBundleTest, an_altered_file_stops_it) {
  put("assets/page.js", "2");
  EXPECT_EQ(code(release->public_key()), "signing.bundle_altered");
  EXPECT_EQ(code({}), "signing.bundle_altered") << "without a signature the list still counts";
}

TEST_F(SignerBundleTest, the_release_key_must_have_signed_this_list) {
  EXPECT_EQ(code(release->public_key()), "");
  EXPECT_EQ(code(other->public_key()), "signing.bundle_unsigned");
  put("BUNDLE.json", R"({"v":1,"files":{"index.html":")" + sha256("<!doctype html>").hex() + "\"}}\n");
  EXPECT_EQ(code(release->public_key()), "signing.bundle_unsigned");
  EXPECT_EQ(code({}), "");
  std::filesystem::remove(folder.path() / "BUNDLE.sig");
  EXPECT_EQ(code(release->public_key()), "signing.bundle_unsigned");
}

TEST_F(SignerBundleTest, a_list_that_climbs_out_is_no_bundle) {
  put("BUNDLE.json", R"({"v":1,"files":{"../index.html":"00"}})");
  EXPECT_EQ(code({}), "signing.bundle_missing");
  put("BUNDLE.json", R"({"v":1,"files":{"assets/page.js":")" + sha256("1").hex() + "\"}}");
  EXPECT_EQ(code({}), "signing.bundle_missing") << "no index.html";
}

}  // namespace
}  // namespace loa::controller
