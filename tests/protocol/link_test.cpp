// Frames between agent and bridge: every message both ways, any split of the stream, and garbage.
#include "protocol/link.h"

#include "protocol/limits.h"
#include "tests/protocol/sample_documents.h"
#include "tests/protocol/sample_links.h"

namespace loa::test {
namespace {

using namespace protocol;

std::vector<LinkMessage> decode_all(ByteSpan wire, std::size_t step) {
  LinkDecoder decoder;
  std::vector<LinkMessage> out;
  for (std::size_t at = 0; at < wire.size(); at += step) {
    EXPECT_TRUE(decoder.feed(wire.subspan(at, std::min(step, wire.size() - at))));
    while (auto message = decoder.next()) out.push_back(std::move(*message));
  }
  return out;
}

std::string refusal(const Bytes& wire) {
  LinkDecoder decoder;
  const auto status = decoder.feed(wire);
  return status ? "" : status.error().code;
}

Bytes frame(std::string_view hex_kind, ByteSpan body) {
  auto out = from_hex("00000000").value();
  const auto length = static_cast<std::uint32_t>(body.size() + 1);
  for (int i = 0; i < 4; ++i) out[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
  const auto kind = from_hex(hex_kind).value();
  out.insert(out.end(), kind.begin(), kind.end());
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

Bytes json_frame(std::string_view text) { return frame("00", as_bytes(text)); }

TEST(Link, EveryMessageSurvivesTheRoundTrip) {
  for (const auto& message : sample_links()) {
    const auto wire = encode_link(message);
    const auto back = decode_all(wire, wire.size());
    ASSERT_EQ(back.size(), 1u) << message.index();
    EXPECT_EQ(back[0].index(), message.index());
    EXPECT_EQ(encode_link(back[0]), wire) << message.index();
  }
}

TEST(Link, TheSamplesAreOfEveryKind) {
  std::set<std::size_t> kinds;
  for (const auto& message : sample_links()) kinds.insert(message.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<LinkMessage>);
}

TEST(Link, APlayCarriesEveryValue) {
  const auto sent = std::get<LinkPlay>(sample_play());
  const auto got = std::get<LinkPlay>(decode_all(encode_link(sent), 4096).at(0));
  EXPECT_EQ(got.request.occurrence, sent.request.occurrence);
  EXPECT_EQ(got.request.approval, sent.request.approval);
  EXPECT_EQ(got.request.alert, sent.request.alert);
  EXPECT_EQ(got.request.manifest, sent.request.manifest);
  EXPECT_EQ(got.request.start, sent.request.start);
  EXPECT_EQ(got.request.end, sent.request.end);
  EXPECT_EQ(got.request.clusters, sent.request.clusters);
  EXPECT_EQ(got.request.cls, BroadcastClass::emergency);
  EXPECT_EQ(got.request.volume, 70);
  EXPECT_EQ(got.item, sent.item);
  EXPECT_EQ(got.offset_ms, 1500);
}

TEST(Link, AnErrorCarriesItsCodeParamsAndPlace) {
  const LinkRefused sent{sha256("o"), {SampleDocuments::id<ClusterId>(1)}, fail("play.hushed", {{"until", "x"}}, "clusters[0]")};
  const auto got = std::get<LinkRefused>(decode_all(encode_link(sent), 4096).at(0));
  EXPECT_EQ(got.error, sent.error);
}

TEST(Link, AnySplitOfTheStreamGivesTheSameMessages) {
  Bytes stream;
  for (const auto& message : sample_links()) {
    const auto wire = encode_link(message);
    stream.insert(stream.end(), wire.begin(), wire.end());
  }
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{1000}, stream.size()}) {
    const auto got = decode_all(stream, step);
    ASSERT_EQ(got.size(), sample_links().size()) << step;
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(got[i].index(), sample_links()[i].index());
  }
}

TEST(Link, AFrameOverTheLimitIsRefusedFromItsLengthAlone) {
  EXPECT_EQ(refusal(from_hex("00100041").value()), "link.frame_too_large");
  EXPECT_EQ(refusal(from_hex("ffffffff").value()), "link.frame_too_large");
  EXPECT_EQ(refusal(from_hex("00100040").value()), "");
}

TEST(Link, TheLargestPartPasses) {
  const LinkPart part{Part::library, Bytes(kMaxPart, 1)};
  EXPECT_EQ(decode_all(encode_link(part), 64 * 1024).size(), 1u);
  EXPECT_EQ(refusal(encode_link(LinkPart{Part::library, Bytes(kMaxPart + 1, 1)})), "link.bad");
  EXPECT_EQ(refusal(encode_link(LinkUnit{{}, 0, true, Bytes(kUnitBytes)})), "");
  EXPECT_EQ(refusal(encode_link(LinkUnit{{}, 0, true, Bytes(kUnitBytes + 1)})), "link.bad");
  EXPECT_EQ(refusal(encode_link(LinkMail{Bytes(kMaxMail)})), "");
  EXPECT_EQ(refusal(encode_link(LinkMail{Bytes(kMaxMail + 1)})), "link.bad");
}

TEST(Link, GarbageIsRefused) {
  EXPECT_EQ(refusal(from_hex("00000000").value()), "link.bad");
  EXPECT_EQ(refusal(frame("04", {})), "link.bad");
  EXPECT_EQ(refusal(frame("01", Bytes(36))), "link.bad");
  EXPECT_EQ(refusal(frame("01", from_hex(std::string(72, '0') + "02").value())), "link.bad");
  EXPECT_EQ(refusal(frame("02", {})), "link.bad");
  EXPECT_EQ(refusal(frame("02", from_hex("07").value())), "link.bad");
  EXPECT_EQ(refusal(frame("03", {})), "link.bad");
  EXPECT_EQ(refusal(frame("03", from_hex("04").value())), "link.bad");
  EXPECT_EQ(refusal(frame("03", from_hex("0300000000000000").value())), "link.bad");
  EXPECT_EQ(refusal(frame("03", from_hex("030020000000000000").value())), "link.bad");
  EXPECT_EQ(refusal(frame("03", from_hex("03001fffffffffffff").value())), "");
}

TEST(Link, BadJsonIsRefused) {
  for (const auto* text : {"", "{}", "[]", "{\"type\":\"shout\"}", "{\"type\":\"ack\"}", "{\"type\":\"ack\",\"number\":-1}",
                           "{\"type\":\"ack\",\"number\":1,\"number\":2}", "{\"type\":\"ack\",\"number\":1.5}",
                           "{\"type\":\"hello\",\"version\":0,\"software\":\"\",\"peer\":\"x\"}",
                           "{\"type\":\"time\",\"nonce\":\"00\"}", "{\"type\":\"play\"}"})
    EXPECT_EQ(refusal(json_frame(text)), "link.bad") << text;
  EXPECT_EQ(refusal(json_frame("{\"type\":\"ack\",\"number\":1}")), "");
  EXPECT_EQ(refusal(json_frame("{\"type\":\"ack\",\"number\":1,\"pad\":\"" + std::string(64 * 1024, 'x') + "\"}")), "link.bad");
}

TEST(Link, AVolumeOrClassOutsideItsRangeIsRefused) {
  auto play = std::get<LinkPlay>(sample_play());
  play.request.volume = 101;
  EXPECT_EQ(refusal(encode_link(play)), "link.bad");
  play.request.volume = 100;
  play.request.clusters.assign(65, play.request.clusters[0]);
  EXPECT_EQ(refusal(encode_link(play)), "link.bad");
}

TEST(Link, WhatNobodyTakesIsBounded) {
  LinkDecoder decoder;
  const auto one = encode_link(LinkReceiptAck{1});
  Status status = ok();
  std::size_t taken = 0;
  for (; status && taken < 10'000; ++taken) status = decoder.feed(one);
  EXPECT_LT(taken, 5000u);
  EXPECT_EQ(status.error().code, "link.bad");
}

TEST(Link, MessagesBeforeABadOneAreStillThere) {
  LinkDecoder decoder;
  auto stream = encode_link(LinkReceiptAck{7});
  const auto bad = frame("09", {});
  stream.insert(stream.end(), bad.begin(), bad.end());
  EXPECT_FALSE(decoder.feed(stream));
  EXPECT_EQ(std::get<LinkReceiptAck>(*decoder.next()).number, 7);
  EXPECT_FALSE(decoder.next());
}

}  // namespace
}  // namespace loa::test
