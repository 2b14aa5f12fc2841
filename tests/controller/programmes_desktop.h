// The editors' part over real HTTP: real store, transcoder and signing desk; the voice is a tone that counts how often it spoke.
#pragma once

#include "audio/wav.h"
#include "controller/services/editorial.h"
#include "tests/controller/desktop.h"

#include <atomic>
#include <cmath>

namespace loa::controller {

// A second of tone for each sentence.
class ToneEngine final : public speech::Engine {
 public:
  std::string kind() const override { return "command"; }
  std::string identity() const override { return "tone"; }
  Status speak(const std::string&, const speech::VoiceChoice&, const std::filesystem::path& wav) const override {
    ++spoken;
    LOA_TRY(auto writer, audio::WavWriter::create(wav, 22050));
    std::vector<std::int16_t> samples(22050);
    for (std::size_t i = 0; i < samples.size(); ++i)
      samples[i] = static_cast<std::int16_t>(9000 * std::sin(static_cast<double>(i) * 0.12 + 3 * std::sin(static_cast<double>(i) * 0.004)));
    LOA_TRY_OK(writer.append(samples));
    return writer.close();
  }
  mutable std::atomic<int> spoken = 0;
};

struct Editors {
  Editors(Desktop& desktop, const std::filesystem::path& folder, std::shared_ptr<ToneEngine> voice, NotifierOptions notify)
      : importer(desktop.context, desktop.desk, desktop.events, LOA_TRANSCODE, [] {}),
        signing({desktop.context, desktop.desk, desktop.events, desktop.console.documents(), [] {}, "https://ky.test"}),
        editorial(desktop.context, desktop.desk, desktop.events, importer, signing,
                  {.language = "vi", .engine = std::move(voice), .voices = {{"vi", fail("voice.north", {}), speech::Region::north}},
                   .cache = folder / "speech"}, std::move(notify)),
        api(*ApiDocument::of({"programmes"}), desktop.accounts, *desktop.log, {folder / "upload", true, nullptr}),
        server(desktop.context.loop, {}, desktop.metrics, *desktop.log) {
    editorial.register_calls(api);
    auto mounted = api.mount(server);
    EXPECT_TRUE(mounted) << to_line(mounted.error());
    editorial.mount(server);
    editorial.start();
    EXPECT_TRUE(server.start());
  }

  Importer importer;
  SigningDesk signing;
  Editorial editorial;
  ApiRouter api;
  net::HttpServer server;
};

class ProgrammesTest : public ApiTest {
 protected:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  void SetUp() override {
    ApiTest::SetUp();
    open();
  }
  void TearDown() override {
    shut();
    std::filesystem::remove_all(folder_);
  }
  void open(NotifierOptions notify = {}) {
    on_loop([&] {
      editors_ = std::make_unique<Editors>(*desktop_, folder_, voice_, std::move(notify));
      return true;
    });
  }
  void shut() {
    asio::post(*loop_, [this] {
      editors_->server.stop();
      desktop_->server.stop();
      desktop_->tasks.cancel();
    });
    guard_.reset();
    thread_.join();
    editors_.reset();
    desktop_.reset();
    loop_.reset();
  }
  void restart(NotifierOptions notify = {}) {
    shut();
    start();
    open(std::move(notify));
  }

  net::HttpReply ask(const std::string& method, const std::string& target, std::string body = {}, Headers headers = {}) {
    net::HttpCall http{method, target, std::move(headers), std::move(body), 20s, 4 * 1024 * 1024};
    http.headers.emplace_back("Authorization", "Bearer secret");
    auto reply = net::http_call_blocking({"127.0.0.1", editors_->server.port(), nullptr, {}}, http);
    EXPECT_TRUE(reply) << (reply ? "" : to_line(reply.error()));
    return reply ? *reply : net::HttpReply{};
  }
  static json::value body_of(const net::HttpReply& reply) {
    auto value = parse_json(reply.body, {.max_bytes = 4 * 1024 * 1024, .max_depth = 16, .allow_fractions = true});
    EXPECT_TRUE(value) << reply.body;
    return value ? *value : json::value(json::object());
  }
  static std::string code(const net::HttpReply& reply) {
    const auto value = body_of(reply);
    const auto* errors = value.is_object() ? value.as_object().if_contains("errors") : nullptr;
    return errors ? std::string(errors->as_array().at(0).at("code").as_string()) : std::string();
  }
  static std::string header(const net::HttpReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers) {
      if (std::ranges::equal(key, name, [](char a, char b) { return std::tolower(a) == std::tolower(b); })) return value;
    }
    return {};
  }
  json::value draft(const std::string& path) { return body_of(ask("GET", path)); }
  std::string etag(const std::string& path) { return header(ask("GET", path), "ETag"); }
  net::HttpReply patch(const std::string& path, const std::string& below, const json::value& body) {
    return ask("PATCH", path + below, write_json(body), {{"If-Match", etag(path)}});
  }
  // A draft of the first commune; its path.
  std::string begin(const std::string& title = "Bản tin sáng", const std::string& kind = "programme") {
    const auto reply = ask("POST", "/api/v1/drafts",
                           write_json(json::object{{"title", title}, {"kind", kind}, {"unit", world_.site().unit.text()},
                                                   {"author", world_.author().text()}}));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return "/api/v1/drafts/" + std::string(body_of(reply).at("id").as_string());
  }
  net::HttpReply speak(const std::string& path) { return ask("POST", path + "/versions/vi/speech", "{}"); }
  json::value finished(const net::HttpReply& begun) {
    EXPECT_EQ(begun.status, 202) << begun.body;
    const std::string task = "/api/v1/tasks/" + std::string(body_of(begun).at("task").as_string());
    json::value shown;
    EXPECT_TRUE(eventually([&] {
      shown = get(task);
      return shown.at("state").as_string() != "running";
    }));
    return shown;
  }
  // Written and spoken.
  std::string spoken(const std::string& text) {
    const auto path = begin();
    EXPECT_EQ(patch(path, "/versions/vi", json::object{{"text", text}}).status, 200);
    const auto task = finished(speak(path));
    EXPECT_EQ(task.at("state").as_string(), "done") << write_json(task);
    return path;
  }

  std::shared_ptr<ToneEngine> voice_ = std::make_shared<ToneEngine>();
  std::unique_ptr<Editors> editors_;
};

}  // namespace loa::controller
