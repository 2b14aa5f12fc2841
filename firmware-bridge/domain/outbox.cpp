#include "firmware-bridge/domain/outbox.h"

#include "core/json.h"

#include <algorithm>

namespace loa::bridge {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxEntries = 2000;
constexpr std::size_t kMaxSeen = 1000;
constexpr std::size_t kMaxTold = 1000;
constexpr std::int64_t kBurst = 100;  // entries sent ahead of an acknowledgement
constexpr auto kSameEvent = 60s;
constexpr auto kResend = 10s;
constexpr JsonLimits kLimits{.max_bytes = 16 * 1024 * 1024, .max_depth = 8};

json::object write_event(const protocol::LinkEvent& event) {
  json::object params;
  for (const auto& [name, value] : event.error.params) params[name] = value;
  json::object out{{"at", to_unix_ms(event.at)}, {"code", event.error.code}, {"params", params}, {"place", event.error.place}};
  if (event.cluster) out["cluster"] = event.cluster->text();
  return out;
}

protocol::LinkMessage read_entry(const json::value& value, std::int64_t number) {
  JsonFields fields(value);
  if (const auto receipt = fields.text_or_none("receipt", 64 * 1024)) {
    const auto bytes = from_base64(*receipt);
    return protocol::LinkReceipt{number, bytes ? *bytes : Bytes{}};
  }
  protocol::LinkEvent event;
  event.number = number;
  event.at = fields.utc("at");
  event.error.code = fields.text("code");
  event.error.place = fields.text("place");
  if (const auto* params = fields.find("params"); params && params->is_object())
    for (const auto& [name, text] : params->as_object())
      if (text.is_string()) event.error.params.emplace_back(name, text.as_string());
  if (const auto cluster = fields.text_or_none("cluster"))
    if (const auto id = ClusterId::parse(*cluster)) event.cluster = *id;
  return event;
}

}  // namespace

void Outbox::restore(const StoredFiles& stored, const Moment& now) {
  // A fresh store must not reuse numbers that an earlier one has had acknowledged.
  next_ = std::max<std::int64_t>(1, to_unix_ms(now.system_utc));
  const auto file = stored.find("outbox");
  if (file == stored.end()) return;
  const auto parsed = parse_json(as_text(file->second), kLimits);
  if (!parsed) return;
  JsonFields fields(*parsed);
  next_ = std::max(next_, fields.integer("next", 1, (std::int64_t{1} << 53) - 1));
  for (const auto& value : fields.array_or_empty("entries", kMaxEntries)) {
    JsonFields entry(value);
    const auto number = entry.integer("n", 1, (std::int64_t{1} << 53) - 1);
    if (entry.status()) entries_.push_back({number, read_entry(value, number)});
  }
  for (const auto& value : fields.array_or_empty("told", kMaxTold)) {
    JsonFields one(value);
    const auto cluster = one.id<ClusterId>("cluster");
    const Told told{one.hash("occurrence"), one.utc("start")};
    if (one.status()) told_[cluster] = told;
  }
  if (!entries_.empty()) durable_upto_ = entries_.back().number;
}

Bytes Outbox::encode() const {
  json::array entries;
  for (const auto& entry : entries_) {
    json::object one;
    if (const auto* receipt = std::get_if<protocol::LinkReceipt>(&entry.message)) one["receipt"] = to_base64(receipt->envelope);
    else one = write_event(std::get<protocol::LinkEvent>(entry.message));
    one["n"] = entry.number;
    entries.push_back(std::move(one));
  }
  json::array told;
  for (const auto& [cluster, last] : told_)
    told.push_back(json::object{{"cluster", cluster.text()}, {"occurrence", last.occurrence.hex()}, {"start", to_unix_ms(last.start)}});
  return to_bytes(write_json(json::object{{"next", next_}, {"entries", std::move(entries)}, {"told", std::move(told)}}));
}

void Outbox::push(protocol::LinkMessage message) {
  if (entries_.size() >= kMaxEntries) {
    const auto oldest_event = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) {
      return std::holds_alternative<protocol::LinkEvent>(entry.message);
    });
    entries_.erase(oldest_event == entries_.end() ? entries_.begin() : oldest_event);
  }
  entries_.push_back({next_++, std::move(message)});
  dirty_ = true;
}

void Outbox::add_receipt(Bytes envelope, const ClusterId& cluster, const Told& told) {
  told_[cluster] = told;
  push(protocol::LinkReceipt{next_, std::move(envelope)});
}

bool Outbox::has_told(const ClusterId& cluster, const Told& told) const {
  const auto found = told_.find(cluster);
  return found != told_.end() && found->second == told;
}

bool Outbox::fresh(const Note& note, SteadyTime now) {
  std::string key = note.error.code + "|" + note.subject + "|" + (note.cluster ? note.cluster->text() : std::string());
  std::erase_if(seen_, [&](const auto& entry) { return now - entry.second > kSameEvent; });
  if (seen_.size() >= kMaxSeen && !seen_.contains(key)) return false;
  // The clock of an event restarts while it goes on, so that a persistent liar makes one event, not one a minute.
  return seen_.insert_or_assign(std::move(key), now).second;
}

void Outbox::add_note(const Note& note, UtcTime at, SteadyTime now, Actions& out) {
  if (!fresh(note, now)) return;
  out.push_back(Report{note.error, note.cluster});
  push(protocol::LinkEvent{next_, at, note.error, note.cluster});
}

void Outbox::acknowledged(std::int64_t number) {
  while (!entries_.empty() && entries_.front().number <= std::min(number, durable_upto_)) {
    entries_.pop_front();
    dirty_ = true;
  }
}

void Outbox::written(std::uint64_t token) {
  while (!writing_.empty() && writing_.front().first <= token) {
    durable_upto_ = std::max(durable_upto_, writing_.front().second);
    writing_.pop_front();
  }
}

void Outbox::flush(SteadyTime now, Actions& out) {
  if (dirty_) {
    writing_.emplace_back(tokens_.write("outbox", encode(), out), next_ - 1);
    dirty_ = false;
  }
  if (!up_) return;
  if (now - last_sent_ > kResend) sent_upto_ = 0;
  std::int64_t budget = kBurst;
  for (const auto& entry : entries_) {
    if (budget-- <= 0 || entry.number > durable_upto_) break;
    if (entry.number <= sent_upto_) continue;
    out.push_back(Send{entry.message});
    sent_upto_ = entry.number;
    last_sent_ = now;
  }
}

}  // namespace loa::bridge
