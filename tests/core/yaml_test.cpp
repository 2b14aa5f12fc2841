#include "core/yaml.h"

#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

namespace loa {
namespace {

Error error_of(std::string_view text) {
  const auto node = read_yaml(text, "f.yaml");
  return node ? Error() : node.error();
}

std::string nested(int depth) { return "a: " + std::string(depth, '[') + std::string(depth, ']'); }

TEST(Yaml, ReadsValuesWithTheirLines) {
  const auto root = read_yaml("# c\nname: 'Xã'\nport: 1883\non: true\nlist:\n  - a\n  - b\n", "f.yaml").value();
  EXPECT_EQ(*root.at("name")->text(), "Xã");
  EXPECT_EQ(*root.at("port")->integer(1, 65535), 1883);
  EXPECT_TRUE(*root.at("on")->boolean());
  EXPECT_EQ(root.at("list")->items().size(), 2u);
  EXPECT_EQ(root.at("port")->place(), "f.yaml:3");
  EXPECT_TRUE(root.check_all_read());
}

TEST(Yaml, RefusesAnAliasBombBeforeItGrows) {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 8; ++k) bomb += before + ",";
    bomb += before + "]\n";
  }
  EXPECT_EQ(error_of(bomb).code, "yaml.alias");
  EXPECT_EQ(error_of(bomb).place, "f.yaml:1");
}

TEST(Yaml, RefusesEveryAnchor) {
  for (const auto* text : {"a: &x 1", "a: &x [1]", "a: &x {b: 1}", "&x a: 1", "a: &x", "base: &b {c: 1}\nd: {<<: *b}"})
    EXPECT_EQ(error_of(text).code, "yaml.alias") << text;
}

TEST(Yaml, RefusesDuplicateKeysAlsoWhenComposedDifferently) {
  EXPECT_EQ(error_of("a: 1\nb: 2\na: 3").code, "yaml.duplicate_key");
  EXPECT_EQ(error_of("a: 1\nb: 2\na: 3").place, "f.yaml:3");
  EXPECT_EQ(error_of("x\xC3\xA3: 1\nxa\xCC\x83: 2").code, "yaml.duplicate_key");
}

TEST(Yaml, BoundsDepthAndSize) {
  EXPECT_EQ(error_of(nested(31)).code, "");
  EXPECT_EQ(error_of(nested(32)).code, "yaml.too_deep");
  EXPECT_EQ(error_of(nested(100'000)).code, "yaml.too_deep");
  EXPECT_EQ(error_of(std::string(1024 * 1024 + 1, '#')).code, "yaml.too_large");
}

TEST(Yaml, RefusesOddities) {
  EXPECT_EQ(error_of("a: [1").code, "yaml.syntax");
  EXPECT_EQ(error_of("a: 1\n---\nb: 2").code, "yaml.syntax");
  EXPECT_EQ(error_of("a: !!python/object x").code, "yaml.tag");
  EXPECT_EQ(error_of("? [a]\n: 1").code, "yaml.bad_key");
  EXPECT_EQ(error_of("a: \xFF").code, "text.not_utf8");
  EXPECT_EQ(error_of(std::string_view("a: 1\n\0b: 2", 10)).code, "yaml.syntax");
  EXPECT_EQ(error_of("a: 1\n\x04\nb: 2").code, "yaml.syntax");
}

TEST(Yaml, DecomposedTextMeansTheSame) {
  const auto root = read_yaml("te\xCC\x82n: Truye\xCC\x82\xCC\x80n", "f.yaml").value();
  ASSERT_TRUE(root.find("tên"));
  EXPECT_EQ(*root.at("tên")->text(), "Truyền");
}

TEST(Yaml, AnUnknownKeyIsNamedWithItsLineAndTheKnownOnes) {
  const auto root = read_yaml("mqtt:\n  host: a\n  prot: 1\n", "f.yaml").value();
  const auto mqtt = root.at("mqtt").value();
  (void)mqtt.at("host");
  (void)mqtt.find("port");
  const auto status = root.check_all_read();
  ASSERT_FALSE(status);
  EXPECT_EQ(to_line(status.error()), "f.yaml:3: unknown key prot; keys known here: host, port");
}

TEST(Yaml, AnUnknownKeyInAListItemIsFound) {
  const auto root = read_yaml("l:\n  - {a: 1}\n  - {b: 1}\n", "f.yaml").value();
  for (const auto& item : root.at("l")->items()) (void)item.find("a");
  EXPECT_EQ(root.check_all_read().error().place, "f.yaml:3");
}

TEST(Yaml, TypesAndLimitsCarryTheLine) {
  const auto root = read_yaml("n: 70000\nq: '5'\no: 010\nt: yes\ne:\ns: abc\n", "f.yaml").value();
  EXPECT_EQ(root.at("n")->integer(0, 65535).error().code, "yaml.out_of_range");
  EXPECT_EQ(root.at("n")->integer(0, 65535).error().place, "f.yaml:1");
  EXPECT_EQ(root.at("q")->integer(0, 9).error().code, "yaml.not_integer");
  EXPECT_EQ(root.at("o")->integer(0, 99).error().code, "yaml.not_integer");
  EXPECT_EQ(root.at("t")->boolean().error().code, "yaml.not_boolean");
  EXPECT_EQ(root.at("e")->text().error().code, "yaml.not_text");
  EXPECT_EQ(root.at("s")->text(2).error().code, "yaml.too_long");
  EXPECT_EQ(root.at("missing").error().code, "yaml.missing_key");
  EXPECT_EQ(root.at("s")->at("x").error().code, "yaml.not_map");
  EXPECT_EQ(root.at("n")->integer(0, 9).error().params.size(), 3u);
}

TEST(Yaml, AnEmptyFileIsAnEmptyMap) {
  EXPECT_EQ(read_yaml("", "f.yaml")->at("a").error().code, "yaml.missing_key");
}

TEST(Yaml, AMissingFileIsOneReadableLine) {
  const auto node = read_yaml_file("/nowhere/loa.yaml");
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, "yaml.unreadable");
  EXPECT_EQ(to_line(node.error()).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace loa
