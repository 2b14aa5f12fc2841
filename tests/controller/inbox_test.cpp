// What editors' desks leave in the inbox reaches whoever can act on it, and nobody else.
#include "tests/controller/people.h"

namespace loa::controller {
namespace {

class InboxTest : public PeopleTest {
 protected:
  void SetUp() override {
    PeopleTest::SetUp();
    found();
  }
  UnitId unit(std::size_t site) { return world_.site(site).unit; }
  // Kinds of the entries that lead to a draft.
  std::vector<std::string> kinds(Browser& who) {
    std::vector<std::string> out;
    const auto view = read(ask(who, "GET", "/api/v1/inbox"));
    for (const auto& entry : view.at("entries").as_array()) {
      if (entry.at("link").as_object().contains("draft")) out.push_back(std::string(entry.at("kind").as_string()));
    }
    return out;
  }
  using Kinds = std::vector<std::string>;
};

TEST_F(InboxTest, a_draft_waits_for_the_approver_of_its_communes_and_for_nobody_else) {
  auto here = person("duyet-mot", grant("commune_approver", unit(0)));
  auto there = person("duyet-hai", grant("commune_approver", unit(1)));
  auto writer = person("viet-mot", grant("commune_operator", unit(0)));
  auto both = draft_of({}, DraftKind::programme, "Bản tin tỉnh");
  both.submission->units = {unit(0), unit(1)};
  keep(both);
  EXPECT_EQ(kinds(here), Kinds{}) << "one signature must cover both communes";
  keep(draft_of(unit(0), DraftKind::programme, "Bản tin xã"));
  EXPECT_EQ(kinds(here), Kinds{"draft"});
  EXPECT_EQ(kinds(there), Kinds{});
  EXPECT_EQ(kinds(writer), Kinds{}) << "who writes does not approve";
}

TEST_F(InboxTest, whoever_is_named_or_had_a_hand_in_it_decides_whose_it_is) {
  auto named = draft_of(unit(0), DraftKind::programme, "Gửi một người");
  named.submission->approver = world_.approver().person;
  keep(named);
  auto other = person("duyet-khac", grant("commune_approver", unit(0)), world_.duty_one().person);
  auto he = person("duyet-ten", grant("commune_approver", unit(0)), world_.approver().person);
  EXPECT_EQ(kinds(other), Kinds{});
  EXPECT_EQ(kinds(he), Kinds{"draft"});
  auto own = draft_of(unit(0), DraftKind::programme, "Có tay mình sửa");
  own.hands.insert(world_.approver().person);
  keep(own);
  EXPECT_EQ(kinds(he), Kinds{"draft"}) << "not the one he changed himself";
}

TEST_F(InboxTest, a_voice_note_comes_to_those_who_write_there) {
  auto writer = person("viet-mot", grant("commune_operator", unit(0)));
  auto elsewhere = person("viet-hai", grant("commune_operator", unit(1)));
  auto approver = person("duyet-mot", grant("commune_approver", unit(0)));
  keep(draft_of(unit(0), DraftKind::voice_note, "Mất điện xóm 3"));
  auto silent = draft_of(unit(0), DraftKind::voice_note, "Chưa gửi xong");
  silent.versions.front().sound.reset();
  keep(silent);
  EXPECT_EQ(kinds(writer), Kinds{"voice_note"});
  EXPECT_EQ(kinds(elsewhere), Kinds{});
  EXPECT_EQ(kinds(approver), Kinds{});
}

}  // namespace
}  // namespace loa::controller
