// The event stream: each caller's area, and what a stream that comes back gets.
#include "tests/controller/people.h"

namespace loa::controller {
namespace {

struct Caught final : net::EventStream {
  bool push(std::string text) override {
    texts.push_back(std::move(text));
    return true;
  }
  bool closed() const override { return false; }
  std::vector<std::string> texts;
};

class StreamTest : public PeopleTest {
 protected:
  std::shared_ptr<Caught> listen(std::optional<AreaScope> scope, const std::string& last = {}) {
    auto caught = std::make_shared<Caught>();
    on_loop([&] {
      desktop_->stream.open([scope] { return scope; }, last).stream(caught);
      return true;
    });
    return caught;
  }
  void tell(const std::string& code, const UnitId& unit) {
    on_loop([&] {
      Event event;
      event.level = "info";
      event.what = fail(code);
      event.unit = unit;
      desktop_->stream.tell(event);
      return true;
    });
  }
  static std::string id_of(const std::string& text) { return text.substr(4, text.find('\n') - 4); }
};

TEST_F(StreamTest, a_stream_that_comes_back_gets_what_it_missed_and_nothing_twice) {
  auto first = listen(AreaScope::whole());
  tell("broker.up", {});
  const auto last = on_loop([&] { return id_of(first->texts.back()); });
  tell("broker.down", {});
  tell("controller.started", {});
  auto second = listen(AreaScope::whole(), last);
  const auto got = on_loop([&] { return second->texts; });
  ASSERT_EQ(got.size(), 2u);
  EXPECT_NE(got[0].find("broker.down"), std::string::npos);
  EXPECT_NE(got[1].find("controller.started"), std::string::npos);
  EXPECT_TRUE(listen(AreaScope::whole(), "1-1")->texts.empty()) << "an id of another process";
}

TEST_F(StreamTest, events_keep_to_the_area) {
  found();
  auto here = listen(AreaScope::of({world_.site(0).unit}));
  tell("agent.online", world_.site(1).unit);
  tell("agent.offline", world_.site(0).unit);
  const auto got = on_loop([&] { return here->texts; });
  ASSERT_EQ(got.size(), 1u);
  EXPECT_NE(got[0].find("agent.offline"), std::string::npos);
}

TEST_F(StreamTest, a_stream_ends_with_its_session) {
  desktop_->stream.start();
  Browser who = person("lan", grant("auditor", {}));
  net::HttpRequest request;
  request.method = "GET";
  request.headers["cookie"] = std::string(kSessionCookie) + "=" + who.session;
  auto caught = std::make_shared<Caught>();
  on_loop([&] {
    auto area = [this, request]() -> std::optional<AreaScope> {
      const auto caller = desktop_->accounts.recognise(request);
      return caller ? std::optional(caller->scope(Right::station_read)) : std::nullopt;
    };
    desktop_->stream.open(area, {}).stream(caught);
    return true;
  });
  EXPECT_TRUE(eventually([&] { return on_loop([&] { return !caught->texts.empty(); }); }));
  EXPECT_GT(caught.use_count(), 1);
  ASSERT_EQ(ask(who, "DELETE", "/api/v1/session").status, 204);
  EXPECT_TRUE(eventually([&] { return on_loop([&] { return caught.use_count() == 1; }); }));
}

}  // namespace
}  // namespace loa::controller
