#include "schedules/walk.h"

#include <algorithm>
#include <deque>

namespace loa::schedules {
namespace {

// One candidate on its way: `origin` moves when it is pushed; `end` with it.
struct Walker {
  Candidate candidate;
  UtcTime origin, end;
  bool is_pushed = false;  // waits for its whole length
  bool has_sounded = false;
  Error last_loss;

  const Occurrence& what() const { return *candidate.occurrence; }
};

Error lost_to(const Candidate& winner, const Candidate& loser) {
  return fail(std::string(deciding_rule(winner.strength, loser.strength)),
              {{"winner", winner.occurrence->title}, {"loser", loser.occurrence->title},
               {"winner_rung", std::string(to_text(winner.strength.rung))},
               {"loser_rung", std::string(to_text(loser.strength.rung))}});
}

class Walk {
 public:
  Walk(ClusterId cluster, std::vector<Candidate> candidates, const Zone& zone) : cluster_(cluster), zone_(zone) {
    std::ranges::sort(candidates, {}, [](const Candidate& c) { return std::pair(c.occurrence->start, c.strength); });
    for (auto& c : candidates) coming_.push_back({c, c.occurrence->start, c.occurrence->end, false, false, {}});
  }

  WalkResult run() {
    while (!coming_.empty() || current_) {
      const bool ends_first = current_ && (coming_.empty() || current_->end <= coming_.front().origin);
      if (ends_first) {
        const auto at = current_->end;
        leave(at);
        current_.reset();
        choose_next(at);
      } else {
        auto walker = std::move(coming_.front());
        coming_.pop_front();
        arrive(std::move(walker));
      }
    }
    return std::move(result_);
  }

 private:
  void arrive(Walker walker) {
    const auto at = walker.origin;
    if (!current_) return begin(std::move(walker), at);
    const auto& now = current_->candidate.strength;
    const auto& next = walker.candidate.strength;
    const bool interrupts = next.rung < now.rung ||
                            (next.rung == now.rung && next < now && current_->what().overrun == Overrun::cut);
    if (interrupts) {
      leave(at);
      auto loser = std::move(*current_);
      note_loss(walker.candidate, loser, at);
      current_.reset();
      begin(std::move(walker), at);
      wait(std::move(loser));
    } else {
      note_loss(current_->candidate, walker, at);
      const bool same_or_stronger = now.rung <= next.rung;
      walker.is_pushed = same_or_stronger && (current_->what().overrun == Overrun::push || is_next_in_playlist(walker));
      wait(std::move(walker));
    }
  }

  // Each entry sounds whole behind a late one before it, whatever the item says to others.
  bool is_next_in_playlist(const Walker& walker) const {
    return walker.what().part > 0 && walker.what().item == current_->what().item;
  }

  void begin(Walker walker, UtcTime at) {
    begun_at_ = at;
    current_ = std::move(walker);
  }

  void leave(UtcTime at) {
    // Begun and interrupted at the same instant is not having sounded.
    if (at <= begun_at_) return;
    current_->has_sounded = true;
    result_.planned.push_back({current_->what().id, cluster_, begun_at_, at, current_->origin, current_->what().volume, false});
  }

  void wait(Walker walker) {
    if (walker.is_pushed || walker.what().late == Late::join) return waiting_.push_back(std::move(walker));
    give_up(walker);
  }

  void give_up(const Walker& walker) {
    if (!walker.has_sounded) result_.dropped.push_back({walker.what().id, cluster_, walker.last_loss});
  }

  void choose_next(UtcTime at) {
    std::ranges::sort(waiting_, {}, [](const Walker& w) { return w.candidate.strength; });
    std::vector<Walker> still;
    for (auto& walker : waiting_) {
      if (!can_go(walker, at)) {
        give_up(walker);
      } else if (!current_) {
        begin(std::move(walker), at);
      } else {
        still.push_back(std::move(walker));
      }
    }
    waiting_ = std::move(still);
  }

  // A pushed walker moves to `at` when that is near enough and inside the policy.
  bool can_go(Walker& walker, UtcTime at) const {
    if (!walker.is_pushed) return walker.end - at >= std::min(kMinimumJoin, walker.end - walker.origin);
    const auto length = walker.what().end - walker.what().start;
    if (at - walker.what().start > kMaxPush) {
      walker.last_loss = fail("schedule.pushed_too_far", {{"title", walker.what().title}});
      return false;
    }
    if (auto allowed = walker.candidate.policy->allows(at, length, walker.what().cls, 0, Millis{0}, zone_); !allowed) {
      walker.last_loss = allowed.error();
      return false;
    }
    if (!current_) {
      walker.origin = at;
      walker.end = at + length;
      walker.is_pushed = false;
    }
    return true;
  }

  void note_loss(const Candidate& winner, Walker& loser, UtcTime at) {
    loser.last_loss = lost_to(winner, loser.candidate);
    result_.losses.push_back({loser.what().id, winner.occurrence->id, cluster_, at, loser.last_loss});
  }

  const ClusterId cluster_;
  const Zone& zone_;
  std::deque<Walker> coming_;
  std::vector<Walker> waiting_;
  std::optional<Walker> current_;
  UtcTime begun_at_{};
  WalkResult result_;
};

}  // namespace

WalkResult walk(ClusterId cluster, std::vector<Candidate> candidates, const Zone& zone) {
  return Walk(cluster, std::move(candidates), zone).run();
}

}  // namespace loa::schedules
