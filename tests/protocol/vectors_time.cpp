// Vectors of time: what a device believes after each beacon.
#include "protocol/time_keeper.h"
#include "tests/protocol/vectors.h"

namespace loa::test {
namespace {

using namespace protocol;

class Story {
 public:
  json::array take() { return std::move(cases_); }

  void boot(const std::string& id) {
    keeper_ = TimeKeeper(keeper_.state(), id, build());
    json::object one{{"boot", id}, {"build_utc", to_unix_ms(build())}};
    believe(one);
  }
  void pass(Millis span) {
    steady_ += span;
    utc_ += span;
  }
  void beacon(Millis lie, Millis round_trip, Millis system_lie, std::string_view says) {
    const auto sent = steady_;
    pass(round_trip / 2);
    const auto said = utc_ + lie;
    pass(round_trip / 2);
    (void)keeper_.on_beacon(said, sent, steady_, utc_ + system_lie);
    json::object one{{"beacon", to_unix_ms(said)}, {"sent_us", us(sent)}, {"received_us", us(steady_)},
                     {"system_utc", to_unix_ms(utc_ + system_lie)}, {"says", says}};
    believe(one);
  }
  void floor(UtcTime issued) {
    keeper_.raise_floor(issued);
    json::object one{{"officer_signed_at", to_unix_ms(issued)}};
    believe(one);
  }
  void look() {
    json::object one;
    believe(one);
  }
  UtcTime utc() const { return utc_; }

 private:
  static std::int64_t us(SteadyTime t) { return t.time_since_epoch().count(); }
  static UtcTime build() { return SampleDocuments::now() - 24h * 30; }
  void believe(json::object& one) {
    const auto estimate = keeper_.at(steady_);
    one["at_us"] = us(steady_);
    one["known"] = estimate.known;
    one["now"] = to_unix_ms(estimate.now);
    one["error_ms"] = estimate.error.count();
    cases_.push_back(std::move(one));
  }

  json::array cases_;
  SteadyTime steady_{1000s};
  UtcTime utc_ = SampleDocuments::now();
  TimeKeeper keeper_{TimeState{}, "", build()};
};

}  // namespace

json::array time_cases() {
  Story story;
  story.boot("boot-1");
  story.beacon(0ms, 100ms, -61s, "time.disagrees");
  story.beacon(0ms, 5002ms, 0ms, "time.round_trip");
  story.beacon(0ms, 100ms, 2s, "");
  story.pass(1h);
  story.look();
  story.beacon(0ms, 40ms, 0ms, "");
  story.beacon(2min, 40ms, 0ms, "time.step");
  story.beacon(0ms, 40ms, 0ms, "");
  story.beacon(45s, 40ms, 0ms, "");
  story.beacon(61s, 40ms, 0ms, "time.step");
  story.beacon(0ms, 40ms, 0ms, "");
  story.boot("boot-1");
  story.floor(story.utc() - 10min);
  story.pass(24h * 20);
  story.look();
  story.boot("boot-2");
  story.beacon(-24h * 21, 40ms, 0ms, "time.before_floor");
  story.beacon(0ms, 40ms, 0ms, "");
  return story.take();
}

}  // namespace loa::test
