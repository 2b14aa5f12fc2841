// tus 1.0 as a browser on a bad line meets it.
#include "tests/controller/programmes_desktop.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace loa::controller {
namespace {

class UploadTest : public ProgrammesTest {
 protected:
  std::string create(std::size_t length) {
    const auto reply = ask("POST", "/api/v1/uploads", {},
                           {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", std::to_string(length)},
                            {"Upload-Metadata", "filename " + to_base64(as_bytes("ghi âm.wav"))}});
    EXPECT_EQ(reply.status, 201) << reply.body;
    return header(reply, "Location");
  }
  Headers piece(std::size_t at) {
    return {{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", std::to_string(at)}, {"Content-Type", "application/offset+octet-stream"}};
  }
  std::string offset(const std::string& path) { return header(ask("HEAD", path, {}, {{"Tus-Resumable", "1.0.0"}}), "Upload-Offset"); }
  // Sends the head and a part of the body, then hangs up.
  void cut(const std::string& path, std::size_t at, const std::string& body, std::size_t announced) {
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    socket.connect({asio::ip::make_address("127.0.0.1"), editors_->server.port()});
    const std::string head = "PATCH " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\nTus-Resumable: 1.0.0\r\n"
                             "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " + std::to_string(at) +
                             "\r\nContent-Length: " + std::to_string(announced) + "\r\n\r\n";
    asio::write(socket, asio::buffer(head + body));
  }
  static std::string wave() {
    std::string pcm;
    for (int i = 0; i < 48000; ++i) {
      const auto sample = static_cast<std::int16_t>(8000 * std::sin(i * 0.06 + 3 * std::sin(i * 0.003)));
      pcm += static_cast<char>(sample & 0xff);
      pcm += static_cast<char>((sample >> 8) & 0xff);
    }
    const auto u32 = [](std::uint32_t v) { return std::string{static_cast<char>(v), static_cast<char>(v >> 8), static_cast<char>(v >> 16), static_cast<char>(v >> 24)}; };
    return "RIFF" + u32(static_cast<std::uint32_t>(36 + pcm.size())) + "WAVEfmt " + u32(16) + std::string("\1\0\1\0", 4) + u32(48000) +
           u32(96000) + std::string("\2\0\20\0", 4) + "data" + u32(static_cast<std::uint32_t>(pcm.size())) + pcm;
  }
};

TEST_F(UploadTest, goes_on_after_a_cut_and_a_restart_and_becomes_the_sound_of_a_draft) {
  const std::string sound = wave();
  const auto path = create(sound.size());
  EXPECT_EQ(ask("PATCH", path, sound.substr(0, 40000), piece(0)).status, 204);
  cut(path, 40000, sound.substr(40000, 5000), 30000);
  EXPECT_EQ(offset(path), "40000") << "a piece that broke off counts from its beginning";
  restart();
  EXPECT_EQ(offset(path), "40000");
  const auto last = ask("PATCH", path, sound.substr(40000), piece(40000));
  EXPECT_EQ(last.status, 204) << last.body;
  EXPECT_EQ(header(last, "Upload-Offset"), std::to_string(sound.size()));

  const auto draft_path = begin();
  const std::string id = path.substr(path.rfind('/') + 1);
  const auto task = finished(ask("POST", draft_path + "/versions/vi/sound", R"({"upload":")" + id + R"(","voice":"recorded"})"));
  ASSERT_EQ(task.at("state").as_string(), "done") << write_json(task);
  const auto held = draft(draft_path).at("versions").at(0).at("sound");
  EXPECT_EQ(held.at("voice").as_string(), "recorded");
  EXPECT_NEAR(static_cast<double>(held.at("duration_ms").as_int64()), 1000, 50);
  EXPECT_EQ(ask("HEAD", path, {}, {{"Tus-Resumable", "1.0.0"}}).status, 404) << "it was taken";

  const auto peaks = body_of(ask("GET", "/api/v1/programmes/" + std::string(held.at("programme").as_string()) + "/peaks?points=100"));
  ASSERT_EQ(peaks.at("peaks").as_array().size(), 100u);
  EXPECT_GT(peaks.at("peaks").at(50).as_int64(), 10);
}

TEST_F(UploadTest, a_wrong_offset_a_wrong_checksum_and_too_much_change_nothing) {
  const auto path = create(10);
  EXPECT_EQ(ask("PATCH", path, "abc", piece(5)).status, 409);
  auto checked = piece(0);
  checked.emplace_back("Upload-Checksum", "sha256 " + to_base64(sha256("other").bytes));
  EXPECT_EQ(ask("PATCH", path, "abc", checked).status, 460);
  EXPECT_EQ(ask("PATCH", path, "0123456789a", piece(0)).status, 400);
  EXPECT_EQ(offset(path), "0");
  checked.back().second = "sha256 " + to_base64(sha256("abc").bytes);
  EXPECT_EQ(ask("PATCH", path, "abc", checked).status, 204);
  auto sha1 = piece(3);
  sha1.emplace_back("Upload-Checksum", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");  // of "abc", RFC 3174
  EXPECT_EQ(ask("PATCH", path, "abc", sha1).status, 204);
  EXPECT_EQ(offset(path), "6");
  EXPECT_EQ(ask("PATCH", path, "abc", {{"Upload-Offset", "6"}, {"Tus-Resumable", "1.0.0"}, {"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(ask("PATCH", path, "abc", {{"Upload-Offset", "6"}, {"Content-Type", "application/offset+octet-stream"}}).status, 412);
}

TEST_F(UploadTest, what_is_too_large_is_not_begun_and_an_unfinished_one_is_not_taken) {
  EXPECT_EQ(ask("POST", "/api/v1/uploads", {}, {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "209715201"}}).status, 413);
  EXPECT_EQ(ask("POST", "/api/v1/uploads", {}, {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "-1"}}).status, 400);
  EXPECT_EQ(ask("POST", "/api/v1/uploads", {}, {{"Tus-Resumable", "1.0.0"}}).status, 400);
  const auto path = create(10);
  const std::string id = path.substr(path.rfind('/') + 1);
  const auto early = ask("POST", begin() + "/versions/vi/sound", R"({"upload":")" + id + R"(","voice":"file"})");
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(ask("DELETE", path, {}, {{"Tus-Resumable", "1.0.0"}}).status, 204);
  EXPECT_EQ(ask("HEAD", path, {}, {{"Tus-Resumable", "1.0.0"}}).status, 404);
  EXPECT_EQ(header(ask("OPTIONS", "/api/v1/uploads"), "Tus-Version"), "1.0.0");
}

TEST_F(UploadTest, a_stale_one_is_gone_with_its_file) {
  const auto path = create(10);
  EXPECT_EQ(ask("PATCH", path, "abc", piece(0)).status, 204);
  const auto file = folder_ / "uploads" / path.substr(path.rfind('/') + 1);
  EXPECT_TRUE(std::filesystem::exists(file));
  sql("update uploads set touched = touched - 86400000 - 60000");
  restart();
  EXPECT_TRUE(eventually([&] { return !std::filesystem::exists(file); }));
  EXPECT_EQ(ask("HEAD", path, {}, {{"Tus-Resumable", "1.0.0"}}).status, 404);
}

}  // namespace
}  // namespace loa::controller
