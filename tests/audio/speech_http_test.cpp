// The engine behind HTTP against a real server on loopback.
#include <gtest/gtest.h>

#include "audio/speech/engine.h"
#include "audio/wav.h"
#include "core/files.h"
#include "core/json.h"
#include "tests/core/http_world.h"

namespace loa::speech {
namespace {

using test::answer;
using test::HttpWorld;
using test::TempFolder;

std::string some_wav(const std::filesystem::path& folder) {
  auto writer = audio::WavWriter::create(folder / "some.wav", 22050).value();
  EXPECT_TRUE(writer.append(std::vector<std::int16_t>(500, 1000)).has_value());
  EXPECT_TRUE(writer.close().has_value());
  return std::string(as_text(read_file(folder / "some.wav", 100'000).value()));
}

TEST(SpeechHttp, posts_the_sentence_and_takes_the_sound) {
  TempFolder folder;
  HttpWorld world;
  const auto sound = some_wav(folder.path());
  net::HttpRequest seen;
  world.server.route({"POST", "/speak", 10'000, {}, answer([&](net::HttpRequest request) {
                        seen = request;
                        net::HttpResponse response;
                        response.content_type = "audio/wav";
                        response.body = sound;
                        return response;
                      })});
  world.start();
  const auto url = "http://127.0.0.1:" + std::to_string(world.server.port()) + "/speak";
  const auto engine = make_http({.url = url, .headers = {{"Authorization", "Bearer x"}}}).value();
  ASSERT_TRUE(engine->speak("xã họp", {.name = "giong-1", .speed_percent = 90}, folder.path() / "a.wav").has_value());
  world.stop();
  const auto body = parse_json(seen.body).value();
  EXPECT_EQ(body.at("text").as_string(), "xã họp");
  EXPECT_EQ(body.at("voice").as_string(), "giong-1");
  EXPECT_EQ(body.at("speed").as_int64(), 90);
  EXPECT_EQ(seen.headers["authorization"], "Bearer x");
  EXPECT_EQ(audio::read_wav(folder.path() / "a.wav").value().samples.size(), 500u);
}

TEST(SpeechHttp, failures_name_the_server_and_what_it_said) {
  TempFolder folder;
  HttpWorld world;
  world.server.route({"POST", "/busy", 10'000, {}, answer([](net::HttpRequest) {
                        net::HttpResponse response;
                        response.status = 503;
                        response.body = "model is loading\nmore";
                        return response;
                      })});
  world.start();
  const auto url = "http://127.0.0.1:" + std::to_string(world.server.port()) + "/busy";
  const auto error = make_http({.url = url}).value()->speak("xã", {}, folder.path() / "a.wav").error();
  EXPECT_EQ(error.code, "speech.engine_failed");
  EXPECT_EQ(error.params[0].second, url);
  EXPECT_EQ(error.params[1].second, "HTTP 503: model is loading");
  const auto nobody = make_http({.url = "http://127.0.0.1:1/"}).value()->speak("xã", {}, folder.path() / "a.wav").error();
  EXPECT_EQ(nobody.code, "speech.engine_missing");
}

}  // namespace
}  // namespace loa::speech
