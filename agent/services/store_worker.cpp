#include "agent/services/store_worker.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace loa::agent {
namespace {

// Chunks of which more will come may wait a little for them: fewer flushes, which are what wears out a card and what a disk
// does slowest.
constexpr auto kGather = std::chrono::milliseconds(500);
constexpr std::size_t kEnoughChunks = 24;

bool may_wait(const Action& action) {
  const auto* write = std::get_if<Write>(&action);
  return write && std::all_of(write->ops.begin(), write->ops.end(), [](const WriteOp& op) {
           const auto* chunk = std::get_if<PutChunk>(&op);
           return chunk && !chunk->completes;
         });
}

}  // namespace

StoreWorker::StoreWorker(boost::asio::io_context& loop, std::unique_ptr<SqlStore> store, Metrics& metrics, Deliver deliver)
    : loop_(loop), store_(std::move(store)), depth_(metrics.gauge("loa_queue_store_depth")),
      deliver_(std::make_shared<Deliver>(std::move(deliver))), thread_([this] { run(); }) {}

StoreWorker::~StoreWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void StoreWorker::submit(Action action) {
  {
    const std::lock_guard lock(mutex_);
    if (!may_wait(action)) ++others_;
    queue_.push_back(std::move(action));
    depth_.set(static_cast<std::int64_t>(queue_.size()));
  }
  wake_.notify_one();
}

void StoreWorker::run() {
  while (true) {
    std::deque<Action> batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      wake_.wait_for(lock, kGather, [this] { return stopping_ || others_ > 0 || queue_.size() >= kEnoughChunks; });
      batch.swap(queue_);
      others_ = 0;
      depth_.set(0);
    }
    perform(std::move(batch));
  }
}

// The worker may be gone when the loop gets to it: the answer keeps only what it needs.
void StoreWorker::post(Event event) {
  boost::asio::post(loop_, [deliver = std::weak_ptr<Deliver>(deliver_), event = std::move(event)]() mutable {
    if (const auto alive = deliver.lock()) (*alive)(std::move(event));
  });
}

void StoreWorker::perform(std::deque<Action> batch) {
  std::vector<Write> group;
  const auto flush = [&] {
    if (group.empty()) return;
    for (Written& written : store_->perform(group)) post(std::move(written));
    group.clear();
  };
  for (Action& action : batch) {
    if (auto* write = std::get_if<Write>(&action)) {
      group.push_back(std::move(*write));
      continue;
    }
    flush();
    if (const auto* seal = std::get_if<SealContent>(&action)) post(store_->seal(*seal));
    if (const auto* read = std::get_if<ReadContent>(&action)) post(store_->read(read->content));
    if (const auto* unit = std::get_if<ReadUnit>(&action)) post(store_->read_unit(unit->content, unit->index));
    if (const auto* rows = std::get_if<ReadRows>(&action)) post(store_->read_rows(rows->from, rows->max_bytes));
  }
  flush();
}

}  // namespace loa::agent
