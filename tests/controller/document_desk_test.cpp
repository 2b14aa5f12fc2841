// Documents are judged one after the other: what one changes is known to the judgement of the next.
#include "tests/controller/desktop.h"

namespace loa::controller {
namespace {

class DocumentDeskTest : public ApiTest {
 protected:
  using Answer = Result<protocol::Admission>;
  // All of them handed in during one step of the loop, before the store can answer any.
  std::vector<Answer> take_together(const std::vector<Bytes>& envelopes) {
    DocumentDesk documents(desktop_->context, desktop_->desk);
    std::vector<std::promise<Answer>> answers(envelopes.size());
    asio::post(*loop_, [&] {
      for (std::size_t i = 0; i < envelopes.size(); ++i) {
        asio::co_spawn(*loop_, documents.take(envelopes[i]), [&, i](std::exception_ptr failed, Answer answer) {
          EXPECT_FALSE(failed);
          answers[i].set_value(std::move(answer));
        });
      }
    });
    std::vector<Answer> out;
    for (auto& answer : answers) out.push_back(answer.get_future().get());
    on_loop([] { return true; });  // the last frame is gone
    return out;
  }
  std::size_t stored() {
    stop();
    const auto store = *Store::open(folder_ / "controller.db");
    const auto documents = store->documents.all(AreaScope::whole());
    EXPECT_TRUE(documents);
    start();
    return documents ? documents->size() : 0;
  }
  static std::string code(const Answer& answer) { return answer ? "" : answer.error().code; }
};

TEST_F(DocumentDeskTest, of_two_rivals_the_second_is_refused_and_nothing_of_it_is_stored) {
  found();
  const auto before = stored();
  auto one = world_.place_document(world_.site()), other = world_.place_document(world_.site());
  other.version = one.version;
  const auto signer = world_.technician().key();
  const auto answers = take_together({world_.sign(one, {signer}), world_.sign(other, {signer})});
  EXPECT_EQ(code(answers[0]), "");
  EXPECT_EQ(code(answers[1]), "ratchet.conflict");
  EXPECT_EQ(stored(), before + 1);
}

TEST_F(DocumentDeskTest, what_a_document_takes_away_the_next_one_no_longer_has) {
  found();
  const auto programme = world_.light_programme(60s);
  const auto before = stored();
  const protocol::Suspension suspension{world_.header(), world_.approver().key()->id(), world_.now() + 24h};
  const auto answers = take_together({world_.sign(suspension, {world_.renewer().key()}),
                                      world_.approval(programme, {world_.site(0).unit}),
                                      world_.approval(programme, {world_.site(1).unit})});
  EXPECT_EQ(code(answers[0]), "");
  EXPECT_EQ(code(answers[1]), "trust.suspended");
  EXPECT_EQ(code(answers[2]), "trust.suspended");
  EXPECT_EQ(stored(), before + 1);
}

TEST_F(DocumentDeskTest, one_that_cannot_be_stored_changes_nothing_and_holds_up_nobody) {
  found();
  sql("create temp trigger no_places before insert on documents when new.type = 'place' begin select raise(abort, 'no'); end");
  const auto programme = world_.light_programme(60s);
  auto elsewhere = world_.place_document(world_.site());
  elsewhere.clusters.pop_back();
  const auto answers = take_together({world_.sign(elsewhere, {world_.technician().key()}),
                                      world_.approval(programme, {world_.site(0).unit})});
  EXPECT_EQ(code(answers[0]), "store.failed");
  EXPECT_EQ(code(answers[1]), "");
  EXPECT_EQ(on_loop([&] { return desktop_->desk.place_of(world_.site().agent)->clusters.size(); }), 3u);
}

TEST_F(DocumentDeskTest, the_same_again_is_good_and_stored_once) {
  found();
  const auto before = stored();
  const Bytes place = world_.place(world_.site());
  const auto answers = take_together({place, place});
  EXPECT_EQ(code(answers[0]), "");
  EXPECT_EQ(code(answers[1]), "");
  EXPECT_EQ(stored(), before + 1);
}

}  // namespace
}  // namespace loa::controller
