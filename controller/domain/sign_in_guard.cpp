#include "controller/domain/sign_in_guard.h"

#include <algorithm>
#include <vector>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr int kAllowedHere = 5;        // typing errors of one person
constexpr int kAllowedAnywhere = 30;   // of one account, from all addresses
constexpr Millis kFirst = 2s;
constexpr Millis kMost = 15min;
constexpr std::size_t kMaxCounts = 20'000;

bool alarm_hand(const SignInTry& it) { return it.emergency_role && it.second_factor; }

// Whose count it is. Nobody without the code can move that of an approver who has it, not even from the same office.
std::string here(const SignInTry& it) {
  if (alarm_hand(it)) return "c " + it.login;
  return it.device.empty() ? "a " + it.login + " " + it.address : "d " + it.login + " " + it.device;
}
std::string anywhere(const SignInTry& it) { return "l " + it.login; }

Millis delay_after(int failures, int allowed) {
  Millis delay = kFirst;
  for (int i = allowed; i < failures && delay < kMost; ++i) delay *= 2;
  return std::min(delay, kMost);
}

}  // namespace

Millis SignInGuard::wait_of(const std::string& key, UtcTime now) const {
  const auto found = counts_.find(key);
  return found == counts_.end() ? Millis{0} : std::max(Millis{0}, found->second.free_at - now);
}

Millis SignInGuard::wait(const SignInTry& it, UtcTime now) const {
  const Millis local = wait_of(here(it), now);
  // What strangers did elsewhere holds back strangers only.
  const bool trusted = !it.device.empty() || alarm_hand(it);
  return trusted ? local : std::max(local, wait_of(anywhere(it), now));
}

// In one pass for many, so that a flood of names costs nothing each.
void SignInGuard::make_room(UtcTime now) {
  std::erase_if(counts_, [&](const auto& entry) { return entry.second.free_at <= now; });
  if (counts_.size() < kMaxCounts) return;
  std::vector<UtcTime> ends;
  for (const auto& [key, count] : counts_) ends.push_back(count.free_at);
  std::ranges::nth_element(ends, ends.begin() + kMaxCounts / 2);
  std::erase_if(counts_, [&](const auto& entry) { return entry.second.free_at <= ends[kMaxCounts / 2]; });
}

void SignInGuard::count(const std::string& key, int allowed, UtcTime now) {
  if (counts_.size() >= kMaxCounts && !counts_.contains(key)) make_room(now);
  Count& count = counts_[key];
  ++count.failures;
  count.free_at = count.failures < allowed ? now : now + delay_after(count.failures, allowed);
}

void SignInGuard::failed(const SignInTry& it, UtcTime now) {
  count(here(it), kAllowedHere, now);
  if (it.device.empty() && !alarm_hand(it)) count(anywhere(it), kAllowedAnywhere, now);
}

void SignInGuard::forgive(const SignInTry& it, UtcTime now) {
  for (const auto& key : {here(it), anywhere(it)}) {
    const auto found = counts_.find(key);
    if (found == counts_.end()) continue;
    found->second.failures = std::max(0, found->second.failures - 1);
    found->second.free_at = now;
  }
}

void SignInGuard::passed(const SignInTry& it) {
  counts_.erase(here(it));
  counts_.erase(anywhere(it));
}

}  // namespace loa::controller
