#include "tests/simulation/agent_process.h"

#include "agent/domain/value_keys.h"

namespace loa::sim {
namespace {

using namespace std::chrono_literals;
using protocol::Leaf;

constexpr auto kLazy = 15min;    // an idle process outside of the watched spans
constexpr auto kPoll = 20s;

std::uint64_t kind_of(const agent::Event& event) { return event.index(); }

Hash salted(const Hash& hash, std::uint64_t life) { return sha256(hash.hex() + std::to_string(life)); }

}  // namespace

AgentProcess::AgentProcess(Stage& stage, Net& net, Link& link, int index)
    : stage_(stage), net_(net), link_(link), index_(index), chance_(stage.options.seed, 100 + static_cast<std::uint64_t>(index)),
      device_("agent" + std::to_string(index), stage.now(), chance_), store_(make_uuid_v7(stage.utc(), chance_.random())),
      disk_(stage.loop, chance_, stage.is(Defect::agent_disk_lies)) {
  link_.agent().changed = [this](bool up) {
    if (up) deliver(agent::BridgeUp{});
    else deliver(agent::BridgeDown{});
  };
  link_.agent().message = [this](const protocol::LinkMessage& message) { from_bridge(message); };
}

void AgentProcess::start() {
  ++life_;
  ticked_ = stage_.now();
  stage_.note("agent.start", index_, life_, device_.boot_id());
  agent::AgentSettings settings{site().agent, stage_.world.genesis(), device_.boot_id(), stage_.world.genesis().issued,
                                std::uint64_t{256} << 20, "loa-agent"};
  core_ = std::make_unique<agent::AgentCore>(std::move(settings), chance_.random());
  deliver(agent::Restored{store_.load()});
  listen();
  link_.alive(link_.agent(), true);
  poll();
}

void AgentProcess::resume() {
  if (!up() && device_.powered()) start();
}

void AgentProcess::crash() {
  if (!core_) return;
  stage_.note("agent.crash", index_, life_);
  ++life_;
  net_.agent(index_, nullptr);
  ears_.reset();
  core_.reset();
  link_.alive(link_.agent(), false);
  disk_.crash();
  events_.clear();
  http_busy_.clear();
  armed_ = false;
  if (on_crash) on_crash();
  if (stage_.is(Defect::journal_restarts)) store_.restart_journal();
}

void AgentProcess::listen() {
  ears_ = std::make_shared<AgentEars>(AgentEars{
      .transport = [this](bool up) {
        if (up) deliver(agent::TransportUp{});
        else deliver(agent::TransportDown{});
      },
      .bulk = [this](bool up) {
        if (up) deliver(agent::BulkUp{});
        else deliver(agent::BulkDown{});
      },
      .message = [this](Leaf leaf, const Bytes& payload) { deliver(agent::MessageIn{leaf, payload}); },
      .chunk = [this](const Hash& content, const Bytes& wire) { deliver(agent::ChunkIn{content, wire}); },
      .http = [this](agent::HttpDone done) {
        http_busy_.erase(done.request.kind);
        deliver(std::move(done));
      }});
  net_.agent(index_, ears_);
}

void AgentProcess::deliver(agent::Event event) {
  if (!core_) return;
  events_.push_back(std::move(event));
  if (std::exchange(delivering_, true)) return;
  while (!events_.empty()) {
    const agent::Event next = std::move(events_.front());
    events_.pop_front();
    stage_.note("agent", index_, kind_of(next));
    for (auto& action : core_->step(next, moment())) perform(std::move(action));
  }
  delivering_ = false;
  arm_timer();
}

void AgentProcess::perform(agent::Action action) {
  if (auto* write = std::get_if<agent::Write>(&action)) return perform_write(std::move(*write));
  if (const auto* seal = std::get_if<agent::SealContent>(&action)) return perform_seal(seal->content);
  if (const auto* publication = std::get_if<agent::Publish>(&action)) return publish(publication->publication);
  if (auto* contents = std::get_if<agent::SubscribeContent>(&action)) return net_.subscribe(index_, std::move(contents->contents));
  if (auto* message = std::get_if<agent::ToBridge>(&action)) return to_bridge(std::move(message->message));
  if (auto* http = std::get_if<agent::HttpRequest>(&action)) return request(std::move(*http));
  if (const auto* emit = std::get_if<agent::Emit>(&action)) return stage_.note("agent.says", index_, 0, emit->event);
  const auto later = [this](auto read) {
    disk_.submit(Disk::Kind::read, {}, [this, life = life_, read] {
      if (life == life_) deliver(read());
    });
  };
  if (const auto* read = std::get_if<agent::ReadContent>(&action)) later([this, c = read->content]() -> agent::Event { return store_.read(c); });
  if (const auto* unit = std::get_if<agent::ReadUnit>(&action))
    later([this, u = *unit]() -> agent::Event { return store_.read_unit(u.content, u.index); });
  if (const auto* rows = std::get_if<agent::ReadRows>(&action))
    later([this, r = *rows]() -> agent::Event { return store_.read_rows(r.from, r.max_bytes); });
}

void AgentProcess::perform_write(agent::Write asked) {
  const auto write = std::make_shared<const agent::Write>(std::move(asked));
  const bool held = !disk_full_;
  const auto answer = [this, life = life_, token = write->token, held] {
    if (life == life_) deliver(agent::Written{token, held, held ? "" : "full"});
  };
  Disk::Task apply = [this, write] {
    store_.apply(*write);
    durable(*write);
  };
  disk_.submit(held ? Disk::Kind::write : Disk::Kind::read, held ? std::move(apply) : Disk::Task{}, answer);
  maybe_die();
}

void AgentProcess::perform_seal(const Hash& content) {
  const auto matches = std::make_shared<bool>(true);
  const bool early = stage_.is(Defect::early_seal);
  const auto answer = [this, life = life_, content, matches] {
    if (life == life_) deliver(agent::Sealed{content, *matches});
  };
  if (early) stage_.loop.after(1ms, answer);
  const auto apply = [this, content, matches] { *matches = store_.seal(content); };
  if (early) stage_.loop.after(10s, [this, life = life_, apply] { if (life == life_) disk_.submit(Disk::Kind::seal, apply, {}); });
  else disk_.submit(Disk::Kind::seal, apply, answer);
  maybe_die();
}

// What is durable from this moment on, told to the rules.
void AgentProcess::durable(const agent::Write& write) {
  for (const auto& op : write.ops) {
    if (const auto* rows = std::get_if<agent::AppendRows>(&op))
      for (const auto& row : rows->rows) stage_.watch.row_written(index_, row);
    if (const auto* gone = std::get_if<agent::DeleteRowsUpTo>(&op)) stage_.watch.rows_deleted(index_, gone->seq, stage_.now());
  }
}

void AgentProcess::maybe_die() {
  if (!std::exchange(armed_, false)) return;
  stage_.loop.after(chance_.time(0us, 40ms), [this, life = life_] {
    if (life != life_) return;
    crash();
    stage_.loop.after(chance_.time(500ms, 60s), [this] { resume(); });
  });
}

void AgentProcess::publish(const protocol::Publication& publication) {
  const auto topic = protocol::parse_agent_topic(publication.topic);
  if (topic && topic->leaf == Leaf::reported) check_reported(as_text(publication.payload));
  net_.publish(index_, publication);
}

void AgentProcess::request(agent::HttpRequest request) {
  if (request.kind == agent::HttpKind::reported) check_reported(as_text(request.body));
  if (http_busy_.insert(request.kind).second) return net_.request(index_, std::move(request));
  stage_.loop.after(0us, [this, life = life_, request = std::move(request)] {
    if (life == life_) deliver(agent::HttpDone{request, 0, {}});
  });
}

// Nothing is reported that a power cut could take away.
void AgentProcess::check_reported(std::string_view text) {
  const auto reported = protocol::read_reported(text);
  if (!reported) return stage_.broken("reported.bad", reported.error().code);
  const Bytes* bytes = store_.value(agent::kRootKey);
  const auto envelope = bytes ? protocol::decode_envelope(*bytes) : Result<protocol::Envelope>(fail("none"));
  const std::int64_t durable = envelope ? protocol::read_payload<protocol::Root>(envelope->payload)->version : 0;
  if (reported->root > durable) stage_.broken("reported.root_early", "agent " + std::to_string(index_) + " reports root " +
                                                  std::to_string(reported->root) + ", durable is " + std::to_string(durable));
  for (const Hash& manifest : reported->ready) {
    const auto content = protocol::read_manifest(as_text(stage_.world.contents().at(manifest)));
    for (const Hash& hash : {manifest, content->unit_list, content->audio})
      if (!store_.complete(hash)) stage_.broken("content.early", "agent " + std::to_string(index_) + " reports content that is not durable");
  }
}

void AgentProcess::to_bridge(protocol::LinkMessage message) {
  if (const auto* ack = std::get_if<protocol::LinkReceiptAck>(&message))
    stage_.watch.receipt_acknowledged(index_, receipts_sent_, ack->number, stage_.now());
  if (auto* play = std::get_if<protocol::LinkPlay>(&message)) {
    stage_.note("play.asked", index_, play->request.clusters.size(), play->request.occurrence.short_hex());
    if (stage_.is(Defect::occurrence_salted)) play->request.occurrence = salted(play->request.occurrence, life_);
  }
  link_.to_bridge(std::move(message));
}

void AgentProcess::from_bridge(const protocol::LinkMessage& message) {
  const auto* receipt = std::get_if<protocol::LinkReceipt>(&message);
  if (receipt) receipts_sent_[receipt->number] = sha256(receipt->envelope);
  if (receipt && stage_.is(Defect::early_receipt_ack)) to_bridge(protocol::LinkReceiptAck{receipt->number});
  deliver(agent::BridgeIn{message});
}

// Something is under way that a slow process would hold up.
bool AgentProcess::busy() const {
  if (!net_.reachable(index_)) return false;
  return core_->cache().incomplete() || core_->journal().waiting_rows() > 0 || !core_->documents().settled() ||
         !core_->time(moment().steady).known;
}

TrueTime AgentProcess::wake_at() const {
  const TrueTime now = stage_.now();
  const TrueTime exact = core_->next_wake() == SteadyTime::max() ? TrueTime::max() : now + (core_->next_wake() - moment().steady);
  if (stage_.attention.at(now) || busy()) return std::min(exact, now + 60s);
  return std::max(exact, std::min<TrueTime>(ticked_ + kLazy, stage_.attention.next(now)));
}

void AgentProcess::arm_timer() {
  const TrueTime at = std::max(wake_at(), stage_.now() + 1ms);
  if (at == timer_at_) return;
  timer_at_ = at;
  stage_.loop.at(at, [this, timer = ++timer_, life = life_] {
    if (timer != timer_ || life != life_) return;
    timer_at_ = TrueTime::max();
    ticked_ = stage_.now();
    deliver(agent::Tick{});
  });
}

void AgentProcess::poll() {
  const bool close = stage_.attention.at(stage_.now()) || !net_.open(index_);
  if (!net_.open(index_) || close) net_.poll(index_, core_->documents().root_seen(), core_->documents().mail_version());
  stage_.loop.after(close && net_.reachable(index_) ? Micros(kPoll) : Micros(kLazy), [this, life = life_] {
    if (life == life_) poll();
  });
}

}  // namespace loa::sim
