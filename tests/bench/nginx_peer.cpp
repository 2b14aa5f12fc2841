#include "tests/bench/nginx_peer.h"

#include "core/files.h"
#include "tests/bench/command.h"
#include "tests/bench/wires.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

extern char** environ;

namespace loa::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string nginx_conf(const fs::path& folder, const fs::path& tls, unsigned short port) {
  std::string text = fmt::format("daemon off;\nuser root;\nworker_processes auto;\npid {}/pid;\nerror_log {}/error.log;\n",
                                 folder.string(), folder.string());
  text += "events { worker_connections 1024; }\nhttp {\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n";
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text += fmt::format("  {}_temp_path {}/{};\n", kind, folder.string(), kind);
  }
  text += fmt::format(
      "  server {{\n    listen 127.0.0.1:{} ssl backlog=1024;\n    ssl_certificate {};\n    ssl_certificate_key {};\n"
      "    ssl_client_certificate {};\n    ssl_verify_client on;\n    root {}/files;\n  }}\n}}\n",
      port, (tls / "broker.crt").string(), (tls / "broker.key").string(), (tls / "ca.crt").string(), folder.string());
  return text;
}

// A pipe whose end, when closed, is the starting shot for every process that reads it.
class StartingShot {
 public:
  StartingShot() {
    if (pipe2(ends_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  ~StartingShot() {
    close(ends_[0]);
    fire();
  }
  int waiting_end() const { return ends_[0]; }
  void fire() {
    if (ends_[1] >= 0) close(std::exchange(ends_[1], -1));
  }

 private:
  int ends_[2];
};

pid_t start_client(const std::vector<std::string>& argv, int input) {
  std::vector<char*> words;
  for (const auto& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t child = -1;
  const int failed = posix_spawn(&child, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("a client does not start");
  return child;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

// Until all have ended; the processor's time they took in their lives.
double wait_for(const std::vector<pid_t>& clients) {
  bool good = true;
  double cpu = 0;
  for (const pid_t client : clients) {
    int status = 0;
    rusage used{};
    good = wait4(client, &status, 0, &used) == client && WIFEXITED(status) && WEXITSTATUS(status) == 0 && good;
    cpu += seconds(used.ru_utime) + seconds(used.ru_stime);
  }
  if (!good) throw std::runtime_error("a client of nginx failed");
  return cpu;
}

double sum_of_cpu(const std::vector<pid_t>& processes) {
  double sum = 0;
  for (const pid_t process : processes) sum += cpu_seconds(process);
  return sum;
}

}  // namespace

NginxPeer::NginxPeer(const Ground& ground, const deploy::DemoNetwork& network)
    : ground_(ground), network_(network), folder_(ground.scratch / "nginx"), port_(free_port()) {
  fs::create_directories(folder_ / "files");
  const auto conf = folder_ / "nginx.conf";
  must(write_file_durably(conf, as_bytes(nginx_conf(folder_, network.folder / "tls", port_))));
  const std::vector<std::string> command{"nginx", "-p", folder_.string(), "-c", conf.string()};
  nginx_ = std::make_unique<demo::ChildProcess>("nginx", command, folder_ / "log");
  must(nginx_->start());
  std::this_thread::sleep_for(500ms);
  if (nginx_->reap()) throw std::runtime_error("nginx does not start: see " + (folder_ / "log").string());
}

NginxPeer::~NginxPeer() {
  nginx_->signal(SIGTERM);
  for (int round = 0; round < 50 && !nginx_->reap(); ++round) std::this_thread::sleep_for(100ms);
}

NginxPeer::Served NginxPeer::serve(const fs::path& file, const Hash& hash, std::size_t clients) {
  fs::copy_file(file, folder_ / "files" / hash.hex(), fs::copy_options::overwrite_existing);
  StartingShot shot;
  std::vector<pid_t> started;
  const auto tls = network_.folder / "tls";
  for (std::size_t i = 0; i < clients; ++i) {
    const auto folder = folder_ / fmt::format("client-{}", i);
    fs::create_directories(folder);
    const auto identity = tls / network_.stations[i % network_.stations.size()].agent.text();
    started.push_back(start_client({ground_.self.string(), "--fetch", hash.hex(), std::to_string(port_), folder.string(),
                                    (tls / "ca.crt").string(), identity.string() + ".crt", identity.string() + ".key"},
                                   shot.waiting_end()));
  }
  std::this_thread::sleep_for(2s);  // all of them have loaded their keys and wait
  const double spent = sum_of_cpu(started) + cpu_of_children(nginx_->pid());
  const auto begin = std::chrono::steady_clock::now();
  shot.fire();
  const double clients_spent = wait_for(started);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {wall.count(), clients_spent + cpu_of_children(nginx_->pid()) - spent};
}

}  // namespace loa::bench
