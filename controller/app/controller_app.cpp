#include "controller/app/controller_app.h"

#include "config/secret_key_file.h"
#include "controller/services/accounts_api.h"
#include "controller/services/answer_keeper.h"
#include "controller/services/console_api.h"
#include "controller/services/device_api.h"
#include "controller/services/draft_inbox.h"
#include "controller/services/editorial.h"
#include "controller/services/mqtt_service.h"
#include "controller/services/officer_api.h"
#include "controller/services/signer_api.h"
#include "controller/services/web_headers.h"
#include "controller/services/station_api.h"
#include "core/files.h"
#include "core/net/http_server.h"
#include "core/net/tls.h"
#include "protocol/transport/mosquitto_transport.h"

#include <cstdlib>

namespace loa::controller {

namespace {

constexpr std::size_t kMaxGenesis = 64 * 1024;
constexpr std::size_t kMaxToken = 256;
constexpr std::size_t kEventsShown = 500;

protocol::MosquittoOptions link_options(const config::ControllerConfig& config, const std::string& client) {
  protocol::MosquittoOptions options;
  options.host = config.mqtt.host;
  options.port = config.mqtt.port;
  options.ca = config.mqtt.ca;
  options.certificate = config.mqtt.certificate;
  options.key = config.mqtt.key;
  options.client_id = client;
  options.retry_cap = std::chrono::milliseconds(10000);
  return options;
}

Result<std::string> console_token(const std::filesystem::path& file, Random& random) {
  if (std::filesystem::exists(file)) {
    LOA_TRY(auto held, read_file(file, kMaxToken));
    std::string token(as_text(held));
    while (!token.empty() && token.back() == '\n') token.pop_back();
    if (token.size() < 32) return fail("controller.token_bad", {{"path", file.string()}});
    return token;
  }
  std::array<std::uint8_t, 32> bytes;
  random.fill(bytes);
  const std::string token = to_hex(bytes);
  LOA_TRY_OK(write_file_durably(file, as_bytes(token), 0400));
  return token;
}

Result<protocol::Genesis> load_genesis(const std::filesystem::path& file) {
  LOA_TRY(auto bytes, read_file(file, kMaxGenesis));
  return protocol::read_genesis(as_text(bytes));
}

// Only a page signed at release may ask officers for their passphrase, except where nothing real can be signed.
Result<std::optional<SignerBundle>> load_signer(const config::SignerConfig& config, bool demo) {
  if (!config.bundle_dir) return std::optional<SignerBundle>();
  std::optional<protocol::PublicKey> key;
  if (!config.release_key.empty()) {
    LOA_TRY(const auto bytes, from_hex(config.release_key));
    std::copy(bytes.begin(), bytes.end(), key.emplace().begin());
  } else if (!config.unsigned_bundle && !demo) {
    return fail("signing.bundle_unsigned");
  }
  LOA_TRY(auto bundle, SignerBundle::read(*config.bundle_dir, key));
  return std::optional<SignerBundle>(std::move(bundle));
}

struct EditorialOptions {
  SpeechOptions speech;
  NotifierOptions notify;
};

Result<SpeechOptions> speech_options(const config::SpeechConfig& config, const std::filesystem::path& cache) {
  if (config.engine == "espeak") return espeak_speech(cache);
  speech::CommandSettings command;
  command.argv = config.command;
  speech::HttpSettings http;
  http.url = config.url;
  http.ca = config.ca;
  auto engine = config.engine == "command" ? speech::make_command(std::move(command)) : speech::make_http(std::move(http));
  if (!engine) return engine.error();
  return engine_speech(std::move(*engine), config.voices, cache);
}

Result<EditorialOptions> editorial_options(const config::ControllerConfig& config) {
  EditorialOptions out;
  LOA_TRY(out.speech, speech_options(config.speech, config.data_dir / "speech"));
  if (!config.notify.webhook.empty()) {
    LOA_TRY(out.notify.webhook, make_webhook(config.notify.webhook, config.notify.webhook_ca));
  }
  out.notify.mail_command = config.notify.mail_command;
  out.notify.mail_from = config.notify.mail_from;
  out.notify.mail_to = config.notify.mail_to;
  return out;
}

}  // namespace

struct ControllerApp::Parts {
  Parts(boost::asio::io_context& io, const config::ControllerConfig& config, const Clock& clock, Random& random, Log& log,
        std::unique_ptr<Store> opened, protocol::Genesis genesis, std::unique_ptr<protocol::Signer> key, Zone zone,
        std::string token, ApiDocument calls, std::optional<SignerBundle> page, EditorialOptions editors,
        std::shared_ptr<asio::ssl::context> device_tls)
      : loop(io), store(std::move(opened)), signer(std::move(key)),
        tasks(io, [&log, &io](const std::string& name, const std::string& why) {
          log.error("task.failed", {{"task", name}, {"why", why}});
          io.stop();
        }),
        store_thread(io, *store, metrics),
        context{io, tasks, clock, random, log, metrics, zone, store_thread, config.data_dir},
        desk(std::move(genesis), *signer, random), events(context, [this] { stream.changed(); }),
        main_link(protocol::make_mosquitto_transport(io, link_options(config, "controller"), metrics, log, random)),
        bulk_link(protocol::make_mosquitto_transport(io, link_options(config, "controller-bulk"), metrics, log, random)),
        mqtt(context, desk, events, *main_link, *bulk_link),
        publisher(context, desk, events, [this](const Republish& what) { mqtt.send(what); }, [this] { stream.changed(); }),
        uplink(context, desk, events, publisher, [this] { stream.changed(); }, [this] { stream.levels_changed(); }),
        importer(context, desk, events, config.transcoder, [this] { publisher.touch(); }),
        schedule(context, desk),
        stream(context, desk, [this](AreaScope scope) { return console.overview_text(std::move(scope)); }, [this](UtcTime until) { mqtt.watch_levels(until); }),
        console({context, desk, events, publisher, uplink, importer, schedule, stream,
                 [this](UtcTime until) { mqtt.watch_levels(until); }, config.web_dir}),
        items(context, desk, publisher, schedule), practice(context),
        station({context, desk, events, publisher, uplink, schedule, items, practice}),
        accounts(context, desk, std::move(token)), accounts_api(context, desk, accounts), answers(context),
        api(std::move(calls), accounts, log,
            {config.data_dir / "upload", std::getenv("LOA_CHECK_ANSWERS") != nullptr, &answers}),
        device(context, desk, publisher, uplink),
        signing({context, desk, events, console.documents(), [this] { publisher.touch(); }, config.signer.origin}),
        signing_page({context, desk, signing, console.documents(), events, [this] { publisher.touch(); }, std::move(page)}),
        officers(desk, signing),
        editorial(context, desk, events, importer, signing, std::move(editors.speech), std::move(editors.notify)),
        draft_inbox(context, editorial.drafts()),
        console_server(io, {config.console.address, config.console.port, nullptr, 2000, {}, security_headers()}, metrics, log),
        device_server(io, {config.device_https.address, config.device_https.port, std::move(device_tls), 20000, {}}, metrics, log),
        signer_server(io, {config.signer.listen.address, config.signer.listen.port, nullptr, 500, {}, signer_headers()}, metrics, log) {}

  asio::io_context& loop;
  Metrics metrics;
  std::unique_ptr<Store> store;
  std::unique_ptr<protocol::Signer> signer;
  net::TaskScope tasks;
  StoreThread store_thread;
  Context context;
  Desk desk;
  EventDesk events;
  std::unique_ptr<protocol::Transport> main_link, bulk_link;
  MqttService mqtt;
  Publisher publisher;
  Uplink uplink;
  Importer importer;
  ScheduleDesk schedule;
  StreamHub stream;
  ConsoleApi console;
  ItemDesk items;
  PracticeDesk practice;
  StationApi station;
  AccountDesk accounts;
  AccountsApi accounts_api;
  AnswerKeeper answers;
  ApiRouter api;
  DeviceApi device;
  SigningDesk signing;
  SignerApi signing_page;
  OfficerApi officers;
  Editorial editorial;
  DraftInbox draft_inbox;
  net::HttpServer console_server, device_server, signer_server;
  bool stopped = false;
};

ControllerApp::ControllerApp(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ControllerApp::~ControllerApp() = default;

Result<std::unique_ptr<ControllerApp>> ControllerApp::make(boost::asio::io_context& loop,
                                                           const config::ControllerConfig& config, const Clock& clock,
                                                           Random& random, Log& log) {
  LOA_TRY_OK(require_writable_folder(config.data_dir));
  LOA_TRY_OK(require_writable_folder(config.data_dir / "content"));
  LOA_TRY_OK(require_writable_folder(config.data_dir / "upload"));
  for (const auto& left : std::filesystem::directory_iterator(config.data_dir / "upload")) {
    std::error_code ignored;
    std::filesystem::remove(left.path(), ignored);  // imports that a stop cut short
  }
  LOA_TRY(auto genesis, load_genesis(config.genesis_file));
  LOA_TRY(auto seed, config::read_seed_file(config.key_file));
  LOA_TRY(auto zone, Zone::locate(config.zone));
  LOA_TRY(auto store, Store::open(config.data_dir / "controller.db"));
  LOA_TRY(auto token, console_token(config.data_dir / "api.token", random));
  LOA_TRY(auto calls, ApiDocument::whole());
  LOA_TRY(auto page, load_signer(config.signer, genesis.demo));
  if (page) log.info("signer.bundle", {{"digest", page->digest().hex()}, {"signed", page->is_signed() ? "yes" : "no"}});
  LOA_TRY(auto editors, editorial_options(config));
  LOA_TRY(auto tls, net::make_server_tls({config.device_https.ca, config.device_https.certificate, config.device_https.key, true}));
  auto parts = std::make_unique<Parts>(loop, config, clock, random, log, std::move(store), std::move(genesis),
                                       protocol::make_signer(seed), zone, std::move(token), std::move(calls),
                                       std::move(page), std::move(editors), std::move(tls));
  LOA_TRY(auto left_out, load_desk(parts->desk, *parts->store, config.data_dir, clock.system_utc()));
  for (const auto& error : left_out) log.warn("document.left_out", {{"why", to_line(error)}});
  LOA_TRY(auto accounts, parts->store->accounts.load());
  parts->accounts.load(std::move(accounts));
  LOA_TRY_OK(load_power_cuts(parts->desk, *parts->store));
  LOA_TRY(auto newest, parts->store->events.newest(AreaScope::whole(), kEventsShown));
  parts->events.load(std::move(newest));
  return std::unique_ptr<ControllerApp>(new ControllerApp(std::move(parts)));
}

Status ControllerApp::start() {
  Parts& p = *parts_;
  p.events.listen([&p](const Event& event) { p.stream.tell(event); });
  p.station.add_source(p.draft_inbox);
  p.station.sign_at(p.signing);
  p.console.register_calls(p.api);
  p.station.register_calls(p.api);
  p.officers.register_calls(p.api);
  p.accounts_api.register_calls(p.api);
  p.editorial.register_calls(p.api);
  LOA_TRY_OK(p.api.mount(p.console_server));
  p.editorial.mount(p.console_server);
  p.console.mount_pages(p.console_server);
  p.device.mount(p.device_server);
  p.signing_page.mount(p.signer_server);
  LOA_TRY_OK(p.console_server.start());
  LOA_TRY_OK(p.device_server.start());
  LOA_TRY_OK(p.signer_server.start());
  if (p.signing.origin().empty()) p.signing.set_origin("http://localhost:" + std::to_string(p.signer_server.port()));
  p.publisher.start();
  p.editorial.start();
  p.uplink.start();
  p.stream.start();
  p.mqtt.start(p.publisher, p.uplink);
  p.events.tell("info", fail("controller.started"));
  return {};
}

void ControllerApp::stop() {
  if (parts_->stopped) return;
  parts_->stopped = true;
  parts_->console_server.stop();
  parts_->device_server.stop();
  parts_->signer_server.stop();
  parts_->mqtt.stop();
  parts_->tasks.cancel();
}

bool ControllerApp::idle() const { return parts_->tasks.empty(); }
unsigned short ControllerApp::console_port() const { return parts_->console_server.port(); }
unsigned short ControllerApp::device_port() const { return parts_->device_server.port(); }
unsigned short ControllerApp::signer_port() const { return parts_->signer_server.port(); }

Status check_config(const config::ControllerConfig& config) {
  LOA_TRY_OK(load_genesis(config.genesis_file));
  LOA_TRY_OK(config::read_seed_file(config.key_file));
  if (!std::filesystem::exists(config.transcoder)) {
    return fail("controller.transcoder_missing", {{"path", config.transcoder.string()}});
  }
  LOA_TRY_OK(net::make_server_tls({config.device_https.ca, config.device_https.certificate, config.device_https.key, true}));
  return {};
}

}  // namespace loa::controller
