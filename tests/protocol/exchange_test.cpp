// Whole conversations on virtual time, with the bytes that really travel: what is lost, doubled, late, forged or reordered.
#include "protocol/content.h"
#include "protocol/link.h"
#include "tests/protocol/register_bench.h"

namespace loa::test {
namespace {

using namespace protocol;

// --- time: a nonce goes out, a signed beacon comes back, through an agent that may do anything.
class TimeExchange : public RegisterBench {
 protected:
  void SetUp() override { hold_everything(); }
  void run(Millis span) {
    steady += span;
    pass(span);
  }
  Bytes ask() {
    world.random().fill(nonce);
    sent = steady;
    return encode_link(LinkTimeRequest{nonce});
  }
  // What the controller answers to a request's bytes.
  Bytes answer(const Bytes& request, Millis lie = 0ms) {
    LinkDecoder decoder;
    EXPECT_TRUE(decoder.feed(request));
    const auto asked = std::get<LinkTimeRequest>(*decoder.next());
    return encode_link(LinkBeacon{world.time(asked.nonce, now + lie, 1, 1)});
  }
  std::string hear(const Bytes& wire) {
    LinkDecoder decoder;
    EXPECT_TRUE(decoder.feed(wire));
    const auto envelope = std::get<LinkBeacon>(*decoder.next()).envelope;
    if (const auto admission = reg.examine(envelope, now); !admission) return admission.error().code;
    const auto time = read_payload<Time>(decode_envelope(envelope)->payload).value();
    if (time.nonce != nonce) return "nonce";
    nonce = {};
    const auto status = keeper.on_beacon(time.now, sent, steady, now);
    return status ? "" : status.error().code;
  }
  SteadyTime steady{500s}, sent{};
  Nonce nonce{};
  TimeKeeper keeper{TimeState{}, "boot", now - 24h};
};

TEST_F(TimeExchange, OneQuestionOneAnswer) {
  const auto question = ask();
  run(20ms);
  const auto beacon = answer(question);
  run(20ms);
  EXPECT_EQ(hear(beacon), "");
  EXPECT_EQ(keeper.at(steady).now, now);
}

TEST_F(TimeExchange, AnOldAnswerPlayedAgainIsNoAnswer) {
  const auto beacon = answer(ask());
  ASSERT_EQ(hear(beacon), "");
  run(1h);
  ask();
  EXPECT_EQ(hear(beacon), "nonce");
  EXPECT_EQ(keeper.at(steady).now, now);
}

TEST_F(TimeExchange, AnAnswerHeldBackIsTooLate) {
  const auto beacon = answer(ask());
  run(5001ms);
  EXPECT_EQ(hear(beacon), "time.round_trip");
  EXPECT_FALSE(keeper.at(steady).known);
}

TEST_F(TimeExchange, AnAnswerHeldBackAShortWhileCannotMoveTheClockBeyondItsBound) {
  const auto beacon = answer(ask());
  run(4s);
  ASSERT_EQ(hear(beacon), "");
  const auto estimate = keeper.at(steady);
  EXPECT_LE(std::chrono::abs(estimate.now - now), estimate.error);
}

TEST_F(TimeExchange, AForgedAnswerIsRefused) {
  ask();
  const auto forged = world.sign(world.time_document(nonce, now + 1h, 1, 1), {world.stranger().key()});
  EXPECT_EQ(hear(encode_link(LinkBeacon{forged})), "trust.unknown_key");
  const auto officer = world.sign(world.time_document(nonce, now + 1h, 1, 1), {world.approver().key()});
  EXPECT_EQ(hear(encode_link(LinkBeacon{officer})), "trust.scope_action");
}

TEST_F(TimeExchange, AStolenControllerMovesTheClockAMinuteADay) {
  ASSERT_EQ(hear(answer(ask())), "");
  Millis lie{0};
  for (int hour = 0; hour < 24 * 3; ++hour) {
    run(1h);
    if (hear(answer(ask(), lie + 30s)).empty()) lie += 30s;
  }
  EXPECT_LE(lie, 3 * 60s);
}

// --- documents: a root, then parts by name, from an agent that may mix them up.
class Delivery : public RegisterBench {
 protected:
  // What a device does with a part: by name, then document by document.
  std::size_t hand(const Root& root, Part part, const Bytes& bytes) {
    if (World::name_of(bytes) != root.parts[static_cast<std::size_t>(part)]) return 0;
    const auto list = decode_envelope_list(bytes, kMaxPart);
    return list ? reg.admit_all(*list, now).admitted.size() : 0;
  }
};

TEST_F(Delivery, OfARootAndItsPartsMakesTheSoundPossible) {
  const auto held = world.approval(programme, {commune()});
  Library library;
  library.approvals = {held};
  const auto parts = world.parts(world.site(), library);
  const auto root = world.root_document(world.site(), parts);
  EXPECT_EQ(hand(root, Part::trust, parts.of(Part::trust)), 1u);
  EXPECT_EQ(hand(root, Part::map, parts.of(Part::map)), 1u);
  EXPECT_EQ(hand(root, Part::policy, parts.of(Part::policy)), 3u);
  EXPECT_EQ(hand(root, Part::place, parts.of(Part::place)), 1u);
  const auto read = read_library(as_text(parts.of(Part::library))).value();
  EXPECT_EQ(reg.admit_all(read.approvals, now).admitted.size(), 1u);
  EXPECT_EQ(play(request(held)), "");
}

TEST_F(Delivery, OfAPartThatTheRootDoesNotNameIsNothing) {
  const auto parts = world.parts(world.site(), {});
  const auto root = world.root_document(world.site(), parts);
  auto other = parts.of(Part::trust);
  other.back() ^= 1;
  EXPECT_EQ(hand(root, Part::trust, other), 0u);
  EXPECT_EQ(hand(root, Part::map, parts.of(Part::trust)), 0u);
  EXPECT_FALSE(reg.trust());
}

// --- mail: pushed whole, by two ways, in any order.
class MailExchange : public RegisterBench {
 protected:
  void SetUp() override { hold_everything(); }
  // What arrives is taken document by document; the codes of what was refused.
  std::vector<std::string> deliver(std::vector<Bytes> envelopes) {
    const auto wire = encode_mail({++version, std::move(envelopes)});
    std::vector<std::string> refused;
    for (const auto& refusal : reg.admit_all(decode_mail(wire)->envelopes, now).refused) refused.push_back(refusal.error.code);
    return refused;
  }
  std::int64_t version = 0;
};

TEST_F(MailExchange, TheSecondWayBringsNothingNew) {
  const auto alert = world.alert_document(programme, {commune()}, 10min);
  const auto wire = world.sign(alert, both_duty());
  EXPECT_TRUE(deliver({wire}).empty());
  EXPECT_TRUE(reg.examine(wire, now)->already_held);
  EXPECT_TRUE(deliver({wire}).empty());
  EXPECT_EQ(reg.alerts_in_force(now).size(), 1u);
}

TEST_F(MailExchange, AbsenceEndsNothing) {
  const auto alert = world.alert_document(programme, {commune()}, 10min);
  EXPECT_TRUE(deliver({world.sign(alert, both_duty())}).empty());
  EXPECT_TRUE(deliver({}).empty());
  EXPECT_EQ(play(request(alert)), "");
}

TEST_F(MailExchange, AStopOvertakesItsAlert) {
  const auto alert = world.alert_document(programme, {commune()}, 10min);
  const auto stop = stop_of(alert, world.duty_two());
  EXPECT_TRUE(deliver({stop}).empty());
  EXPECT_TRUE(deliver({world.sign(alert, both_duty()), stop}).empty());
  EXPECT_EQ(play(request(alert)), "play.no_alert");
}

TEST_F(MailExchange, ABadEnvelopeHindersNoOther) {
  const auto alert = world.alert_document(programme, {commune()}, 10min);
  auto broken = world.sign(world.alert_document(programme, {commune()}, 10min), both_duty());
  broken.back() ^= 1;
  EXPECT_EQ(deliver({broken, to_bytes("x"), world.sign(alert, both_duty())}).size(), 2u);
  EXPECT_EQ(play(request(alert)), "");
}

// --- content: wants go up, chunks come down, some are lost; two receivers miss different ones.
class Receiver {
 public:
  explicit Receiver(std::size_t size) : missing(chunk_count(size), true), bytes(size) {}
  void take(const Bytes& wire) {
    const auto chunk = decode_chunk(wire);
    if (!chunk || chunk->size != bytes.size()) return;
    std::copy(chunk->bytes.begin(), chunk->bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(chunk->index * kChunkBytes));
    missing.set(chunk->index, false);
  }
  std::string want(const Hash& name) const {
    Want out;
    out.contents[name] = {bytes.size(), {}, false, missing};
    return write_want(out);
  }
  Bitmap missing;
  Bytes bytes;
};

TEST(ContentExchange, LostChunksAreAskedForUntilAllIsThere) {
  SeededRandom random(3);
  Bytes content(kChunkBytes * 11 + 500);
  random.fill(content);
  const auto name = sha256(content);
  Receiver one(content.size()), two(content.size());
  int passes = 0;
  while (one.missing.ones() + two.missing.ones() > 0) {
    ASSERT_LT(++passes, 50);
    auto wanted = read_want(one.want(name))->contents.at(name).missing;
    wanted |= read_want(two.want(name))->contents.at(name).missing;
    for (std::uint32_t i = 0; i < wanted.count(); ++i) {
      if (!wanted.test(i)) continue;
      const auto from = i * kChunkBytes;
      const auto wire = encode_chunk({i, wanted.count(), content.size(),
                                      ByteSpan(content).subspan(from, std::min(kChunkBytes, content.size() - from))});
      if (random.below(3) != 0) one.take(wire);
      if (random.below(3) != 0) two.take(wire);
    }
  }
  EXPECT_EQ(sha256(one.bytes), name);
  EXPECT_EQ(sha256(two.bytes), name);
}

}  // namespace
}  // namespace loa::test
