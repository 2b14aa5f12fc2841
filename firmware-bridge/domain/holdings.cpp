#include "firmware-bridge/domain/holdings.h"

#include "core/json.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentType;
using protocol::Part;

constexpr std::size_t kMaxLetters = 256;
constexpr std::size_t kMaxWaitingForMap = 1000;
constexpr auto kKeepStop = 24h * 30;
constexpr auto kBehindGrace = 15min;  // a beacon names newer versions than the agent hands over

std::size_t at(Part part) { return static_cast<std::size_t>(part); }
std::string part_file(const Hash& hash) { return "part-" + hash.hex(); }

// The issue time a document claims; only for checking that same document while the time is unknown.
std::optional<UtcTime> claimed_issue(ByteSpan envelope) {
  const auto decoded = protocol::decode_envelope(envelope);
  if (!decoded) return std::nullopt;
  const auto parsed = parse_json(decoded->payload, {.max_bytes = protocol::max_payload(decoded->type), .max_depth = 8});
  if (!parsed) return std::nullopt;
  JsonFields fields(*parsed);
  const auto issued = fields.utc("issued");
  return fields.status() ? std::optional(issued) : std::nullopt;
}

UtcTime time_for(ByteSpan envelope, const Holdings::Look& look) {
  if (look.time_known) return look.best;
  return std::max(look.best, claimed_issue(envelope).value_or(look.best));
}

bool waits_for_trust(const Error& error) {
  return error.code == "trust.missing" || error.code == "trust.unknown_key" || error.code == "trust.grant_expired";
}

}  // namespace

Holdings::Holdings(const GateSetup& setup, WriteTokens& tokens)
    : setup_(setup), tokens_(tokens), register_(setup.genesis) {}

std::int64_t Holdings::trust_version() const { return register_.trust() ? register_.trust()->version : 0; }

// Examines and accepts one document. Refusals become notes.
bool Holdings::admit(const Bytes& envelope, const Look& look, Notes& notes) {
  const auto admission = register_.examine(envelope, time_for(envelope, look));
  if (!admission) {
    if (waits_for_map(admission.error()) && waiting_for_map_.size() < kMaxWaitingForMap) {
      waiting_for_map_.push_back(envelope);
      return false;
    }
    notes.push_back({admission.error(), "document " + sha256(envelope).short_hex(), std::nullopt});
    return false;
  }
  register_.accept(*admission);
  const bool machine = admission->type == DocumentType::root || admission->type == DocumentType::time;
  if (!machine) officer_time_ = std::max(officer_time_.value_or(admission->issued), admission->issued);
  if (!admission->already_held) changed_ = true;
  keep_letter(*admission);
  return true;
}

void Holdings::keep_letter(const protocol::Admission& admission) {
  const auto decoded = protocol::decode_envelope(admission.envelope);
  UtcTime until;
  if (admission.type == DocumentType::stop) {
    until = admission.issued + kKeepStop;
  } else if (admission.type == DocumentType::alert) {
    const auto alert = protocol::read_payload<protocol::Alert>(decoded->payload);
    until = alert ? alert->until : admission.issued;
  } else if (admission.type == DocumentType::hush) {
    const auto hush = protocol::read_payload<protocol::Hush>(decoded->payload);
    until = hush ? hush->until : admission.issued;
  } else {
    return;
  }
  const auto same = [&](const Letter& letter) { return letter.id == admission.id; };
  if (std::none_of(letters_.begin(), letters_.end(), same)) letters_.push_back({admission.id, admission.envelope, until});
}

void Holdings::admit_part(Part part, ByteSpan bytes, const Look& look, Notes& notes) {
  std::vector<Bytes> envelopes;
  if (part == Part::library) {
    auto library = protocol::read_library(as_text(bytes));
    if (library) {
      envelopes = std::move(library->templates);
      std::move(library->approvals.begin(), library->approvals.end(), std::back_inserter(envelopes));
    } else {
      notes.push_back({library.error(), "library", std::nullopt});
    }
  } else {
    auto list = protocol::decode_envelope_list(bytes, protocol::kMaxPart);
    if (list) envelopes = std::move(*list);
    else notes.push_back({list.error(), std::string(protocol::to_text(part)), std::nullopt});
  }
  if (part == Part::trust) waiting_for_map_.clear();
  for (const auto& envelope : envelopes) admit(envelope, look, notes);
  // A suspension comes with the trust part and is judged by the map.
  if (part == Part::map && register_.tree()) {
    for (const auto& envelope : std::exchange(waiting_for_map_, {})) admit(envelope, look, notes);
  }
  admitted_[at(part)] = sha256(bytes);
}

void Holdings::restore(const StoredFiles& stored, const Look& look, Notes& notes) {
  if (const auto file = stored.find("ratchets"); file != stored.end())
    if (auto ratchets = protocol::read_ratchets(as_text(file->second))) register_.restore_ratchets(std::move(*ratchets));
  const auto root_file = stored.find("root");
  const auto envelope = root_file == stored.end() ? Result<protocol::Envelope>(fail("bridge.no_root"))
                                                  : protocol::decode_envelope(root_file->second);
  if (envelope) {
    // The part names are needed before the signature can be checked; the signature follows below.
    const auto root = protocol::read_payload<protocol::Root>(envelope->payload);
    for (const Part part : kHeldParts) {
      const auto file = root ? stored.find(part_file(root->parts[at(part)].hash)) : stored.end();
      if (file == stored.end() || sha256(file->second) != root->parts[at(part)].hash) continue;
      admit_part(part, file->second, look, notes);
      stored_parts_.insert(root->parts[at(part)].hash);
    }
    if (root && admit(root_file->second, look, notes) && holds(*root) && belongs_here(*root)) {
      root_ = *root;
      root_envelope_ = root_file->second;
      root_durable_ = true;
    }
  }
  if (const auto file = stored.find("mail"); file != stored.end())
    if (const auto list = protocol::decode_envelope_list(file->second, protocol::kMaxPart))
      for (const auto& letter : *list) admit(letter, look, notes);
  const auto mark = stored.find("current");
  current_ = root_.version > 0 && mark != stored.end() && as_text(mark->second) == setup_.boot_id;
}

bool Holdings::holds(const protocol::Root& root) const {
  return std::all_of(kHeldParts.begin(), kHeldParts.end(),
                     [&](Part part) { return admitted_[at(part)] == root.parts[at(part)].hash; });
}

Status Holdings::belongs_here(const protocol::Root& root) const {
  const auto* place = register_.place(root.agent);
  if (!place || place->bridge != setup_.bridge) return fail("bridge.other_root", {{"agent", root.agent.text()}});
  if (place->bridge_key != setup_.key->public_key()) return fail("bridge.other_key", {{"bridge", setup_.bridge.text()}});
  return ok();
}

void Holdings::on_root(ByteSpan envelope, const Look& look, Actions& out, Notes& notes) {
  if (envelope.size() > protocol::kMaxRoot) {
    notes.push_back({fail("envelope.too_large"), "root", std::nullopt});
    return;
  }
  pending_root_.assign(envelope.begin(), envelope.end());
  try_pending(look, out, notes);
  if (pending_root_.empty() || !register_.trust()) return;
  notes.push_back({register_.examine(envelope, time_for(envelope, look)).error(), "root", std::nullopt});
}

void Holdings::try_pending(const Look& look, Actions& out, Notes& notes) {
  if (pending_root_.empty()) return;
  const auto admission = register_.examine(pending_root_, time_for(pending_root_, look));
  if (!admission && waits_for_trust(admission.error())) return;  // until a trust comes under which it holds
  const Bytes envelope = std::exchange(pending_root_, {});
  if (!admission || admission->type != DocumentType::root) {
    notes.push_back({admission ? fail("bridge.root_type") : admission.error(), "root", std::nullopt});
    return;
  }
  const auto decoded = protocol::decode_envelope(envelope);
  const auto root = protocol::read_payload<protocol::Root>(decoded->payload);
  if (!root || (root_.version > 0 && root->agent == root_.agent && root->version == root_.version)) return;
  register_.accept(*admission);
  next_root_ = *root;
  next_envelope_ = envelope;
  take_named_parts(look, out, notes);
}

// Parts that came before the root that names them.
void Holdings::take_named_parts(const Look& look, Actions& out, Notes& notes) {
  auto loose = std::exchange(loose_, {});
  for (auto& [part, bytes] : loose) {
    if (next_root_ && sha256(bytes) == next_root_->parts[at(part)].hash) on_part(part, std::move(bytes), look, out, notes);
  }
  complete(look, out, notes);
}

void Holdings::on_part(Part part, Bytes bytes, const Look& look, Actions& out, Notes& notes) {
  if (std::find(kHeldParts.begin(), kHeldParts.end(), part) == kHeldParts.end() || bytes.size() > protocol::kMaxPart) return;
  const Hash hash = sha256(bytes);
  const auto named = [&](const protocol::Root& root) { return root.parts[at(part)].hash == hash; };
  const bool named_now = root_.version > 0 && named(root_);
  const bool named_next = next_root_ && named(*next_root_);
  if (named_now && !named_next && admitted_[at(part)] == hash) return;
  if (!named_now && !named_next) {
    // Trust is its own proof, and a root may need it before it can be checked.
    if (part == Part::trust) admit_part(part, bytes, look, notes);
    const bool fits_something = !pending_root_.empty() || root_.version == 0 || part == Part::trust;
    if (!fits_something) notes.push_back({fail("bridge.part_unnamed", {{"part", std::string(protocol::to_text(part))}}),
                                          std::string(protocol::to_text(part)), std::nullopt});
    loose_[part] = std::move(bytes);
    try_pending(look, out, notes);
    return;
  }
  if (admitted_[at(part)] != hash) admit_part(part, bytes, look, notes);
  if (stored_parts_.insert(hash).second) tokens_.write(part_file(hash), std::move(bytes), out);
  try_pending(look, out, notes);
  complete(look, out, notes);
}

void Holdings::complete(const Look& look, Actions& out, Notes& notes) {
  if (!next_root_ || !holds(*next_root_)) return;
  const protocol::Root root = *std::exchange(next_root_, std::nullopt);
  if (const auto fits = belongs_here(root); !fits) {
    notes.push_back({fits.error(), "root", std::nullopt});
    return;
  }
  root_ = root;
  root_envelope_ = std::exchange(next_envelope_, {});
  root_durable_ = false;
  root_token_ = tokens_.write("root", root_envelope_, out);
  store_ratchets(out);
  changed_ = true;
  std::set<Hash> named;
  for (const Part part : kHeldParts) named.insert(root_.parts[at(part)].hash);
  for (const auto& hash : stored_parts_)
    if (!named.contains(hash)) out.push_back(Remove{part_file(hash)});
  stored_parts_ = std::move(named);
}

void Holdings::on_mail(ByteSpan wire, const Look& look, Actions& out, Notes& notes) {
  const auto mail = protocol::decode_mail(wire);
  if (!mail) {
    notes.push_back({mail.error(), "mail", std::nullopt});
    return;
  }
  const auto before = letters_.size();
  for (const auto& envelope : mail->envelopes) admit(envelope, look, notes);
  if (letters_.size() == before) return;
  store_mail(look.best, out);
  store_ratchets(out);
}

void Holdings::store_mail(UtcTime now, Actions& out) {
  std::erase_if(letters_, [&](const Letter& letter) { return letter.keep_until < now; });
  if (letters_.size() > kMaxLetters) letters_.erase(letters_.begin(), letters_.end() - kMaxLetters);
  std::vector<Bytes> envelopes;
  for (const auto& letter : letters_) envelopes.push_back(letter.envelope);
  tokens_.write("mail", protocol::encode_envelope_list(envelopes), out);
}

void Holdings::store_ratchets(Actions& out) {
  tokens_.write("ratchets", to_bytes(protocol::write_ratchets(register_.ratchets())), out);
}

void Holdings::on_written(std::uint64_t token) {
  if (root_token_ != 0 && token >= root_token_) root_durable_ = true;
}

void Holdings::on_beacon(const protocol::Time& beacon, const Look& look, Actions& out, Notes& notes) {
  const bool same = root_durable_ && beacon.root == root_.version && beacon.trust == trust_version();
  if (same) {
    behind_since_.reset();
    if (!current_) tokens_.write("current", to_bytes(setup_.boot_id), out);
    current_ = true;
    return;
  }
  if (beacon.root <= root_version() && beacon.trust <= trust_version()) return;
  if (!behind_since_) behind_since_ = look.steady;
  if (!current_ || look.steady - *behind_since_ < kBehindGrace) return;
  current_ = false;
  out.push_back(Remove{"current"});
  notes.push_back({fail("bridge.behind", {{"held", std::to_string(root_version())}, {"root", std::to_string(beacon.root)}}),
                   "behind", std::nullopt});
}

}  // namespace loa::bridge
