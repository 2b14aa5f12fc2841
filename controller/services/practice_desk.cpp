#include "controller/services/practice_desk.h"

namespace loa::controller {

namespace {

constexpr std::size_t kSessions = 300;
constexpr auto kLife = std::chrono::hours(12);

}  // namespace

Result<PracticeSession*> PracticeDesk::start(std::string name, UnitId unit, bool online, std::string by) {
  const UtcTime now = context_.now();
  std::erase_if(sessions_, [&](const auto& each) { return each.second.begun + kLife < now; });
  if (sessions_.size() >= kSessions) return fail("practice.busy");
  const auto id = PracticeId::make(now, context_.random);
  const auto today = date::floor<date::days>(context_.zone.to_civil(now));
  PracticeSession session{id, std::move(name), unit, online, std::move(by), now, false, PracticeStation(today, context_.random)};
  return &sessions_.emplace(id, std::move(session)).first->second;
}

PracticeSession* PracticeDesk::find(const PracticeId& id, const std::string& by) {
  const auto found = sessions_.find(id);
  return found == sessions_.end() || found->second.by != by ? nullptr : &found->second;
}

}  // namespace loa::controller
