#include "controller/services/editorial.h"

namespace loa::controller {

Editorial::Editorial(Context& context, Desk& desk, EventDesk& events, Importer& importer, SigningDesk& signing,
                     SpeechOptions speech, NotifierOptions notify)
    : context_(context), uploads_(context), speaker_(context, desk, importer, std::move(speech)),
      notifier_(context, events, std::move(notify)),
      drafts_({context, desk, events, importer, speaker_, uploads_, signing, notifier_}),
      programmes_api_(context, desk, drafts_, speaker_), uploads_api_(context, uploads_) {}

void Editorial::register_calls(ApiRouter& api) {
  programmes_api_.register_calls(api);
  uploads_api_.register_calls(api);
}

void Editorial::mount(net::HttpServer& server) { uploads_api_.mount_options(server); }

void Editorial::start() { context_.tasks.spawn("editorial", load()); }

asio::awaitable<void> Editorial::load() {
  const auto words = co_await speaker_.load_dictionary();
  if (!words) context_.log.error("dictionary.not_loaded", {{"why", to_line(words.error())}});
  const auto uploads = co_await uploads_.load();
  if (!uploads) context_.log.error("uploads.not_loaded", {{"why", to_line(uploads.error())}});
  context_.tasks.spawn("uploads", uploads_.sweep_forever());
  context_.tasks.spawn("drafts", drafts_.expire_forever());
}

}  // namespace loa::controller
