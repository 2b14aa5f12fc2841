#include "tests/bench/mpd_peer.h"

#include "core/files.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include <signal.h>

#include <chrono>
#include <thread>

namespace loa::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* kSong = "speech.opus";

std::string mpd_conf(const fs::path& folder) {
  std::string text;
  const std::pair<const char*, const char*> files[] = {{"music_directory", "music"}, {"playlist_directory", "lists"},
                                                       {"db_file", "db"},            {"log_file", "log"},
                                                       {"state_file", "state"},      {"bind_to_address", "socket"}};
  for (const auto& [key, file] : files) text += fmt::format("{} \"{}\"\n", key, (folder / file).string());
  return text + "audio_output {\n  type \"null\"\n  name \"null\"\n  sync \"yes\"\n}\n";
}

}  // namespace

MpdPeer::MpdPeer(const Ground& ground, const fs::path& opus) : folder_(ground.scratch / "mpd") {
  fs::create_directories(folder_ / "music");
  fs::create_directories(folder_ / "lists");
  fs::copy_file(opus, folder_ / "music" / kSong, fs::copy_options::overwrite_existing);
  must(write_file_durably(folder_ / "mpd.conf", as_bytes(mpd_conf(folder_))));
  const std::vector<std::string> command{"mpd", "--no-daemon", (folder_ / "mpd.conf").string()};
  mpd_ = std::make_unique<demo::ChildProcess>("mpd", command, folder_ / "output");
  must(mpd_->start());
  for (int round = 0; round < 100 && !fs::exists(folder_ / "socket"); ++round) std::this_thread::sleep_for(100ms);
  tell("update");
  std::this_thread::sleep_for(2s);
}

MpdPeer::~MpdPeer() {
  mpd_->signal(SIGTERM);
  for (int round = 0; round < 50 && !mpd_->reap(); ++round) std::this_thread::sleep_for(100ms);
}

void MpdPeer::play() {
  tell(fmt::format("add {}", kSong));
  tell("play");
}

void MpdPeer::tell(const std::string& command) {
  boost::asio::io_context loop;
  boost::asio::local::stream_protocol::socket socket(loop);
  socket.connect({(folder_ / "socket").string()});
  std::string greeting, answer;
  boost::asio::read_until(socket, boost::asio::dynamic_buffer(greeting), '\n');
  boost::asio::write(socket, boost::asio::buffer(command + "\n"));
  do {
    answer.clear();
    boost::asio::read_until(socket, boost::asio::dynamic_buffer(answer), '\n');
  } while (answer.find("OK\n") == answer.npos && !answer.starts_with("ACK"));
  if (answer.starts_with("ACK")) throw std::runtime_error("mpd: " + answer);
}

}  // namespace loa::bench
