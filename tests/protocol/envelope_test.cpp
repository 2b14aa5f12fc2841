// The signed envelope: what is refused before anything is parsed, and what a signature binds.
#include "protocol/envelope.h"

#include "protocol/limits.h"
#include "protocol/wire.h"
#include "tests/protocol/register_bench.h"

#include <sodium.h>

namespace loa::test {
namespace {

using namespace protocol;

std::string code_of(ByteSpan wire) {
  const auto envelope = decode_envelope(wire);
  return envelope ? "" : envelope.error().code;
}

std::unique_ptr<protocol::Signer> signer(std::uint8_t fill) {
  Seed seed;
  seed.fill(fill);
  return make_signer(seed);
}

Bytes raw_envelope(std::size_t signatures, std::string_view type, std::string_view payload) {
  WireWriter out;
  out.text("LOA1").u8(static_cast<std::uint8_t>(signatures));
  for (std::size_t i = 0; i < signatures; ++i) out.bytes(Bytes(96, static_cast<std::uint8_t>(i + 1)));
  out.u16(static_cast<std::uint16_t>(type.size())).text(type);
  return out.u32(static_cast<std::uint32_t>(payload.size())).text(payload).take();
}

PublicKey point(std::string_view hex) {
  PublicKey out{};
  const auto bytes = from_hex(hex).value();
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

TEST(Envelope, DecodesWhatItEncodes) {
  const auto one = signer(1), two = signer(2);
  const auto wire = seal(sha256("net"), DocumentType::stop, R"({"a":1})", {one.get(), two.get()});
  const auto envelope = decode_envelope(wire).value();
  EXPECT_EQ(envelope.type, DocumentType::stop);
  EXPECT_EQ(envelope.payload, R"({"a":1})");
  ASSERT_EQ(envelope.signatures.size(), 2u);
  EXPECT_EQ(envelope.signatures[0].key, one->id());
  EXPECT_EQ(encode_envelope(envelope), wire);
}

TEST(Envelope, LaysOutItsBytesAsWritten) {
  const auto one = signer(1);
  const auto wire = seal(sha256("net"), DocumentType::stop, "{}", {one.get()});
  EXPECT_EQ(as_text(ByteSpan(wire).first(4)), "LOA1");
  EXPECT_EQ(wire[4], 1);
  EXPECT_EQ(to_hex(ByteSpan(wire).subspan(5, 32)), one->id().hex());
  EXPECT_EQ(to_hex(ByteSpan(wire).subspan(101)), "000473746f70000000027b7d");
  EXPECT_EQ(to_hex(signed_bytes(sha256("net"), DocumentType::stop, "{}")),
            "4c4f4131" + sha256("net").hex() + "000473746f70000000027b7d");
}

TEST(Envelope, CutAtAnyByteIsRefused) {
  const auto wire = raw_envelope(2, "stop", "{}");
  ASSERT_EQ(code_of(wire), "");
  for (std::size_t size = 0; size < wire.size(); ++size)
    EXPECT_EQ(code_of(ByteSpan(wire).first(size)), "envelope.truncated") << size;
}

TEST(Envelope, BytesBehindItAreRefused) {
  auto wire = raw_envelope(1, "stop", "{}");
  wire.push_back(0);
  EXPECT_EQ(code_of(wire), "envelope.trailing");
}

TEST(Envelope, MagicTypeAndNumberOfSignaturesAreChecked) {
  EXPECT_EQ(code_of(as_bytes("LOA2\x01 and more")), "envelope.magic");
  EXPECT_EQ(code_of(raw_envelope(1, "stopp", "{}")), "envelope.type_unknown");
  EXPECT_EQ(code_of(raw_envelope(1, "", "{}")), "envelope.type_unknown");
  EXPECT_EQ(code_of(raw_envelope(0, "stop", "{}")), "envelope.signatures");
  EXPECT_EQ(code_of(raw_envelope(8, "stop", "{}")), "");
  EXPECT_EQ(code_of(raw_envelope(9, "stop", "{}")), "envelope.signatures");
}

TEST(Envelope, TwoSignaturesByOneKeyAreRefused) {
  const auto one = signer(1);
  EXPECT_EQ(code_of(seal(sha256("net"), DocumentType::stop, "{}", {one.get(), one.get()})), "envelope.signatures");
}

TEST(Envelope, EveryTypeHasItsLimit) {
  for (const auto* type : {"trust", "renewal", "suspend", "map", "place", "policy", "approval", "template", "alert",
                           "stop", "hush", "live", "root", "time", "receipt"}) {
    const auto limit = max_payload(document_type_from(type).value());
    EXPECT_EQ(code_of(raw_envelope(1, type, std::string(limit, ' '))), "") << type;
    EXPECT_EQ(code_of(raw_envelope(1, type, std::string(limit + 1, ' '))), "envelope.too_large") << type;
  }
  EXPECT_EQ(max_payload(DocumentType::trust), 1024u * 1024);
  EXPECT_EQ(max_payload(DocumentType::map), 1024u * 1024);
  EXPECT_EQ(max_payload(DocumentType::alert), 2048u);
  EXPECT_EQ(max_payload(DocumentType::root), 4096u);
  EXPECT_EQ(max_payload(DocumentType::approval), 16u * 1024);
}

TEST(Envelope, ALengthThatLiesAllocatesNothing) {
  auto wire = raw_envelope(1, "trust", "");
  std::fill(wire.end() - 4, wire.end(), 0xff);
  EXPECT_EQ(code_of(wire), "envelope.too_large");
  EXPECT_EQ(code_of(Bytes(2 * 1024 * 1024, 'L')), "envelope.too_large");
}

TEST(EnvelopeList, CarriesAnyNumberAndNothingElse) {
  const std::vector<Bytes> some{to_bytes("one"), {}, to_bytes("three")};
  auto wire = encode_envelope_list(some);
  EXPECT_EQ(decode_envelope_list(wire, 1000).value(), some);
  EXPECT_EQ(decode_envelope_list(wire, wire.size() - 1).error().code, "envelope.too_large");
  for (std::size_t size = 0; size < wire.size(); ++size)
    EXPECT_EQ(decode_envelope_list(ByteSpan(wire).first(size), 1000).error().code, "envelope.truncated") << size;
  wire.push_back(0);
  EXPECT_EQ(decode_envelope_list(wire, 1000).error().code, "envelope.trailing");
  EXPECT_EQ(decode_envelope_list(from_hex("ffffffff00000000").value(), 1000).error().code, "envelope.truncated");
}

TEST(Signature, BindsNetworkTypeAndPayload) {
  const auto one = signer(1);
  const auto good = signed_bytes(sha256("net"), DocumentType::stop, "{}");
  const auto signature = one->sign(good);
  EXPECT_TRUE(verify_signature(one->public_key(), good, signature));
  for (const auto& other : {signed_bytes(sha256("other"), DocumentType::stop, "{}"),
                            signed_bytes(sha256("net"), DocumentType::hush, "{}"),
                            signed_bytes(sha256("net"), DocumentType::stop, "{ }")})
    EXPECT_FALSE(verify_signature(one->public_key(), other, signature));
}

TEST(Signature, WithSPlusTheOrderOfTheGroupIsRefused) {
  const auto one = signer(1);
  const auto message = to_bytes("message");
  auto signature = one->sign(message);
  const auto order = from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + order[i];
    signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  ASSERT_EQ(carry, 0u);
  EXPECT_FALSE(verify_signature(one->public_key(), message, signature));
}

// Under a key of small order R = identity, S = 0 holds for every message; encodings beyond the field are a second name.
TEST(Signature, KeysOfSmallOrderOrOddEncodingAreUnsound) {
  for (const auto* hex : {"0100000000000000000000000000000000000000000000000000000000000000",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "0000000000000000000000000000000000000000000000000000000000000000",
                          "0000000000000000000000000000000000000000000000000000000000000080",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "0200000000000000000000000000000000000000000000000000000000000000"}) {
    EXPECT_FALSE(is_sound_key(point(hex))) << hex;
    SignatureBytes identity{};
    identity[0] = 1;
    EXPECT_FALSE(verify_signature(point(hex), as_bytes("anything"), identity)) << hex;
  }
  EXPECT_TRUE(is_sound_key(signer(1)->public_key()));
}

// A key with a small part beside the large one: one message in eight would hold under it, and not for every verifier.
TEST(Signature, AKeyOfMixedOrderIsUnsound) {
  const auto small = point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
  PublicKey mixed{};
  ASSERT_EQ(crypto_core_ed25519_add(mixed.data(), signer(1)->public_key().data(), small.data()), 0);
  EXPECT_FALSE(is_sound_key(mixed));
  Bytes secret(32, 1);
  secret.insert(secret.end(), mixed.begin(), mixed.end());
  SignatureBytes signature{};
  Bytes message{0};
  for (; message[0] < 255; ++message[0]) {
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
    if (crypto_sign_verify_detached(signature.data(), message.data(), message.size(), mixed.data()) == 0) break;
  }
  ASSERT_LT(message[0], 255) << "the library lets none through: nothing to guard";
  EXPECT_FALSE(verify_signature(mixed, message, signature));
}

TEST(Signature, AKeyIsNamedByTheHashOfItsPublicKey) {
  EXPECT_EQ(signer(1)->id(), sha256(ByteSpan(signer(1)->public_key())));
}

// RFC 8032 section 7.1, test 2.
TEST(Signature, AgreesWithTheStandard) {
  Seed seed;
  const auto secret = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").value();
  std::copy(secret.begin(), secret.end(), seed.begin());
  const auto one = make_signer(seed);
  EXPECT_EQ(to_hex(one->public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(one->sign(from_hex("72").value())),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

class EveryBit : public RegisterBench {
 protected:
  // Every single bit turned must be refused, and nothing may crash on the way.
  void refuse_every_flip(const Bytes& good) {
    ASSERT_EQ(refusal(good), "");
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      auto bad = good;
      bad[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
      ASSERT_NE(refusal(bad), "") << "bit " << bit;
    }
  }
};

TEST_F(EveryBit, OfAnAlertIsGuarded) {
  hold_everything();
  refuse_every_flip(world.sign(world.alert_document(programme, {commune()}, 10min), both_duty()));
}

TEST_F(EveryBit, OfAnApprovalIsGuarded) {
  hold_everything();
  refuse_every_flip(world.approval(programme, {commune()}));
}

TEST_F(EveryBit, OfAStopAndABeaconIsGuarded) {
  hold_everything();
  const auto alert = world.alert_document(programme, {commune()}, 10min);
  refuse_every_flip(stop_of(alert, world.duty_one()));
  refuse_every_flip(world.time({1, 2, 3}, now, 5, 6));
}

}  // namespace
}  // namespace loa::test
