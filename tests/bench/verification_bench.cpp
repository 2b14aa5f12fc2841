// What the last gate costs: the register's full check of an approval (size, signature over raw bytes, grant, revocation, parse,
// scope, ratchet) beside libsodium's bare Ed25519 verification of messages of the same size. One thread, turn by turn.
#include "tests/bench/ground.h"
#include "tests/world/world.h"

#include <sodium.h>

#include <chrono>

namespace loa::bench {
namespace {

constexpr int kRounds = 15;
constexpr std::size_t kDocuments = 1000;

template <class Work>
double rate(std::size_t count, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < count; ++i) {
    if (!work(i)) throw std::runtime_error("a good document was refused");
  }
  return static_cast<double>(count) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

protocol::Register founded(test::World& world) {
  protocol::Register reg(world.genesis());
  for (const auto& envelope : {world.trust(), world.map(), world.place(world.site())}) {
    reg.accept(must(reg.examine(envelope, world.now())));
  }
  return reg;
}

struct Signed {
  Bytes message;
  std::array<unsigned char, crypto_sign_BYTES> signature;
};

}  // namespace

Rows bench_verification(const Ground&) {
  test::World world;
  const auto reg = founded(world);
  std::vector<Bytes> envelopes;
  for (std::size_t i = 0; i < kDocuments; ++i) {
    envelopes.push_back(world.approval(world.light_programme(std::chrono::seconds(1)), {world.site().unit}));
  }
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_keypair(key.data(), secret.data());
  std::vector<Signed> raw;
  for (const auto& envelope : envelopes) {
    raw.push_back({envelope, {}});
    crypto_sign_detached(raw.back().signature.data(), nullptr, envelope.data(), envelope.size(), secret.data());
  }
  std::vector<double> ours, floor;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(rate(kDocuments, [&](std::size_t i) { return reg.examine(envelopes[i], world.now()).has_value(); }));
    floor.push_back(rate(kDocuments, [&](std::size_t i) {
      return crypto_sign_verify_detached(raw[i].signature.data(), raw[i].message.data(), raw[i].message.size(), key.data()) == 0;
    }));
  }
  return {ratio_at_least("verification.documents", "1/s", median(ours), {"libsodium Ed25519 alone", median(floor)}, 0.5)};
}

}  // namespace loa::bench
