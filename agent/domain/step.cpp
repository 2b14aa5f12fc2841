#include "agent/domain/step.h"

namespace loa::agent {

std::int64_t WriteBook::open(WriteDone done) {
  const std::int64_t token = next_++;
  waiting_.emplace(token, std::move(done));
  return token;
}

void WriteBook::close(Step& step, std::int64_t token, bool held) {
  const auto found = waiting_.find(token);
  if (found == waiting_.end()) return;
  const WriteDone done = std::move(found->second);
  waiting_.erase(found);
  if (done) done(step, held);
}

void Step::write(std::vector<WriteOp> ops, WriteDone done) {
  act(Write{book_.open(std::move(done)), std::move(ops)});
}

void Step::emit(Level level, std::string event, std::vector<std::pair<std::string, std::string>> fields) {
  act(Emit{level, std::move(event), std::move(fields)});
}

}  // namespace loa::agent
