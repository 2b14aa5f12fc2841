#include "controller/cli/commands.h"
#include "controller/cli/names.h"

#include "core/clock.h"
#include "core/files.h"
#include "core/net/http_message.h"
#include "core/unicode.h"
#include "protocol/documents.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace loa::cli {
namespace {

constexpr std::size_t kMaxUpload = 200 * 1024 * 1024;

struct Addition {
  std::filesystem::path file;
  std::string title, author, voice = "file";
};

struct ApprovalArguments {
  std::string programme, genesis, key, passphrase_file, person;
  std::vector<std::string> units;
  int days = 30;
  int airings = 10;
};

void show_programmes(const json::value& answer) {
  for (const auto& programme : list_of(answer, "programmes")) {
    fmt::print("{}  bản {}  {}\n", field(programme, "id"), field(programme, "revision"), field(programme, "title"));
  }
}

Result<json::value> wait_for(const Client& client, const std::string& task) {
  for (;;) {
    LOA_TRY(auto state, client.get("/api/v1/tasks/" + task));
    const auto word = field(state, "state");
    if (word == "done") return state;
    if (word == "failed") {
      const auto& errors = list_of(state, "errors");
      if (errors.empty()) return fail("cli.status", {{"status", "failed"}});
      return fail(field(errors.front(), "code"), {{"text_vi", field(errors.front(), "text_vi")}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

Result<json::value> add(const Client& client, const Addition& what) {
  LOA_TRY(auto title, to_nfc(what.title.empty() ? what.file.stem().string() : what.title));
  LOA_TRY(auto bytes, read_file(what.file, kMaxUpload));
  LOA_TRY(const auto author, person_id(client, what.author));
  const auto target = fmt::format("/api/v1/programmes?title={}&author={}&voice={}&name={}", net::percent_encode(title), author,
                                  what.voice, net::percent_encode(what.file.filename().string()));
  LOA_TRY(auto accepted, client.send("POST", target, std::string(as_text(bytes))));
  return wait_for(client, field(accepted, "task"));
}

// Signs on this machine, with the officer's own key; the controller sees only the signature.
Result<json::value> approve(const Client& client, const ApprovalArguments& arguments) {
  LOA_TRY(auto genesis_bytes, read_file(arguments.genesis, 64 * 1024));
  LOA_TRY(auto genesis, protocol::read_genesis(as_text(genesis_bytes)));
  std::string passphrase;
  if (!arguments.passphrase_file.empty()) {
    LOA_TRY(auto text, read_file(arguments.passphrase_file, 1024));
    passphrase = as_text(text);
    while (!passphrase.empty() && passphrase.back() == '\n') passphrase.pop_back();
  }
  LOA_TRY(auto signer, protocol::load_key_file(arguments.key, passphrase));
  LOA_TRY(const auto id, programme_id(client, arguments.programme));
  LOA_TRY(const auto units, unit_ids(client, arguments.units));
  LOA_TRY(auto programme, client.get("/api/v1/programmes/" + id));
  SystemClock clock;
  SystemRandom random;
  JsonFields fields(programme, "programme");
  protocol::Approval approval;
  const auto now = clock.system_utc();
  approval.header = {DocumentId::make(now, random), now, {}};
  approval.version = to_unix_ms(now);
  approval.programme = fields.id<ProgrammeId>("id");
  approval.revision = fields.integer("revision", 1, 1'000'000'000);
  approval.author = fields.id<PersonId>("author");
  approval.manifest = fields.hash("manifest");
  approval.from = now;
  approval.until = now + std::chrono::hours(24) * arguments.days;
  approval.airings_per_day = arguments.airings;
  LOA_TRY_OK(fields.status());
  for (const auto& text : units) {
    LOA_TRY(auto unit, UnitId::parse(text));
    approval.units.push_back(unit);
  }
  const auto envelope = protocol::seal(genesis.network(), protocol::DocumentType::approval, protocol::write_payload(approval), {signer.get()});
  return client.send("POST", "/api/v1/documents", std::string(as_text(envelope)));
}

void add_addition(CLI::App& noun, Session& session) {
  auto what = std::make_shared<Addition>();
  auto* verb = noun.add_subcommand("add", "transcode a sound file into the library");
  verb->add_option("file", what->file, "MP3, WAV, FLAC, Ogg, M4A ...")->required()->check(CLI::ExistingFile);
  verb->add_option("--title", what->title, "title (default: the file's name)");
  verb->add_option("--author", what->author, "name or id of the author")->required();
  verb->add_option("--voice", what->voice, "machine, recorded or file")->check(CLI::IsMember({"machine", "recorded", "file"}));
  verb->callback([&session, what] {
    session.run = [&session, what] {
      return session.finish(add(session.client(), *what), [](const json::value& done) {
        fmt::print("chương trình {} bản {}\n", field(done, "programme"), field(done, "revision"));
      });
    };
  });
}

void add_approval(CLI::App& noun, Session& session) {
  auto arguments = std::make_shared<ApprovalArguments>();
  auto* verb = noun.add_subcommand("approve", "sign a programme with an officer's own key, on this machine");
  verb->add_option("programme", arguments->programme, "title or id of the programme")->required();
  verb->add_option("--key", arguments->key, "the officer's key file")->required()->check(CLI::ExistingFile);
  verb->add_option("--genesis", arguments->genesis, "genesis.json of the network")->required()->check(CLI::ExistingFile);
  verb->add_option("--passphrase-file", arguments->passphrase_file, "file with the key's passphrase");
  verb->add_option("--unit", arguments->units, "units where it may sound: name, official code or id")->required();
  verb->add_option("--days", arguments->days, "valid for so many days")->check(CLI::Range(1, 90));
  verb->add_option("--airings", arguments->airings, "airings a day at most")->check(CLI::Range(1, 1000));
  verb->callback([&session, arguments] {
    session.run = [&session, arguments] {
      return session.finish(approve(session.client(), *arguments),
                            [](const json::value& done) { fmt::print("đã duyệt: văn kiện {}\n", field(done, "document")); });
    };
  });
}

}  // namespace

void add_programmes(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("programme", "sound in the library and its approval");
  noun->require_subcommand(1);
  noun->add_subcommand("list", "all programmes")->callback([&session] {
    session.run = [&session] { return session.finish(session.client().get("/api/v1/programmes"), show_programmes); };
  });
  add_addition(*noun, session);
  add_approval(*noun, session);
}

}  // namespace loa::cli
