// The console's HTTP calls (API.md, "Console"): token, then one handler per call. Handlers hold no decision; those are the
// desk's pure parts. Loop thread.
#pragma once

#include "controller/services/importer.h"
#include "controller/services/schedule_desk.h"
#include "controller/services/stream_hub.h"

namespace loa::controller {

struct ConsoleParts {
  Context& context;
  Desk& desk;
  EventDesk& events;
  Publisher& publisher;
  Uplink& uplink;
  Importer& importer;
  ScheduleDesk& schedule;
  StreamHub& stream;
  std::function<void(UtcTime)> watch_levels;
  std::string token;
  std::optional<std::filesystem::path> web_dir;
};

class ConsoleApi {
 public:
  explicit ConsoleApi(ConsoleParts parts);
  void mount(net::HttpServer& server);
  asio::awaitable<std::string> overview_text();

 private:
  using Answer = asio::awaitable<net::HttpResponse>;
  using Handler = Answer (ConsoleApi::*)(net::HttpRequest);
  void add(net::HttpServer& server, const char* method, const char* pattern, Handler handler, std::size_t body_limit = 64 * 1024,
           std::filesystem::path stream_to = {});
  Answer guarded(Handler handler, net::HttpRequest request);

  Answer overview(net::HttpRequest request);
  Answer stream(net::HttpRequest request);
  Answer levels(net::HttpRequest request);
  Answer upload(net::HttpRequest request);
  Answer task(net::HttpRequest request);
  Answer people(net::HttpRequest request);
  Answer programmes(net::HttpRequest request);
  Answer programme(net::HttpRequest request);
  Answer audio(net::HttpRequest request);
  Answer post_document(net::HttpRequest request);
  Answer check_item(net::HttpRequest request);
  Answer post_item(net::HttpRequest request);
  Answer check_schedule(net::HttpRequest request);
  Answer post_schedule(net::HttpRequest request);
  Answer delete_item(net::HttpRequest request);
  Answer items(net::HttpRequest request);
  Answer explain(net::HttpRequest request);
  Answer ledger(net::HttpRequest request);
  Answer verify_ledger(net::HttpRequest request);
  Answer verify_audit(net::HttpRequest request);
  Answer events(net::HttpRequest request);
  Answer metrics(net::HttpRequest request);
  Answer static_file(net::HttpRequest request);

  ConsoleParts p_;
};

}  // namespace loa::controller
