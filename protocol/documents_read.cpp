#include "core/unicode.h"
#include "protocol/limits.h"
#include "protocol/payload.h"

#include <algorithm>
#include <map>

namespace loa::protocol {
namespace {

constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;
constexpr std::size_t kMaxName = 256;
constexpr std::size_t kMaxUnitsListed = 256;

template <class Enum, class Parse>
std::vector<Enum> enums(PayloadFields& fields, std::string_view key, Parse parse) {
  std::vector<Enum> out;
  for (const auto& item : fields.array(key, 32)) {
    const auto* text = item.if_string();
    const auto value = text ? parse(std::string_view(*text)) : std::optional<Enum>();
    if (value) out.push_back(*value);
    else fields.bad(key);
  }
  return out;
}

// Reads every element of an array of objects; the first error of any ends up in fields.
template <class Item, class Read>
std::vector<Item> objects(PayloadFields& fields, std::string_view key, std::size_t max_items, Read read) {
  std::vector<Item> out;
  std::size_t index = 0;
  for (const auto& item : fields.array(key, max_items)) {
    PayloadFields one(item, fields.place_of(key) + "[" + std::to_string(index++) + "]");
    out.push_back(read(one));
    if (auto status = one.finish(); !status) fields.note(status.error());
  }
  return out;
}

// Parses, reads, checks "needs"; wraps every failure as document.bad.
template <class Document, class Read>
Result<Document> document(std::string_view payload, std::size_t limit, Read read) {
  auto value = parse_json(payload, {limit, 8, false});
  if (!value) return bad_document(value.error());
  PayloadFields fields(*value);
  Document out;
  out.header = fields.header();
  read(fields, out);
  if (auto status = fields.finish(); !status) return bad_document(status.error());
  return out;
}

// Names are compared and shown: decomposed Vietnamese means the same as composed.
std::string composed(PayloadFields& fields, std::string_view key, std::string_view text, std::size_t max_bytes) {
  auto out = to_nfc(text);
  if (out && out->size() <= max_bytes) return std::move(*out);
  fields.bad(key);
  return {};
}
std::string name_of(PayloadFields& fields) { return composed(fields, "name", fields.text("name", kMaxName), kMaxName); }

std::int64_t version_of(PayloadFields& fields) { return fields.integer("version", 1, kMaxNumber); }

std::vector<UnitId> units_of(PayloadFields& fields) {
  auto out = fields.ids<UnitId>("units", kMaxUnitsListed);
  if (out.empty()) fields.bad("units");
  return out;
}

Grant read_grant(PayloadFields& f) {
  Grant grant;
  grant.person = f.id<PersonId>("person");
  grant.name = name_of(f);
  grant.key = f.key("key");
  grant.actions = enums<Action>(f, "actions", action_from);
  grant.units = f.ids<UnitId>("units", kMaxUnitsListed);
  grant.classes = enums<BroadcastClass>(f, "classes", broadcast_class_from);
  grant.from = f.utc("from");
  grant.until = f.utc("until");
  if (grant.until - grant.from > kMaxGrant) f.bad("until");
  return grant;
}

Revocation read_revocation(PayloadFields& f) {
  return {f.hash("key"), f.utc("at"), f.utc("until"), f.hashes("keep", 4096)};
}

Unit read_unit(PayloadFields& f) {
  Unit unit;
  unit.id = f.id<UnitId>("id");
  unit.name = name_of(f);
  unit.kind = f.text("kind", 32);
  unit.parent = f.id_or_none<UnitId>("parent");
  unit.from = f.utc("from");
  unit.until = f.utc_or_none("until");
  if (f.has("successors")) unit.successors = f.ids<UnitId>("successors", kMaxUnitsListed);
  if (f.has("codes"))
    unit.codes = objects<UnitCode>(f, "codes", 16, [](PayloadFields& one) {
      return UnitCode{one.text("code", 32), one.utc("from"), one.utc_or_none("until")};
    });
  return unit;
}

PlacedCluster read_cluster(PayloadFields& f) {
  PlacedCluster cluster;
  cluster.id = f.id<ClusterId>("id");
  cluster.unit = f.id<UnitId>("unit");
  cluster.name = name_of(f);
  for (const auto& group : f.array_or_empty("groups", 32)) {
    const auto* text = group.if_string();
    if (text) cluster.groups.push_back(composed(f, "groups", std::string_view(*text), kMaxName));
    else f.bad("groups");
  }
  cluster.device_code = f.text_or_none("device_code", 64).value_or(std::string{});
  return cluster;
}

// One key belongs to one person, or a person could sign twice under two names.
void check_key_owners(PayloadFields& f, const std::vector<Grant>& grants) {
  std::map<PublicKey, PersonId> owners;
  for (const auto& grant : grants)
    if (owners.emplace(grant.key, grant.person).first->second != grant.person) f.bad("grants");
}

void read_approval(PayloadFields& f, Approval& a) {
  a.version = version_of(f);
  a.programme = f.id<ProgrammeId>("programme");
  a.revision = f.integer("revision", 0, kMaxNumber);
  a.author = f.id<PersonId>("author");
  a.manifest = f.hash("manifest");
  a.law = f.hash_or_none("law").value_or(Hash{});
  a.units = units_of(f);
  const auto cls = broadcast_class_from(f.text("class", 32));
  if (cls) a.cls = *cls;
  else f.bad("class");
  a.from = f.utc("from");
  a.until = f.utc("until");
  a.airings_per_day = static_cast<int>(f.integer("airings_per_day", 0, 1000));
  a.withdrawn = f.boolean("withdrawn", false);
  a.source = f.text_or_none("source", 512);
  if (const auto volume = f.integer_or_none("max_volume", 0, 100)) a.max_volume = static_cast<int>(*volume);
}

void read_receipt(PayloadFields& f, Receipt& r) {
  r.bridge = f.id<BridgeId>("bridge");
  r.cluster = f.id<ClusterId>("cluster");
  r.occurrence = f.hash("occurrence");
  r.manifest = f.hash("manifest");
  r.approval = f.hash("approval");
  r.start = f.utc("start");
  r.end = f.utc("end");
  if (r.end < r.start) f.bad("end");
  r.first_sample = f.integer("first_sample", 0, kMaxNumber);
  r.samples = f.integer("samples", 0, kMaxNumber);
  r.heard = f.boolean("heard", false);
  r.ended_by = f.text("ended_by", 64);
}

}  // namespace

template <>
Result<Trust> read_payload<Trust>(std::string_view payload) {
  return document<Trust>(payload, kMaxTrustPayload, [](PayloadFields& f, Trust& t) {
    t.version = version_of(f);
    t.until = f.utc("until");
    t.grants = objects<Grant>(f, "grants", 8192, read_grant);
    t.revocations = objects<Revocation>(f, "revocations", 8192, read_revocation);
    check_key_owners(f, t.grants);
    if (t.until - t.header.issued > kMaxTrustAge) f.bad("until");
  });
}

template <>
Result<Renewal> read_payload<Renewal>(std::string_view payload) {
  return document<Renewal>(payload, kMaxPayload, [](PayloadFields& f, Renewal& r) {
    r.trust_version = f.integer("trust_version", 1, kMaxNumber);
    r.until = f.utc("until");
    if (r.until - r.header.issued > kMaxTrustAge) f.bad("until");
  });
}

template <>
Result<Suspension> read_payload<Suspension>(std::string_view payload) {
  return document<Suspension>(payload, kMaxPayload, [](PayloadFields& f, Suspension& s) {
    s.key = f.hash("key");
    s.until = f.utc("until");
    if (s.until - s.header.issued > kMaxSuspension) f.bad("until");
  });
}

template <>
Result<Map> read_payload<Map>(std::string_view payload) {
  return document<Map>(payload, kMaxTrustPayload, [](PayloadFields& f, Map& m) {
    m.version = version_of(f);
    m.units = objects<Unit>(f, "units", 16384, read_unit);
  });
}

template <>
Result<Place> read_payload<Place>(std::string_view payload) {
  return document<Place>(payload, kMaxPayload, [](PayloadFields& f, Place& p) {
    p.version = version_of(f);
    p.agent = f.id<AgentId>("agent");
    p.bridge = f.id<BridgeId>("bridge");
    p.bridge_key = f.key("bridge_key");
    p.clusters = objects<PlacedCluster>(f, "clusters", 64, read_cluster);
    if (p.clusters.empty()) f.bad("clusters");
  });
}

template <>
Result<Approval> read_payload<Approval>(std::string_view payload) {
  return document<Approval>(payload, kMaxPayload, read_approval);
}

template <>
Result<Template> read_payload<Template>(std::string_view payload) {
  return document<Template>(payload, kMaxPayload, [](PayloadFields& f, Template& t) {
    t.version = version_of(f);
    t.programme = f.id<ProgrammeId>("programme");
    t.manifest = f.hash("manifest");
    t.units = units_of(f);
    t.until = f.utc("until");
  });
}

template <>
Result<Alert> read_payload<Alert>(std::string_view payload) {
  return document<Alert>(payload, kMaxAlertPayload, [](PayloadFields& f, Alert& a) {
    a.manifest = f.hash_or_none("manifest");
    a.template_document = f.hash_or_none("template");
    a.units = units_of(f);
    a.from = f.utc("from");
    a.until = f.utc("until");
    a.rung = static_cast<int>(f.integer("rung", 1, 3));
    if (!a.manifest && !a.template_document) f.bad("manifest");
    if (a.until <= a.from) f.bad("until");
  });
}

template <>
Result<Stop> read_payload<Stop>(std::string_view payload) {
  return document<Stop>(payload, kMaxPayload,
                        [](PayloadFields& f, Stop& s) { s.alert = f.id<DocumentId>("alert"); });
}

template <>
Result<Hush> read_payload<Hush>(std::string_view payload) {
  return document<Hush>(payload, kMaxPayload, [](PayloadFields& f, Hush& h) {
    h.unit = f.id<UnitId>("unit");
    h.until = f.utc("until");
    h.released = f.boolean("released", false);
    if (h.until - h.header.issued > kMaxHush) f.bad("until");
  });
}

template <>
Result<Live> read_payload<Live>(std::string_view payload) {
  return document<Live>(payload, kMaxPayload, [](PayloadFields& f, Live& l) {
    l.channel = f.text("channel", 64);
    l.session_key = f.key("session_key");
    l.item = f.id_or_none<ItemId>("item");
    l.units = units_of(f);
    l.until = f.utc("until");
  });
}

template <>
Result<Root> read_payload<Root>(std::string_view payload) {
  return document<Root>(payload, kMaxRoot, [](PayloadFields& f, Root& r) {
    r.version = version_of(f);
    r.agent = f.id<AgentId>("agent");
    r.mail = f.integer("mail", 0, kMaxNumber);
    static const json::value kAbsent;  // a temporary here would die before its reader
    const auto* parts = f.find("parts");
    PayloadFields each(parts ? *parts : kAbsent, "parts");
    for (int i = 0; i < kPartCount; ++i) {
      const auto name = to_text(static_cast<Part>(i));
      const auto* part = each.find(name);
      PayloadFields one(part ? *part : kAbsent, each.place_of(name));
      r.parts[i] = {one.hash("hash"), one.integer("size", 0, kMaxPart)};
      if (auto status = one.finish(); !status) f.note(status.error());
    }
    if (auto status = each.finish(); !status) f.note(status.error());
  });
}

template <>
Result<Time> read_payload<Time>(std::string_view payload) {
  return document<Time>(payload, kMaxPayload, [](PayloadFields& f, Time& t) {
    const auto nonce = from_hex(f.text("nonce", 32));
    if (nonce && nonce->size() == t.nonce.size()) std::copy(nonce->begin(), nonce->end(), t.nonce.begin());
    else f.bad("nonce");
    t.now = f.utc("now");
    t.root = f.integer("root", 0, kMaxNumber);
    t.mail = f.integer("mail", 0, kMaxNumber);
    t.trust = f.integer("trust", 0, kMaxNumber);
  });
}

template <>
Result<Receipt> read_payload<Receipt>(std::string_view payload) {
  return document<Receipt>(payload, kMaxPayload, read_receipt);
}

Result<PolicyHead> read_policy_head(std::string_view payload) {
  auto value = parse_json(payload, {kMaxPayload, 8, false});
  if (!value) return bad_document(value.error());
  PayloadFields fields(*value);
  PolicyHead head;
  head.header = fields.header();
  head.version = version_of(fields);
  head.unit = fields.id<UnitId>("unit");
  // "needs" of a policy names the regulation's members: the folder that reads them checks it.
  if (auto status = fields.status(); !status) return bad_document(status.error());
  return head;
}

}  // namespace loa::protocol
