// The signing desk and its listener over real HTTP, store and register, on a loop of its own thread: nothing else of the
// controller. Callers act through wait_for() and on_loop().
#pragma once

#include "controller/services/signer_api.h"
#include "core/files.h"
#include "core/net/http_server.h"
#include "tests/world/world.h"

#include <boost/asio/co_spawn.hpp>

#include <cstdio>
#include <filesystem>
#include <future>
#include <thread>

namespace loa::controller {

// The world's instant, running on.
class WorldClock final : public Clock {
 public:
  explicit WorldClock(UtcTime now) : now_(now) {}
  UtcTime system_utc() const override { return now_ + std::chrono::duration_cast<Millis>(steady().time_since_epoch() - begin_); }
  SteadyTime steady() const override { return real_.steady(); }
  std::string boot_id() const override { return "boot"; }

 private:
  SystemClock real_;
  UtcTime now_;
  SteadyTime::duration begin_ = SystemClock().steady().time_since_epoch();
};

class SigningBench {
 public:
  SigningBench(test::World& made, std::filesystem::path where, std::optional<SignerBundle> bundle)
      : world(made), folder(std::move(where)), clock(made.now()), log(make_null_log()),
        tasks(loop, [](const std::string& name, const std::string& why) { std::fprintf(stderr, "%s: %s\n", name.c_str(), why.c_str()); }),
        store(open_store()), thread(loop, *store, metrics),
        context{loop, tasks, clock, random, *log, metrics, Zone::vietnam(), thread, folder},
        desk(made.genesis(), *made.controller().key(), random), events(context, [] {}), documents(context, desk),
        signing({context, desk, events, documents, [] {}, "https://ky.test"}),
        page({context, desk, signing, documents, events, [] {}, std::move(bundle)}),
        server(loop, {"127.0.0.1", 0, nullptr, 100, {}, signer_headers()}, metrics, *log), guard_(loop.get_executor()) {
    page.mount(server);
    server.start().value();
    runner_ = std::thread([this] { loop.run(); });
  }
  ~SigningBench() {
    asio::post(loop, [this] {
      server.stop();
      tasks.cancel();
    });
    guard_.reset();
    runner_.join();
  }

  template <class Work>
  auto wait_for(Work work) -> typename decltype(work())::value_type {
    using Answer = typename decltype(work())::value_type;
    std::promise<Answer> answer;
    asio::co_spawn(loop, work(), [&](std::exception_ptr, Answer value) { answer.set_value(std::move(value)); });
    return answer.get_future().get();
  }
  template <class Work>
  auto on_loop(Work work) -> decltype(work()) {
    std::promise<decltype(work())> answer;
    asio::post(loop, [&] { answer.set_value(work()); });
    return answer.get_future().get();
  }
  // The code of the refusal; empty: taken.
  std::string take(const Bytes& document) {
    const auto taken = wait_for([&] { return documents.take(document); });
    return taken ? "" : taken.error().code;
  }
  std::size_t held(protocol::DocumentType type) {
    return on_loop([&] { return desk.shelf.of_type(type).size(); });
  }
  // As a finished import leaves it: revision on the desk, contents on disk.
  void import(const test::Programme& made, const std::string& title) {
    const auto& m = made.manifest;
    for (const auto& [hash, bytes] : {std::pair(made.manifest_hash, made.manifest_bytes), std::pair(m.unit_list, made.unit_list), std::pair(m.audio, made.audio)})
      write_file_durably(folder / "content" / hash.hex(), bytes).value();
    ProgrammeRecord record;
    record.id = made.id;
    record.title = title;
    record.author = world.author();
    record.voice = "machine";
    record.created = world.now();
    Revision revision;
    revision.programme = made.id;
    revision.revision = made.revision;
    revision.manifest = made.manifest_hash;
    revision.audio = m.audio;
    revision.unit_list = m.unit_list;
    revision.size = m.size;
    revision.duration_ms = m.duration.count();
    record.revisions.push_back(revision);
    on_loop([&] { return desk.programmes.insert_or_assign(made.id, record).second; });
  }

  test::World& world;
  std::filesystem::path folder;
  asio::io_context loop{1};
  WorldClock clock;
  SystemRandom random;
  Metrics metrics;
  std::unique_ptr<Log> log;
  net::TaskScope tasks;
  std::unique_ptr<Store> store;
  StoreThread thread;
  Context context;
  Desk desk;
  EventDesk events;
  DocumentDesk documents;
  SigningDesk signing;
  SignerApi page;
  net::HttpServer server;

 private:
  std::unique_ptr<Store> open_store() {
    std::filesystem::create_directories(folder / "content");
    return *Store::open(folder / "controller.db");
  }
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::thread runner_;
};

}  // namespace loa::controller
