#include "protocol/link_json.h"

#include "protocol/limits.h"
#include "protocol/message_fields.h"

#include <algorithm>
#include <array>

namespace loa::protocol {
namespace {

constexpr std::int64_t kMaxNumber = (std::int64_t{1} << 53) - 1;
constexpr std::size_t kMaxClusters = 64;

json::object typed(std::string_view type) { return {{"type", type}}; }

json::object error_object(const Error& error) {
  return {{"code", error.code}, {"params", params_array(error.params)}, {"place", error.place}};
}

Error error_from(JsonFields& f) {
  const auto* value = f.find("error");
  static const json::value kAbsent;  // a temporary here would die before its reader
  JsonFields one(value ? *value : kAbsent, "error");
  Error out{one.text("code", 64), params_from(one, "params"), one.text_or_none("place", 256).value_or("")};
  if (auto status = one.status(); !status) f.note(status.error());
  return out;
}

json::array cluster_array(const std::vector<ClusterId>& clusters) {
  json::array out;
  for (const auto& id : clusters) out.emplace_back(id.text());
  return out;
}

std::vector<ClusterId> clusters_from(JsonFields& f) {
  std::vector<ClusterId> out;
  for (const auto& item : f.array("clusters", kMaxClusters)) {
    auto id = item.is_string() ? ClusterId::parse(std::string_view(item.get_string()))
                               : Result<ClusterId>(fail("id.bad"));
    if (id) out.push_back(*id);
    else f.note(fail("json.field_bad", {{"field", "clusters"}}, "clusters"));
  }
  return out;
}

LinkPlay play_from(JsonFields& f) {
  LinkPlay m;
  m.request.occurrence = f.hash("occurrence");
  m.request.approval = f.hash_or_none("approval");
  if (f.has("alert")) m.request.alert = f.id<DocumentId>("alert");
  m.request.manifest = f.hash("manifest");
  m.request.start = f.utc("start");
  m.request.end = f.utc("end");
  m.request.clusters = clusters_from(f);
  const auto cls = broadcast_class_from(f.text("class", 32));
  if (cls) m.request.cls = *cls;
  else f.note(fail("json.field_bad", {{"field", "class"}}, "class"));
  m.request.volume = static_cast<int>(f.integer("volume", 0, 100));
  m.item = f.id<ItemId>("item");
  m.offset_ms = f.integer("offset_ms", 0, kMaxNumber);
  return m;
}

LinkStatus status_from(JsonFields& f) {
  LinkStatus m;
  m.root = f.integer("root", 0, kMaxNumber);
  m.trust = f.integer("trust", 0, kMaxNumber);
  m.current = f.boolean("current", false);
  m.time_known = f.boolean("time_known", false);
  for (const auto& item : f.array("clusters", kMaxClusters)) {
    auto health = cluster_health_from(item);
    if (health) m.clusters.push_back(std::move(*health));
    else f.note(health.error());
  }
  return m;
}

LinkTimeRequest time_request_from(JsonFields& f) {
  LinkTimeRequest m;
  const auto nonce = from_hex(f.text("nonce", 32));
  if (nonce && nonce->size() == m.nonce.size()) std::copy(nonce->begin(), nonce->end(), m.nonce.begin());
  else f.note(fail("json.field_bad", {{"field", "nonce"}}, "nonce"));
  return m;
}

LinkEvent event_from(JsonFields& f) {
  LinkEvent m{f.integer("number", 0, kMaxNumber), f.utc("at"), error_from(f), std::nullopt};
  if (f.has("cluster")) m.cluster = f.id<ClusterId>("cluster");
  return m;
}

LinkHello hello_from(JsonFields& f) {
  return {static_cast<int>(f.integer("version", 1, 1000)), f.text("software", 64), f.id<AgentId>("peer").uuid};
}

using Reader = LinkMessage (*)(JsonFields&);
constexpr std::array<std::pair<std::string_view, Reader>, 12> kReaders = {{
    {"hello", [](JsonFields& f) -> LinkMessage { return hello_from(f); }},
    {"play", [](JsonFields& f) -> LinkMessage { return play_from(f); }},
    {"stop", [](JsonFields& f) -> LinkMessage { return LinkStop{f.hash("occurrence"), f.text("cause", 64)}; }},
    {"watch", [](JsonFields& f) -> LinkMessage { return LinkWatch{f.utc("until")}; }},
    {"time", [](JsonFields& f) -> LinkMessage { return time_request_from(f); }},
    {"pull",
     [](JsonFields& f) -> LinkMessage {
       return LinkPull{f.hash("content"), static_cast<std::uint32_t>(f.integer("index", 0, 0xffffffff))};
     }},
    {"status", [](JsonFields& f) -> LinkMessage { return status_from(f); }},
    {"levels", [](JsonFields& f) -> LinkMessage { return LinkLevels{levels_from(f, "levels")}; }},
    {"started",
     [](JsonFields& f) -> LinkMessage {
       return LinkStarted{f.hash("occurrence"), f.id<ClusterId>("cluster"), f.utc("start")};
     }},
    {"refused",
     [](JsonFields& f) -> LinkMessage { return LinkRefused{f.hash("occurrence"), clusters_from(f), error_from(f)}; }},
    {"event", [](JsonFields& f) -> LinkMessage { return event_from(f); }},
    {"ack", [](JsonFields& f) -> LinkMessage { return LinkReceiptAck{f.integer("number", 0, kMaxNumber)}; }},
}};

}  // namespace

json::object link_object(const LinkHello& m) {
  auto out = typed("hello");
  out["version"] = m.version;
  out["software"] = m.software;
  out["peer"] = m.peer.text();
  return out;
}

json::object link_object(const LinkPlay& m) {
  auto out = typed("play");
  out["occurrence"] = m.request.occurrence.hex();
  if (m.request.approval) out["approval"] = m.request.approval->hex();
  if (m.request.alert) out["alert"] = m.request.alert->text();
  out["manifest"] = m.request.manifest.hex();
  out["start"] = to_unix_ms(m.request.start);
  out["end"] = to_unix_ms(m.request.end);
  out["clusters"] = cluster_array(m.request.clusters);
  out["class"] = to_text(m.request.cls);
  out["volume"] = m.request.volume;
  out["item"] = m.item.text();
  out["offset_ms"] = m.offset_ms;
  return out;
}

json::object link_object(const LinkStop& m) {
  auto out = typed("stop");
  out["occurrence"] = m.occurrence.hex();
  out["cause"] = m.cause;
  return out;
}

json::object link_object(const LinkWatch& m) {
  auto out = typed("watch");
  out["until"] = to_unix_ms(m.until);
  return out;
}

json::object link_object(const LinkTimeRequest& m) {
  auto out = typed("time");
  out["nonce"] = to_hex(m.nonce);
  return out;
}

json::object link_object(const LinkPull& m) {
  auto out = typed("pull");
  out["content"] = m.content.hex();
  out["index"] = m.index;
  return out;
}

json::object link_object(const LinkStatus& m) {
  auto out = typed("status");
  json::array clusters;
  for (const auto& health : m.clusters) clusters.push_back(cluster_health_object(health));
  out["root"] = m.root;
  out["trust"] = m.trust;
  out["current"] = m.current;
  out["time_known"] = m.time_known;
  out["clusters"] = std::move(clusters);
  return out;
}

json::object link_object(const LinkLevels& m) {
  auto out = typed("levels");
  out["levels"] = levels_array(m.levels);
  return out;
}

json::object link_object(const LinkStarted& m) {
  auto out = typed("started");
  out["occurrence"] = m.occurrence.hex();
  out["cluster"] = m.cluster.text();
  out["start"] = to_unix_ms(m.start);
  return out;
}

json::object link_object(const LinkRefused& m) {
  auto out = typed("refused");
  out["occurrence"] = m.occurrence.hex();
  out["clusters"] = cluster_array(m.clusters);
  out["error"] = error_object(m.error);
  return out;
}

json::object link_object(const LinkEvent& m) {
  auto out = typed("event");
  out["number"] = m.number;
  out["at"] = to_unix_ms(m.at);
  out["error"] = error_object(m.error);
  if (m.cluster) out["cluster"] = m.cluster->text();
  return out;
}

json::object link_object(const LinkReceiptAck& m) {
  auto out = typed("ack");
  out["number"] = m.number;
  return out;
}

Result<LinkMessage> read_link_json(std::string_view text) {
  const auto bad = [](const Error& why) { return fail("link.bad", {{"why", to_line(why)}}, why.place); };
  auto value = parse_json(text, {64 * 1024, 8, false});
  if (!value) return bad(value.error());
  JsonFields fields(*value);
  const auto type = fields.text("type", 32);
  const auto reader = std::find_if(kReaders.begin(), kReaders.end(), [&](const auto& one) { return one.first == type; });
  if (reader == kReaders.end()) return fail("link.bad", {{"why", "unknown type"}}, type);
  auto message = reader->second(fields);
  if (auto status = fields.status(); !status) return bad(status.error());
  return message;
}

}  // namespace loa::protocol
