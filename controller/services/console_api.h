// The console's first calls (controller/api/core.yaml), one handler each. Handlers hold no decision; those are the
// desk's pure parts. Loop thread.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/document_desk.h"
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
  std::optional<std::filesystem::path> web_dir;
};

class ConsoleApi {
 public:
  explicit ConsoleApi(ConsoleParts parts);
  void register_calls(ApiRouter& api);
  void mount_pages(net::HttpServer& server);  // the console's files and /metrics
  asio::awaitable<std::string> overview_text(AreaScope scope);
  DocumentDesk& documents() { return documents_; }  // the one line in which documents wait

 private:
  using Answer = ApiAnswer;
  using Handler = Answer (ConsoleApi::*)(ApiCall);

  Answer open_api(ApiCall call);
  Answer overview(ApiCall call);
  Answer stream(ApiCall call);
  Answer levels(ApiCall call);
  Answer upload(ApiCall call);
  Answer task(ApiCall call);
  Answer people(ApiCall call);
  Answer programmes(ApiCall call);
  Answer programme(ApiCall call);
  Answer audio(ApiCall call);
  Answer post_document(ApiCall call);
  Answer explain(ApiCall call);
  Answer ledger(ApiCall call);
  Answer verify_ledger(ApiCall call);
  Answer verify_audit(ApiCall call);
  Answer events(ApiCall call);
  Answer metrics(net::HttpRequest request);
  Answer static_file(net::HttpRequest request);

  ConsoleParts p_;
  std::string open_api_;
  DocumentDesk documents_;
};

}  // namespace loa::controller
