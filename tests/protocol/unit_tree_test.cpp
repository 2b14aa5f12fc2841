// The dated tree of units: what a map must satisfy, and the questions asked of it.
#include "protocol/unit_tree.h"

#include "protocol/limits.h"
#include "tests/protocol/sample_documents.h"

namespace loa::test {
namespace {

using namespace protocol;

constexpr auto id = &SampleDocuments::id<UnitId>;
UtcTime at(std::int64_t ms) { return from_unix_ms(ms); }

Unit unit(int n, std::optional<int> parent) {
  Unit out;
  out.id = id(n);
  out.name = "Đơn vị " + std::to_string(n);
  out.kind = "commune";
  if (parent) out.parent = id(*parent);
  return out;
}

Map map_of(std::vector<Unit> units) { return {{}, 1, std::move(units)}; }

std::string code_of(const Map& map) {
  const auto tree = UnitTree::build(map);
  return tree ? "" : tree.error().code;
}

UnitTree province() {
  return UnitTree::build(map_of({unit(1, {}), unit(2, 1), unit(3, 1), unit(4, 2)})).value();
}

TEST(UnitTree, FindsAndPaths) {
  const auto tree = province();
  EXPECT_EQ(tree.find(id(4))->name, "Đơn vị 4");
  EXPECT_EQ(tree.find(id(9)), nullptr);
  EXPECT_EQ(tree.path(id(4)), (std::vector<UnitId>{id(1), id(2), id(4)}));
  EXPECT_EQ(tree.path(id(1)), std::vector<UnitId>{id(1)});
  EXPECT_TRUE(tree.path(id(9)).empty());
}

TEST(UnitTree, AnAreaCoversItselfAndWhatLiesBelow) {
  const auto tree = province();
  EXPECT_TRUE(tree.covers(id(1), id(4)));
  EXPECT_TRUE(tree.covers(id(2), id(4)));
  EXPECT_TRUE(tree.covers(id(4), id(4)));
  EXPECT_FALSE(tree.covers(id(4), id(2)));
  EXPECT_FALSE(tree.covers(id(3), id(4)));
  EXPECT_FALSE(tree.covers(id(9), id(9)));
}

TEST(UnitTree, RefusesWhatIsNoTree) {
  EXPECT_EQ(code_of(map_of({})), "map.roots");
  EXPECT_EQ(code_of(map_of({unit(1, {}), unit(2, {})})), "map.roots");
  EXPECT_EQ(code_of(map_of({unit(1, {}), unit(2, 9)})), "map.parent_unknown");
  EXPECT_EQ(code_of(map_of({unit(1, {}), unit(2, 1), unit(2, 1)})), "map.duplicate");
  EXPECT_EQ(code_of(map_of({unit(1, {}), unit(2, 3), unit(3, 2)})), "map.cycle");
  EXPECT_EQ(code_of(map_of({unit(1, {}), unit(2, 2)})), "map.cycle");
}

TEST(UnitTree, IsSixteenLevelsDeepAtMost) {
  std::vector<Unit> chain{unit(1, {})};
  for (int n = 2; n <= static_cast<int>(kMaxUnitDepth); ++n) chain.push_back(unit(n, n - 1));
  EXPECT_EQ(code_of(map_of(chain)), "");
  chain.push_back(unit(17, 16));
  EXPECT_EQ(code_of(map_of(chain)), "map.cycle");
}

TEST(UnitTree, SuccessorsExistAndFormNoRing) {
  auto one = unit(2, 1), two = unit(3, 1);
  one.successors = {id(9)};
  EXPECT_EQ(code_of(map_of({unit(1, {}), one, two})), "map.parent_unknown");
  one.successors = {id(3)};
  EXPECT_EQ(code_of(map_of({unit(1, {}), one, two})), "");
  two.successors = {id(2)};
  EXPECT_EQ(code_of(map_of({unit(1, {}), one, two})), "map.cycle");
}

TEST(UnitTree, FollowsSuccessorsBothWays) {
  auto two = unit(2, 1), three = unit(3, 1), four = unit(4, 1), five = unit(5, 1);
  two.successors = {id(4)};
  three.successors = {id(4)};
  four.successors = {id(5), id(6)};
  const auto tree = UnitTree::build(map_of({unit(1, {}), two, three, four, five, unit(6, 1)})).value();
  const auto now = tree.current_form(id(2));
  EXPECT_EQ(std::set<UnitId>(now.begin(), now.end()), (std::set<UnitId>{id(5), id(6)}));
  const auto before = tree.former_forms(id(5));
  EXPECT_EQ(std::set<UnitId>(before.begin(), before.end()), (std::set<UnitId>{id(2), id(3), id(4)}));
  EXPECT_EQ(tree.current_form(id(1)), std::vector<UnitId>{id(1)});
  EXPECT_TRUE(tree.current_form(id(9)).empty());
  EXPECT_TRUE(tree.former_forms(id(2)).empty());
}

TEST(UnitTree, ACodeMayPassFromOneUnitToAnother) {
  auto two = unit(2, 1), three = unit(3, 1);
  two.codes = {{"99001", at(0), at(100)}};
  three.codes = {{"99001", at(100), std::nullopt}, {"99002", at(0), at(100)}};
  const auto tree = UnitTree::build(map_of({unit(1, {}), two, three})).value();
  EXPECT_EQ(code_of(map_of({unit(1, {}), three, two})), "") << "in any order of the units";
  EXPECT_EQ(tree.by_code("99001", at(99))->id, id(2));
  EXPECT_EQ(tree.by_code("99001", at(100))->id, id(3));
  EXPECT_EQ(tree.code_of(id(3), at(99)), "99002");
  EXPECT_EQ(tree.code_of(id(3), at(100)), "99001");
  EXPECT_EQ(tree.code_of(id(9), at(100)), "");
  EXPECT_EQ(tree.by_code("00000", at(1)), nullptr);
}

TEST(UnitTree, OneCodeForTwoUnitsAtOneTimeIsRefused) {
  auto two = unit(2, 1), three = unit(3, 1);
  two.codes = {{"99001", at(0), at(101)}};
  three.codes = {{"99001", at(100), std::nullopt}};
  EXPECT_EQ(code_of(map_of({unit(1, {}), two, three})), "map.duplicate");
  two.codes = {{"99001", at(0), std::nullopt}};
  EXPECT_EQ(code_of(map_of({unit(1, {}), two, three})), "map.duplicate");
}

}  // namespace
}  // namespace loa::test
