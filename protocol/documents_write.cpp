#include "protocol/payload.h"

namespace loa::protocol {
namespace {

json::object grant_object(const Grant& grant) {
  json::array actions, classes;
  for (const auto action : grant.actions) actions.emplace_back(to_text(action));
  for (const auto cls : grant.classes) classes.emplace_back(to_text(cls));
  return {{"person", grant.person.text()},
          {"name", grant.name},
          {"key", to_hex(grant.key)},
          {"actions", std::move(actions)},
          {"units", id_array(grant.units)},
          {"classes", std::move(classes)},
          {"from", ms(grant.from)},
          {"until", ms(grant.until)}};
}

json::object revocation_object(const Revocation& revocation) {
  json::array keep;
  for (const auto& hash : revocation.keep) keep.emplace_back(hash.hex());
  return {{"key", revocation.key.hex()},
          {"at", ms(revocation.at)},
          {"until", ms(revocation.until)},
          {"keep", std::move(keep)}};
}

json::object unit_object(const Unit& unit) {
  json::array codes;
  for (const auto& code : unit.codes) {
    json::object one{{"code", code.code}, {"from", ms(code.from)}};
    if (code.until) one["until"] = ms(*code.until);
    codes.push_back(std::move(one));
  }
  json::object out{{"id", unit.id.text()}, {"name", unit.name}, {"kind", unit.kind}};
  if (unit.parent) out["parent"] = unit.parent->text();
  out["from"] = ms(unit.from);
  if (unit.until) out["until"] = ms(*unit.until);
  out["successors"] = id_array(unit.successors);
  out["codes"] = std::move(codes);
  return out;
}

json::object cluster_object(const PlacedCluster& cluster) {
  json::array groups;
  for (const auto& group : cluster.groups) groups.emplace_back(group);
  return {{"id", cluster.id.text()},
          {"unit", cluster.unit.text()},
          {"name", cluster.name},
          {"groups", std::move(groups)},
          {"device_code", cluster.device_code}};
}

}  // namespace

template <>
std::string write_payload(const Trust& trust) {
  auto out = header_object(trust.header);
  out["version"] = trust.version;
  out["until"] = ms(trust.until);
  json::array grants, revocations;
  for (const auto& grant : trust.grants) grants.push_back(grant_object(grant));
  for (const auto& revocation : trust.revocations) revocations.push_back(revocation_object(revocation));
  out["grants"] = std::move(grants);
  out["revocations"] = std::move(revocations);
  return write_json(out);
}

template <>
std::string write_payload(const Renewal& renewal) {
  auto out = header_object(renewal.header);
  out["trust_version"] = renewal.trust_version;
  out["until"] = ms(renewal.until);
  return write_json(out);
}

template <>
std::string write_payload(const Suspension& suspension) {
  auto out = header_object(suspension.header);
  out["key"] = suspension.key.hex();
  out["until"] = ms(suspension.until);
  return write_json(out);
}

template <>
std::string write_payload(const Map& map) {
  auto out = header_object(map.header);
  out["version"] = map.version;
  json::array units;
  for (const auto& unit : map.units) units.push_back(unit_object(unit));
  out["units"] = std::move(units);
  return write_json(out);
}

template <>
std::string write_payload(const Place& place) {
  auto out = header_object(place.header);
  out["version"] = place.version;
  out["agent"] = place.agent.text();
  out["bridge"] = place.bridge.text();
  out["bridge_key"] = to_hex(place.bridge_key);
  json::array clusters;
  for (const auto& cluster : place.clusters) clusters.push_back(cluster_object(cluster));
  out["clusters"] = std::move(clusters);
  return write_json(out);
}

template <>
std::string write_payload(const Approval& approval) {
  auto out = header_object(approval.header);
  json::array needs{"author", "class", "from", "until", "airings_per_day", "withdrawn"};
  out["version"] = approval.version;
  out["programme"] = approval.programme.text();
  out["revision"] = approval.revision;
  out["author"] = approval.author.text();
  out["manifest"] = approval.manifest.hex();
  out["law"] = approval.law.hex();
  out["units"] = id_array(approval.units);
  out["class"] = to_text(approval.cls);
  out["from"] = ms(approval.from);
  out["until"] = ms(approval.until);
  out["airings_per_day"] = approval.airings_per_day;
  out["withdrawn"] = approval.withdrawn;
  if (approval.source) {
    out["source"] = *approval.source;
    needs.emplace_back("source");
  }
  if (approval.max_volume) {
    out["max_volume"] = *approval.max_volume;
    needs.emplace_back("max_volume");
  }
  out["needs"] = std::move(needs);
  return write_json(out);
}

template <>
std::string write_payload(const Template& document) {
  auto out = header_object(document.header);
  out["version"] = document.version;
  out["programme"] = document.programme.text();
  out["manifest"] = document.manifest.hex();
  out["units"] = id_array(document.units);
  out["until"] = ms(document.until);
  return write_json(out);
}

template <>
std::string write_payload(const Alert& alert) {
  auto out = header_object(alert.header);
  if (alert.manifest) out["manifest"] = alert.manifest->hex();
  if (alert.template_document) out["template"] = alert.template_document->hex();
  out["units"] = id_array(alert.units);
  out["from"] = ms(alert.from);
  out["until"] = ms(alert.until);
  out["rung"] = alert.rung;
  return write_json(out);
}

template <>
std::string write_payload(const Stop& stop) {
  auto out = header_object(stop.header);
  out["alert"] = stop.alert.text();
  return write_json(out);
}

template <>
std::string write_payload(const Hush& hush) {
  auto out = header_object(hush.header);
  out["unit"] = hush.unit.text();
  out["until"] = ms(hush.until);
  out["released"] = hush.released;
  return write_json(out);
}

template <>
std::string write_payload(const Live& live) {
  auto out = header_object(live.header);
  out["channel"] = live.channel;
  out["session_key"] = to_hex(live.session_key);
  if (live.item) out["item"] = live.item->text();
  out["units"] = id_array(live.units);
  out["until"] = ms(live.until);
  return write_json(out);
}

template <>
std::string write_payload(const Root& root) {
  auto out = header_object(root.header);
  out["version"] = root.version;
  out["agent"] = root.agent.text();
  json::object parts;
  for (int i = 0; i < kPartCount; ++i) {
    const auto& part = root.parts[i];
    parts[to_text(static_cast<Part>(i))] = {{"hash", part.hash.hex()}, {"size", part.size}};
  }
  out["parts"] = std::move(parts);
  out["mail"] = root.mail;
  return write_json(out);
}

template <>
std::string write_payload(const Time& time) {
  auto out = header_object(time.header);
  out["nonce"] = to_hex(time.nonce);
  out["now"] = ms(time.now);
  out["root"] = time.root;
  out["mail"] = time.mail;
  out["trust"] = time.trust;
  return write_json(out);
}

template <>
std::string write_payload(const Receipt& receipt) {
  auto out = header_object(receipt.header);
  out["bridge"] = receipt.bridge.text();
  out["cluster"] = receipt.cluster.text();
  out["occurrence"] = receipt.occurrence.hex();
  out["manifest"] = receipt.manifest.hex();
  out["approval"] = receipt.approval.hex();
  out["start"] = ms(receipt.start);
  out["end"] = ms(receipt.end);
  out["first_sample"] = receipt.first_sample;
  out["samples"] = receipt.samples;
  out["heard"] = receipt.heard;
  out["ended_by"] = receipt.ended_by;
  return write_json(out);
}

std::string write_policy_payload(const PolicyHead& head, const json::object& regulation) {
  auto out = header_object(head.header);
  out["version"] = head.version;
  out["unit"] = head.unit.text();
  for (const auto& member : regulation)
    if (!out.contains(member.key())) out.insert(member);
  return write_json(out);
}

}  // namespace loa::protocol
