#include "controller/services/mqtt_service.h"

#include "core/files.h"
#include "protocol/limits.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kOpenFiles = 4;
constexpr auto kBusyTick = 10ms;
constexpr auto kIdleTick = 50ms;

}  // namespace

MqttService::MqttService(Context& context, Desk& desk, EventDesk& events, protocol::Transport& main,
                         protocol::Transport& bulk)
    : context_(context), desk_(desk), events_(events), main_(main), bulk_(bulk) {}

void MqttService::start(Publisher& publisher, Uplink& uplink) {
  publisher_ = &publisher;
  uplink_ = &uplink;
  main_.start({[this] { on_up(); },
               [this](std::string reason) {
                 context_.log.warn("mqtt.down", {{"why", reason}});
                 publisher_->transport_down();
                 uplink_->transport_down();
                 events_.tell("alarm", fail("broker.down", {{"why", reason}}));
               },
               [this](const std::string& topic, ByteSpan payload) { on_message(topic, payload); }, [](int) {}});
  bulk_.start({[this] { context_.log.info("mqtt.bulk_up"); },
               [this](std::string reason) {
                 context_.log.warn("mqtt.bulk_down", {{"why", reason}});
                 desk_.sender.transport_down();
               },
               [](const std::string&, ByteSpan) {}, [this](int) { desk_.sender.published(); }});
  context_.tasks.spawn("content.pump", pump());
}

void MqttService::stop() {
  main_.stop();
  bulk_.stop();
}

void MqttService::on_up() {
  context_.log.info("mqtt.up");
  auto subscribed = main_.subscribe({{"loa/1/agent/+/reported", 1},
                                     {"loa/1/agent/+/link", 1},
                                     {"loa/1/agent/+/journal", 1},
                                     {"loa/1/agent/+/want", 0},
                                     {"loa/1/agent/+/time", 0},
                                     {"loa/1/agent/+/now", 0}});
  if (!subscribed) context_.log.error("mqtt.subscribe", {{"why", to_line(subscribed.error())}});
  publisher_->transport_up();
  events_.tell("info", fail("broker.up"));
}

void MqttService::publish(const std::string& topic, Bytes payload, int qos, bool retain) {
  auto sent = main_.publish({topic, std::move(payload), qos, retain});
  if (!sent) context_.log.warn("mqtt.not_sent", {{"topic", topic}, {"why", to_line(sent.error())}});
}

void MqttService::send(const Republish& what) {
  const bool root = what.channel == Channel::root;
  const Bytes* bytes = root ? desk_.roots.root(what.agent) : desk_.roots.mail(what.agent);
  if (!bytes) return;
  context_.log.info("publish", {{"agent", what.agent.text()}, {"what", root ? "root" : "mail"},
                                {"version", std::to_string(what.version)}});
  publish(protocol::agent_topic(what.agent, root ? protocol::Leaf::root : protocol::Leaf::mail), *bytes, 1, true);
}

void MqttService::watch_levels(UtcTime until) {
  json::object body;
  body["until"] = to_unix_ms(until);
  const Bytes bytes = to_bytes(write_json(body));
  for (const auto& place : desk_.places) {
    publish(protocol::agent_topic(place.agent, protocol::Leaf::watch), bytes, 0, false);
  }
}

void MqttService::on_message(const std::string& topic, ByteSpan payload) {
  const auto parsed = protocol::parse_agent_topic(topic);
  if (!parsed) return;
  const std::string text(as_text(payload));
  switch (parsed->leaf) {
    case protocol::Leaf::reported: return uplink_->reported(parsed->agent, text, Uplink::Way::mqtt);
    case protocol::Leaf::link: return uplink_->link(parsed->agent, text);
    case protocol::Leaf::want: return uplink_->want(parsed->agent, text);
    case protocol::Leaf::now: return uplink_->levels(parsed->agent, text);
    case protocol::Leaf::journal: return context_.tasks.spawn("journal", take_journal(parsed->agent, text));
    case protocol::Leaf::time: {
      auto beacon = uplink_->beacon(parsed->agent, payload);
      if (beacon) publish(protocol::agent_topic(parsed->agent, protocol::Leaf::beacon), std::move(*beacon), 0, false);
      return;
    }
    default: return;
  }
}

asio::awaitable<void> MqttService::take_journal(AgentId agent, std::string text) {
  auto ack = co_await uplink_->journal(agent, std::move(text));
  if (!ack || !*ack) co_return;
  publish(protocol::agent_topic(agent, protocol::Leaf::ack), to_bytes(protocol::write_journal_ack(**ack)), 1, false);
}

bool MqttService::send_chunk(const SendChunk& chunk) {
  auto content = desk_.contents.find(chunk.content);
  if (content == desk_.contents.end()) return false;
  const Bytes* bytes = &content->second.bytes;
  if (!content->second.file.empty()) {
    auto held = std::find_if(open_.begin(), open_.end(), [&](const auto& file) { return file.hash == chunk.content; });
    if (held == open_.end()) {
      auto read = read_file(content->second.file, protocol::kMaxContent);
      if (!read || sha256(*read) != chunk.content) {
        events_.tell("alarm", fail("content.damaged", {{"content", chunk.content.short_hex()}}));
        desk_.contents.erase(content);
        return false;
      }
      if (open_.size() >= kOpenFiles) open_.erase(open_.begin());
      open_.push_back({chunk.content, std::move(*read)});
      held = std::prev(open_.end());
    }
    bytes = &held->bytes;
  }
  const std::size_t begin = std::size_t{chunk.index} * protocol::kChunkBytes;
  if (begin >= bytes->size()) return false;
  const auto part = ByteSpan(*bytes).subspan(begin, std::min(protocol::kChunkBytes, bytes->size() - begin));
  auto sent = bulk_.publish({protocol::content_topic(chunk.content),
                             protocol::encode_chunk({chunk.index, chunk.count, chunk.size, part}), 1, false});
  return sent.has_value();
}

asio::awaitable<void> MqttService::pump() {
  asio::steady_timer timer(context_.loop);
  Gauge& waiting = context_.metrics.gauge("loa_content_unacknowledged");
  Gauge& sent = context_.metrics.gauge("loa_content_bytes_sent_total");
  for (;;) {
    const bool active = bulk_.up() && desk_.sender.busy();
    if (active) {
      for (const auto& chunk : desk_.sender.tick(context_.steady())) {
        if (!send_chunk(chunk)) desk_.sender.published();
      }
    } else if (!desk_.sender.busy()) {
      open_.clear();
    }
    waiting.set(static_cast<std::int64_t>(desk_.sender.unacknowledged()));
    sent.set(desk_.sender.bytes_sent());
    timer.expires_after(active ? kBusyTick : kIdleTick);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace loa::controller
