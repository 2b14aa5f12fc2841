// Slows down whoever guesses passwords, and never locks out the people who raise alarms. Failures count for (login, address)
// and for the login alone; a device that signed in before, and an approver whose code is right, have counts of their own that
// strangers can't move. Kept in memory: a restart forgets it. Pure; at most 20,000 counts, the oldest leave.
#pragma once

#include "core/time.h"

#include <map>
#include <string>

namespace loa::controller {

struct SignInTry {
  std::string login, address;
  std::string device;          // hash of the known-device cookie, when it belongs to this account; else ''
  bool second_factor = false;  // a right one-time code came with it
  bool emergency_role = false;
};

class SignInGuard {
 public:
  // How long to wait before this try is looked at; zero: go on.
  Millis wait(const SignInTry& it, UtcTime now) const;
  void failed(const SignInTry& it, UtcTime now);
  void forgive(const SignInTry& it, UtcTime now);  // takes back one failed()
  void passed(const SignInTry& it);
  std::size_t size() const { return counts_.size(); }

 private:
  struct Count {
    int failures = 0;
    UtcTime free_at{};
  };
  Millis wait_of(const std::string& key, UtcTime now) const;
  void make_room(UtcTime now);
  void count(const std::string& key, int allowed, UtcTime now);

  std::map<std::string, Count> counts_;
};

}  // namespace loa::controller
