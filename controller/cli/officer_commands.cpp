// loa officer: who may sign. The controller keeps invitations; the trust document is made here and signed with the key files of
// two persons of the authority, which never leave this machine.
#include "controller/cli/commands.h"
#include "controller/cli/names.h"
#include "controller/cli/trust_change.h"

#include "core/clock.h"
#include "core/files.h"

#include <fmt/format.h>

#include <algorithm>

namespace loa::cli {
namespace {

constexpr std::size_t kMaxPassphrase = 1024;

struct OfficerWords {
  std::string who, unit, person, like, file, replace;
  std::vector<std::string> authority, passphrases;
  int days = 365;
};
using Words = std::shared_ptr<OfficerWords>;

Result<json::value> enrolment_named(const Client& client, const std::string& who, const std::string& state) {
  LOA_TRY(const auto all, client.get("/api/v1/officers/enrolments"));
  for (const auto& one : list_of(all, "enrolments")) {
    const bool named = field(one, "id") == who || field(one, "name") == who;
    if (named && (state.empty() || field(one, "state") == state)) return one;
  }
  return fail("officer.unknown", {{"name", who}});
}

Result<protocol::PublicKey> key_of(const std::string& hex) {
  LOA_TRY(const auto bytes, from_hex(hex));
  protocol::PublicKey key{};
  if (bytes.size() != key.size()) return fail("signing.no_key");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

Result<OfficerKeys> keys_of(const json::value& enrolment) {
  OfficerKeys out;
  out.name = field(enrolment, "name");
  LOA_TRY(out.person, PersonId::parse(field(enrolment, "person")));
  LOA_TRY(out.unit, UnitId::parse(field(enrolment, "unit")));
  LOA_TRY(out.key, key_of(field(enrolment, "key")));
  if (const auto quick = field(enrolment, "quick_key"); !quick.empty()) {
    LOA_TRY(out.quick, key_of(quick));
  }
  return out;
}

struct HeldTrust {
  protocol::NetworkId network;
  protocol::Trust trust;
};
Result<HeldTrust> held_trust(const Client& client) {
  LOA_TRY(const auto answer, client.get("/api/v1/officers/trust"));
  HeldTrust out;
  LOA_TRY(out.network, parse_hash(field(answer, "network")));
  LOA_TRY(const auto bytes, from_base64(field(answer, "envelope")));
  LOA_TRY(const auto envelope, protocol::decode_envelope(bytes));
  LOA_TRY(out.trust, protocol::read_payload<protocol::Trust>(envelope.payload));
  return out;
}

Result<std::string> passphrase_in(const std::string& file) {
  LOA_TRY(const auto bytes, read_file(file, kMaxPassphrase));
  std::string text(as_text(bytes));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Result<json::value> sign_and_send(const Client& client, const HeldTrust& held, const OfficerWords& words) {
  std::vector<std::unique_ptr<protocol::Signer>> keys;
  for (std::size_t i = 0; i < words.authority.size(); ++i) {
    std::string passphrase;
    if (i < words.passphrases.size()) {
      LOA_TRY(passphrase, passphrase_in(words.passphrases[i]));
    }
    LOA_TRY(auto key, protocol::load_key_file(words.authority[i], passphrase));
    keys.push_back(std::move(key));
  }
  if (keys.size() < 2) return fail("officer.authority");
  std::vector<const protocol::Signer*> signers;
  for (const auto& key : keys) signers.push_back(key.get());
  const auto sealed = protocol::seal(held.network, protocol::DocumentType::trust, protocol::write_payload(held.trust), signers);
  return client.send("POST", "/api/v1/documents", std::string(as_text(sealed)));
}

Result<json::value> invite(const Client& client, const OfficerWords& words) {
  SystemRandom random;
  LOA_TRY(const auto unit, unit_id(client, words.unit));
  std::string person = PersonId::make(SystemClock().system_utc(), random).text();
  if (!words.person.empty()) {
    LOA_TRY(person, person_id(client, words.person));
  }
  return client.send("POST", "/api/v1/officers/enrolments",
                     write_json(json::object{{"person", person}, {"name", words.who}, {"unit", unit}}));
}

Status add_to(HeldTrust& held, const Client& client, const OfficerWords& words, const std::string& who) {
  LOA_TRY(const auto enrolment, enrolment_named(client, who, {}));
  const auto state = field(enrolment, "state");
  if (state != "tested" && state != "granted") return fail("officer.not_tested", {{"name", field(enrolment, "name")}});
  LOA_TRY(const auto keys, keys_of(enrolment));
  LOA_TRY(const auto like, person_id(client, words.like));
  LOA_TRY(const auto model, PersonId::parse(like));
  SystemRandom random;
  LOA_TRY(held.trust, with_officer(std::move(held.trust), keys, model, words.days, SystemClock().system_utc(), random));
  return {};
}

Result<json::value> grant(const Client& client, const OfficerWords& words) {
  LOA_TRY(auto held, held_trust(client));
  LOA_TRY_OK(add_to(held, client, words, words.who));
  return sign_and_send(client, held, words);
}

Result<std::vector<Hash>> approvals_of(const Client& client, const protocol::KeyId& key) {
  LOA_TRY(const auto answer, client.get("/api/v1/officers/keys/" + key.hex() + "/approvals"));
  std::vector<Hash> out;
  for (const auto& one : list_of(answer, "documents")) {
    if (!one.is_string()) continue;
    LOA_TRY(const auto hash, parse_hash(std::string_view(one.get_string())));
    out.push_back(hash);
  }
  return out;
}

// A lost key and its successor in one document: nothing approved is lost, and there is no moment without an officer.
Result<json::value> revoke(const Client& client, const OfficerWords& words) {
  SystemRandom random;
  LOA_TRY(auto held, held_trust(client));
  LOA_TRY(const auto enrolment, enrolment_named(client, words.who, "granted"));
  LOA_TRY(const auto keys, keys_of(enrolment));
  if (!words.replace.empty()) LOA_TRY_OK(add_to(held, client, words, words.replace));
  std::vector<protocol::PublicKey> lost{keys.key};
  if (keys.quick) lost.push_back(*keys.quick);
  for (const auto& key : lost) {
    const auto id = protocol::key_id(key);
    const bool granted = std::ranges::any_of(held.trust.grants, [&](const protocol::Grant& one) { return one.key == key; });
    if (!granted) continue;
    LOA_TRY(auto keep, approvals_of(client, id));
    LOA_TRY(held.trust, without_key(std::move(held.trust), id, std::move(keep), SystemClock().system_utc(), random));
  }
  return sign_and_send(client, held, words);
}

Result<json::value> make_key(const OfficerWords& words) {
  LOA_TRY(const auto passphrase, passphrase_in(words.passphrases.empty() ? std::string("/dev/stdin") : words.passphrases.front()));
  if (passphrase.empty()) return fail("key.passphrase", {{"path", words.file}});
  std::array<std::uint8_t, 32> seed;
  SystemRandom().fill(seed);
  const auto key = protocol::make_signer(seed);
  LOA_TRY_OK(protocol::write_key_file(words.file, seed, passphrase));
  return json::value(json::object{{"file", words.file}, {"public_key", to_hex(key->public_key())}});
}

void show_enrolments(const json::value& answer) {
  for (const auto& one : list_of(answer, "enrolments")) {
    fmt::print("{}  {}  {}  {}  {}\n", field(one, "id"), field(one, "state"), field(one, "name"), field(one, "label"),
               field(one, "key").substr(0, 12));
  }
}
void show_sent(const json::value& answer) { fmt::print("{} {}\n", field(answer, "type"), field(answer, "document")); }
void show_link(const json::value& answer) { fmt::print("{}\nhết hạn: {}\n", field(answer, "url"), field(answer, "expires")); }
void show_key(const json::value& answer) { fmt::print("{} {}\n", field(answer, "public_key"), field(answer, "file")); }

void ask_authority(CLI::App* verb, const Words& words) {
  verb->add_option("--authority", words->authority, "key file of a person of the authority; give two")->required()->check(CLI::ExistingFile);
  verb->add_option("--passphrase-file", words->passphrases, "their passphrases, in the same order")->check(CLI::ExistingFile);
  verb->add_option("--like", words->like, "person whose rights are the model");
  verb->add_option("--days", words->days, "how long the grant lasts")->check(CLI::Range(1, 400));
}

template <class Work, class Show>
void runs(CLI::App* verb, Session& session, const Words& words, Work work, Show show) {
  verb->callback([&session, words, work, show] {
    session.run = [&session, words, work, show] { return session.finish(work(session.client(), *words), show); };
  });
}

}  // namespace

void add_officers(CLI::App& app, Session& session) {
  auto* noun = app.add_subcommand("officer", "who may sign: keys of officers");
  noun->require_subcommand(1);
  const auto words = std::make_shared<OfficerWords>();

  auto* enrol = noun->add_subcommand("enrol", "a one-time link by which an officer makes a key in the own browser");
  enrol->add_option("name", words->who, "the officer's name, as it will stand beside approvals")->required();
  enrol->add_option("--unit", words->unit, "whose officer")->required();
  enrol->add_option("--person", words->person, "an officer already known: a second device, or a lost key");
  runs(enrol, session, words, invite, show_link);

  auto* list = noun->add_subcommand("list", "enrolments and how far each came");
  runs(list, session, words, [](const Client& client, const OfficerWords&) { return client.get("/api/v1/officers/enrolments"); },
       show_enrolments);

  auto* allow = noun->add_subcommand("grant", "sign a trust document that lets a tested key sign");
  allow->add_option("who", words->who, "name or id of the enrolment")->required();
  ask_authority(allow, words);
  allow->get_option("--like")->required();
  runs(allow, session, words, grant, show_sent);

  auto* end = noun->add_subcommand("revoke", "end a lost key; what it approved stays");
  end->add_option("who", words->who, "name or id of the enrolment")->required();
  ask_authority(end, words);
  end->add_option("--replace", words->replace, "enrolment of the new key, granted in the same document")->needs("--like");
  runs(end, session, words, revoke, show_sent);

  auto* key = noun->add_subcommand("key", "make a key file here, where no trusted HTTPS serves the signing page");
  key->add_option("file", words->file, "where to write it")->required();
  key->add_option("--passphrase-file", words->passphrases, "its passphrase; from the keyboard otherwise");
  runs(key, session, words, [](const Client&, const OfficerWords& w) { return make_key(w); }, show_key);
}

}  // namespace loa::cli
