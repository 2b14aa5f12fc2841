#include "tests/fuzz/targets.h"

#include "core/check.h"
#include "core/json.h"
#include "protocol/content.h"
#include "protocol/limits.h"
#include "protocol/link.h"
#include "protocol/manifest.h"
#include "protocol/messages.h"
#include "protocol/time_keeper.h"

namespace loa::fuzz {
namespace {

using namespace protocol;

// What is read is written, and what is written is read to the same again.
template <class Read, class Write>
void stable(ByteSpan input, Read read, Write write) {
  const auto first = read(as_text(input));
  if (!first) return;
  const auto text = write(*first);
  const auto second = read(text);
  CHECK(second.has_value());
  CHECK(write(*second) == text);
}

void envelope(ByteSpan input) {
  if (const auto envelope = decode_envelope(input)) {
    const auto wire = encode_envelope(*envelope);
    CHECK(wire == Bytes(input.begin(), input.end()));
  }
}

void envelope_list(ByteSpan input) {
  if (const auto list = decode_envelope_list(input, kMaxPart))
    CHECK(encode_envelope_list(*list) == Bytes(input.begin(), input.end()));
}

void mail(ByteSpan input) {
  if (const auto mail = decode_mail(input)) CHECK(encode_mail(*mail) == Bytes(input.begin(), input.end()));
}

void chunk(ByteSpan input) {
  const auto chunk = decode_chunk(input);
  if (!chunk) return;
  CHECK(chunk->index < chunk->count && chunk->bytes.size() <= kChunkBytes);
  CHECK(encode_chunk(*chunk) == Bytes(input.begin(), input.end()));
}

// Once in a piece and once byte by byte: the same messages, the same end.
void link(ByteSpan input) {
  LinkDecoder whole, slow;
  const bool good = whole.feed(input).has_value();
  bool slow_good = true;
  for (std::size_t i = 0; i < input.size() && slow_good; ++i) slow_good = slow.feed(input.subspan(i, 1)).has_value();
  CHECK(good == slow_good);
  while (const auto one = whole.next()) {
    const auto two = slow.next();
    CHECK(two.has_value());
    CHECK(encode_link(*one) == encode_link(*two));
  }
  CHECK(!slow.next());
}

void want(ByteSpan input) { stable(input, read_want, write_want); }
void manifest(ByteSpan input) { stable(input, read_manifest, write_manifest); }
void reported(ByteSpan input) { stable(input, read_reported, write_reported); }
void journal(ByteSpan input) {
  const auto batch = read_journal_batch(as_text(input));
  if (!batch) return;
  for (std::size_t i = 1; i < batch->rows.size(); ++i) CHECK(batch->rows[i].seq == batch->rows[i - 1].seq + 1);
  for (const auto& row : batch->rows) stable(as_bytes(write_journal_row(row)), read_journal_row, write_journal_row);
}
void messages(ByteSpan input) {
  stable(input, read_journal_ack, write_journal_ack);
  stable(input, protocol::read_link, write_link);
  stable(input, read_levels, write_levels);
  stable(input, read_time_state, write_time_state);
}
void topics(ByteSpan input) {
  const auto topic = as_text(input);
  if (const auto parsed = parse_agent_topic(topic)) CHECK(agent_topic(parsed->agent, parsed->leaf).size() == topic.size());
  if (const auto parsed = parse_content_topic(topic)) CHECK(content_topic(*parsed) == topic);
}
void strict_json(ByteSpan input) {
  stable(input, [](std::string_view text) { return parse_json(text); }, write_json);
}

}  // namespace

std::vector<Target> wire_targets() {
  return {{"envelope", envelope}, {"envelope_list", envelope_list}, {"mail", mail},         {"chunk", chunk},
          {"link", link},         {"want", want},                   {"manifest", manifest}, {"reported", reported},
          {"journal", journal},   {"messages", messages},           {"topics", topics},     {"json", strict_json}};
}

std::vector<Target> all_targets() {
  std::vector<Target> out;
  for (const auto& some : {wire_targets(), trust_targets(), sound_targets(), people_targets()})
    out.insert(out.end(), some.begin(), some.end());
  return out;
}

const Target* find_target(std::string_view name) {
  static const auto all = all_targets();
  for (const auto& target : all)
    if (target.name == name) return &target;
  return nullptr;
}

}  // namespace loa::fuzz
