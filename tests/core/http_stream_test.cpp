#include <gtest/gtest.h>

#include "tests/core/http_world.h"

namespace loa::net {
namespace {

using test::answer;
using test::HttpWorld;
using test::RawClient;
using namespace std::chrono_literals;

class HttpStreamTest : public testing::Test {
 protected:
  void SetUp() override {
    world.server.route({"GET", "/events", 0, {}, answer([this](HttpRequest) {
                          HttpResponse response;
                          response.content_type = "text/event-stream";
                          response.stream = [this](std::shared_ptr<EventStream> opened) {
                            stream = std::move(opened);
                            ready.set_value();
                          };
                          return response;
                        })});
    world.start();
    client = std::make_unique<RawClient>(world.server.port());
    client->send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    ready.get_future().wait();
  }
  void TearDown() override {
    if (stream) world.on_loop([this] { stream.reset(); });
    world.stop();
  }

  HttpWorld world;
  std::promise<void> ready;
  std::shared_ptr<EventStream> stream;
  std::unique_ptr<RawClient> client;
};

TEST_F(HttpStreamTest, EventsArriveAsTheyArePushed) {
  world.on_loop([this] { EXPECT_TRUE(stream->push("data: one\n\n")); });
  EXPECT_NE(client->read_until("one\n\n").find("text/event-stream"), std::string::npos);
  world.on_loop([this] { EXPECT_TRUE(stream->push("data: two\n\n")); });
  EXPECT_NE(client->read_until("two\n\n").find("two"), std::string::npos);
}

TEST_F(HttpStreamTest, DroppingTheStreamEndsTheResponseCleanly) {
  world.on_loop([this] {
    stream->push("data: last\n\n");
    stream.reset();
  });
  const auto text = client->read_to_close();
  EXPECT_NE(text.find("last"), std::string::npos);
  EXPECT_TRUE(text.ends_with("0\r\n\r\n"));
}

TEST_F(HttpStreamTest, AClientThatDoesNotReadIsCutAtSixtyFourEvents) {
  const std::string big(1'000'000, 'x');
  int pushed = 0;
  world.on_loop([&] {
    while (pushed < 1000 && stream->push(big)) ++pushed;
    EXPECT_TRUE(stream->closed());
  });
  EXPECT_EQ(pushed, 64);
}

TEST_F(HttpStreamTest, ALostClientClosesTheStream) {
  client->close();
  bool closed = false;
  for (int i = 0; i < 100 && !closed; ++i) {
    closed = world.on_loop([this] {
      stream->push(std::string(100'000, 'x'));
      return stream->closed();
    });
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(closed);
}

TEST_F(HttpStreamTest, StoppingTheServerClosesTheStream) {
  world.stop();
  EXPECT_TRUE(stream->closed());
  stream.reset();
}

}  // namespace
}  // namespace loa::net
