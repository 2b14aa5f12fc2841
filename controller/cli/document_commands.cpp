#include "controller/cli/commands.h"

#include "core/files.h"
#include "protocol/documents.h"

#include <fmt/format.h>

namespace loa::cli {
namespace {

int show_envelope(const Session& session, const std::string& file) {
  const auto bytes = read_file(file, 2 * 1024 * 1024);
  if (!bytes) return session.fail_with(bytes.error());
  const auto envelope = protocol::decode_envelope(*bytes);
  if (!envelope) return session.fail_with(envelope.error());
  fmt::print("loại: {}\n", protocol::to_text(envelope->type));
  for (const auto& signature : envelope->signatures) fmt::print("khóa ký: {}\n", signature.key.hex());
  fmt::print("{}\n", envelope->payload);
  return kDone;
}

int show_network(const Session& session, const std::string& file) {
  const auto bytes = read_file(file, 64 * 1024);
  if (!bytes) return session.fail_with(bytes.error());
  const auto genesis = protocol::read_genesis(as_text(*bytes));
  if (!genesis) return session.fail_with(genesis.error());
  fmt::print("{}\n{}\n", genesis->name, genesis->network().hex());
  for (const auto& word : protocol::eight_words(genesis->network())) fmt::print("{} ", word);
  fmt::print("\n");
  return kDone;
}

}  // namespace

void add_documents(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("document", "signed documents");
  noun->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  auto* show = noun->add_subcommand("show", "what an envelope says and which keys signed it");
  show->add_option("file", *file, "envelope file")->required()->check(CLI::ExistingFile);
  show->callback([&session, file] { session.run = [&session, file] { return show_envelope(session, *file); }; });
  auto* send = noun->add_subcommand("send", "hand an envelope to the controller, which verifies it like a device");
  send->add_option("file", *file, "envelope file")->required()->check(CLI::ExistingFile);
  send->callback([&session, file] {
    session.run = [&session, file] {
      const auto bytes = read_file(*file, 2 * 1024 * 1024);
      if (!bytes) return session.fail_with(bytes.error());
      return session.finish(session.client().send("POST", "/api/v1/documents", std::string(as_text(*bytes))),
                            [](const json::value& done) { fmt::print("{} {}\n", field(done, "type"), field(done, "document")); });
    };
  });
  auto* network = app.add_subcommand("network", "the network's identity");
  network->require_subcommand(1);
  auto* words = network->add_subcommand("words", "name, id and the eight words to compare by eye");
  words->add_option("genesis", *file, "genesis.json")->required()->check(CLI::ExistingFile);
  words->callback([&session, file] { session.run = [&session, file] { return show_network(session, *file); }; });
}

}  // namespace loa::cli
