#include "protocol/link.h"

#include "protocol/link_json.h"
#include "protocol/limits.h"
#include "protocol/wire.h"

#include <algorithm>

namespace loa::protocol {
namespace {

enum class Kind : std::uint8_t { json = 0, unit = 1, part = 2, document = 3 };
enum class What : std::uint8_t { root = 0, mail = 1, beacon = 2, receipt = 3 };
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kMaxWaiting = 4096;  // messages decoded and not taken

Bytes frame(Kind kind, ByteSpan body) {
  return WireWriter()
      .u32(static_cast<std::uint32_t>(body.size() + 1))
      .u8(static_cast<std::uint8_t>(kind))
      .bytes(body)
      .take();
}

Bytes document_frame(What what, ByteSpan bytes) {
  return frame(Kind::document, WireWriter().u8(static_cast<std::uint8_t>(what)).bytes(bytes).take());
}

struct Encoder {
  Bytes operator()(const LinkRoot& m) const { return document_frame(What::root, m.envelope); }
  Bytes operator()(const LinkMail& m) const { return document_frame(What::mail, m.mail); }
  Bytes operator()(const LinkBeacon& m) const { return document_frame(What::beacon, m.envelope); }
  Bytes operator()(const LinkReceipt& m) const {
    return document_frame(What::receipt,
                          WireWriter().u64(static_cast<std::uint64_t>(m.number)).bytes(m.envelope).take());
  }
  Bytes operator()(const LinkPart& m) const {
    return frame(Kind::part, WireWriter().u8(static_cast<std::uint8_t>(m.part)).bytes(m.bytes).take());
  }
  Bytes operator()(const LinkUnit& m) const {
    return frame(Kind::unit,
                 WireWriter().bytes(m.content.bytes).u32(m.index).u8(m.held ? 1 : 0).bytes(m.bytes).take());
  }
  template <class Other>
  Bytes operator()(const Other& m) const {
    return frame(Kind::json, as_bytes(write_json(link_object(m))));
  }
};

Bytes copy(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

Result<LinkMessage> decode_unit(WireReader in) {
  LinkUnit unit;
  unit.content.bytes = in.array<32>();
  unit.index = in.u32();
  const auto held = in.u8();
  unit.held = held == 1;
  unit.bytes = copy(in.rest());
  if (!in.good() || held > 1 || unit.bytes.size() > kUnitBytes) return fail("link.bad");
  return LinkMessage(std::move(unit));
}

Result<LinkMessage> decode_part(WireReader in) {
  const auto part = in.u8();
  if (!in.good() || part >= kPartCount || in.left() > kMaxPart) return fail("link.bad");
  return LinkMessage(LinkPart{static_cast<Part>(part), copy(in.rest())});
}

Result<LinkMessage> decode_document(WireReader in) {
  const auto what = in.u8();
  if (!in.good() || in.left() > kMaxMail) return fail("link.bad");
  switch (static_cast<What>(what)) {
    case What::root: return LinkMessage(LinkRoot{copy(in.rest())});
    case What::mail: return LinkMessage(LinkMail{copy(in.rest())});
    case What::beacon: return LinkMessage(LinkBeacon{copy(in.rest())});
    case What::receipt: break;
    default: return fail("link.bad");
  }
  const auto number = in.u64();
  if (!in.good() || number >= (std::uint64_t{1} << 53)) return fail("link.bad");
  return LinkMessage(LinkReceipt{static_cast<std::int64_t>(number), copy(in.rest())});
}

Result<LinkMessage> decode_body(ByteSpan body) {
  WireReader in(body);
  const auto kind = in.u8();
  switch (static_cast<Kind>(kind)) {
    case Kind::json: return read_link_json(as_text(in.rest()));
    case Kind::unit: return decode_unit(in);
    case Kind::part: return decode_part(in);
    case Kind::document: return decode_document(in);
  }
  return fail("link.bad");
}

}  // namespace

Bytes encode_link(const LinkMessage& message) { return std::visit(Encoder{}, message); }

Status LinkDecoder::feed(ByteSpan bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  std::size_t at = 0;
  while (buffer_.size() - at >= kLengthBytes) {
    const auto length = WireReader(ByteSpan(buffer_).subspan(at)).u32();
    if (length > kMaxLinkFrame) return fail("link.frame_too_large", {{"size", std::to_string(length)}});
    if (length == 0 || ready_.size() >= kMaxWaiting) return fail("link.bad");
    if (buffer_.size() - at - kLengthBytes < length) break;
    LOA_TRY(auto message, decode_body(ByteSpan(buffer_).subspan(at + kLengthBytes, length)));
    ready_.push_back(std::move(message));
    at += kLengthBytes + length;
  }
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at));
  return ok();
}

std::optional<LinkMessage> LinkDecoder::next() {
  if (ready_.empty()) return std::nullopt;
  std::optional<LinkMessage> out(std::move(ready_.front()));
  ready_.pop_front();
  return out;
}

}  // namespace loa::protocol
