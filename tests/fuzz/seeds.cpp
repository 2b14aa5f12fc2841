#include "tests/fuzz/seeds.h"

#include "core/json.h"
#include "protocol/content.h"
#include "protocol/time_keeper.h"
#include "schedules/plan_document.h"
#include "tests/fuzz/story.h"
#include "tests/protocol/vectors.h"
#include "tests/world/opus_maker.h"

#include <algorithm>
#include <string>

namespace loa::fuzz {
namespace {

using protocol::DocumentType;

json::array cases_of(const std::string& file) {
  static const auto files = test::make_vectors();
  return parse_json(files.at(file), {4 * 1024 * 1024, 16, false}).value().at("cases").as_array();
}

// The bytes (hex) or text of every case of a file that has the member, and `what` when one is asked for.
void add(std::vector<Bytes>& out, const std::string& file, std::string_view member, std::string_view what = {}) {
  for (const auto& one : cases_of(file)) {
    const auto& object = one.as_object();
    const auto* value = object.if_contains(member);
    const auto* kind = object.if_contains("what") ? object.if_contains("what") : object.if_contains("leaf");
    if (!value || (!what.empty() && (!kind || kind->as_string() != what))) continue;
    const std::string_view text(value->as_string());
    out.push_back(member == "text" || member == "genesis" || member == "topic" ? to_bytes(text) : from_hex(text).value());
  }
}

void add_payloads(std::vector<Bytes>& out, const std::vector<Bytes>& envelopes) {
  for (const auto& wire : envelopes) {
    const auto envelope = protocol::decode_envelope(wire);
    if (!envelope) continue;
    Bytes one{static_cast<std::uint8_t>(envelope->type)};
    one.insert(one.end(), envelope->payload.begin(), envelope->payload.end());
    out.push_back(std::move(one));
  }
}

std::vector<Bytes> chunks() {
  std::vector<Bytes> out;
  for (const std::size_t size : {std::size_t{5}, protocol::kChunkBytes + 7}) {
    const Bytes content(size, 7);
    const auto count = protocol::chunk_count(size);
    const auto bytes = ByteSpan(content).subspan((count - 1) * protocol::kChunkBytes);
    out.push_back(protocol::encode_chunk({count - 1, count, size, bytes}));
  }
  return out;
}

std::vector<Bytes> texts(std::initializer_list<const char*> some) {
  std::vector<Bytes> out;
  for (const auto* one : some) out.push_back(to_bytes(one));
  return out;
}

std::vector<Bytes> of_wire(std::string_view target) {
  std::vector<Bytes> out;
  if (target == "envelope") out = story().documents;
  if (target == "envelope_list") add(out, "lists.json", "bytes", "list");
  if (target == "mail") add(out, "lists.json", "bytes", "mail");
  if (target == "chunk") out = chunks();
  if (target == "link") add(out, "links.json", "frame");
  if (target == "want") add(out, "content.json", "text", "want");
  if (target == "manifest") add(out, "content.json", "text", "manifest");
  if (target == "reported") add(out, "messages.json", "text", "reported");
  if (target == "journal") add(out, "messages.json", "text", "journal");
  if (target == "messages" || target == "json") add(out, "messages.json", "text");
  if (target == "messages") out.push_back(to_bytes(protocol::write_time_state({})));
  if (target == "topics") {
    add(out, "messages.json", "topic");
    add(out, "content.json", "topic");
  }
  return out;
}

std::vector<Bytes> of_trust(std::string_view target) {
  std::vector<Bytes> out, samples;
  add(samples, "documents.json", "envelope");
  if (target == "payload") add_payloads(out, samples);
  if (target == "judged") add_payloads(out, story().documents);
  if (target == "genesis") add(out, "network.json", "genesis");
  if (target == "library") add(out, "lists.json", "text", "library");
  if (target == "ratchets") out.push_back(to_bytes(protocol::write_ratchets(story().judge().ratchets())));
  return out;
}

std::string plan_text() {
  schedules::PlanDocument plan;
  plan.from = date::local_days(date::year(2026) / 11 / 25);
  plan.until = plan.from + date::days(30);
  schedules::Item item;
  item.id = test::SampleDocuments::id<ItemId>(1);
  item.kind = schedules::ItemKind::relay;
  item.title = "Tiếp sóng";
  item.targets = {schedules::Target::of(test::SampleDocuments::id<UnitId>(1))};
  item.start = CivilTime{plan.from} + std::chrono::hours(5);
  item.rrule = "FREQ=WEEKLY;BYDAY=MO,WE";
  item.duration = std::chrono::minutes(30);
  plan.items = {item};
  plan.clusters = {{test::SampleDocuments::id<ClusterId>(1), test::SampleDocuments::id<UnitId>(1), {test::SampleDocuments::id<UnitId>(1)}, {"chợ"}}};
  return schedules::write_plan(plan);
}

std::vector<Bytes> of_sound(std::string_view target) {
  std::vector<Bytes> out;
  if (target == "unit_list") add(out, "content.json", "bytes", "unit_list");
  if (target == "ogg") out.push_back(test::encode_ogg_opus(test::voice_like(48'000 * 2, 1)));
  if (target == "wav") out.push_back(from_hex("52494646280000005741564566" "6d742010000000010001008" "0bb000000770100020010006461746104000000" "01000200").value());
  if (target == "transcode_report") out = texts({R"({"duration_ms":1000,"size":4000,"loudness_centi_lufs":-1600,"true_peak_centi_dbtp":-150})", R"({"error":{"code":"audio.not_mono","params":[]}})"});
  return out;
}

std::vector<Bytes> of_people(std::string_view target) {
  if (target == "yaml" || target == "schedule")
    return texts({"version: 1\nitems:\n  - title: Luật\n    programme: Luật\n    start: 2026-11-25 05:30\n    rrule: FREQ=WEEKLY;BYDAY=MO\n    exdates: [2026-12-02]\n    targets:\n      - unit: Xã\n      - group: chợ\n    late: skip\n    volume: 80\n",
                  "a: [1, {b: 'x', c: \"y\"}]\nd: |\n  text\ne: >-\n  more\n"});
  if (target == "config")
    return texts({"agent_id: 017f22e2-79b0-7000-8000-000000000001\ndata_dir: data\ngenesis_file: genesis.json\nmqtt: {host: 127.0.0.1, port: 1883}\ncontroller: {host: localhost, port: 8443, ca: ca.pem, certificate: c.pem, key: c.key}\nbridge_socket: run/bridge.sock\n",
                  "bridge_id: 017f22e2-79b0-7000-8000-000000000002\ndata_dir: data\ngenesis_file: genesis.json\nkey_file: receipt.key\nbridge_socket: run/bridge.sock\nclusters:\n  - {id: 017f22e2-79b0-7000-8000-000000000003, driver: simulated}\n"});
  if (target == "http") return texts({"/api/v1/agents/x/mail?have=3&wait=55", "/a%2e%2e/b?q=%C3%A3", "bytes=0-499", "bytes=-5", "loa.example:8080"});
  if (target == "policy") return texts({R"({"unit":"019ab36f-2c80-7000-8000-000000000001","number":"1","title":"t","valid_from":"2026-01-01","windows":[{"days":[1,7],"from":"22:00","until":"05:00"}],"max_per_day_ms":5400000,"volume_bands":[{"from":"22:00","until":"05:00","max_volume":30}],"quiet":[{"from":1,"until":2,"reason":"r"}]})"});
  if (target == "plan") return {to_bytes(plan_text())};
  if (target == "rrule") return texts({"FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5", "FREQ=DAILY;UNTIL=20261231T000000Z", "FREQ=HOURLY;BYHOUR=5,6"});
  if (target == "text") return texts({"Xa\u0303 Đo\u0302ng Ho\u0300a", "truyền thanh"});
  return {};
}

// --- changes

std::size_t any(const Bytes& bytes, Random& random) { return static_cast<std::size_t>(random.below(bytes.size() + 1)); }
auto at(Bytes& bytes, std::size_t i) { return bytes.begin() + static_cast<std::ptrdiff_t>(i); }

void change_bytes(Bytes& bytes, Random& random) {
  if (bytes.empty()) return;
  auto& byte = bytes[random.below(bytes.size())];
  static constexpr std::uint8_t kOdd[] = {0, 1, 0x7f, 0x80, 0xff, '"', '{', '}', '[', ',', ':', '\\', '\n', '-', '*', '&'};
  if (random.below(2) == 0) byte ^= static_cast<std::uint8_t>(1 << random.below(8));
  else byte = kOdd[random.below(std::size(kOdd))];
}

void cut(Bytes& bytes, Random& random) {
  const auto from = any(bytes, random), size = std::min<std::size_t>(random.below(40), bytes.size() - from);
  bytes.erase(at(bytes, from), at(bytes, from + size));
}

void insert_piece(Bytes& bytes, const Bytes& source, Random& random) {
  const auto from = any(source, random), size = std::min<std::size_t>(random.below(60), source.size() - from);
  const Bytes piece(source.begin() + static_cast<std::ptrdiff_t>(from), source.begin() + static_cast<std::ptrdiff_t>(from + size));
  bytes.insert(at(bytes, any(bytes, random)), piece.begin(), piece.end());
}

// Takes the run of digits (or the quoted string) that begins at or after a random place and puts an odd one there.
void change_token(Bytes& bytes, Random& random) {
  static constexpr std::string_view kNumbers[] = {"0", "-1", "1", "9007199254740991", "9007199254740992", "1795482000000", "1e3", "0.5", "99999999999999999999"};
  static constexpr std::string_view kStrings[] = {"\"\"", "null", "true", "[]", "{}", "\"x\"", "[[[[[[[[0]]]]]]]]", "\"\\ud800\""};
  const bool digits = random.below(2) == 0;
  const auto starts = [&](std::uint8_t c) { return digits ? c >= '0' && c <= '9' : c == '"'; };
  const auto first = std::find_if(at(bytes, any(bytes, random)), bytes.end(), starts);
  if (first == bytes.end()) return;
  const auto last = digits ? std::find_if_not(first, bytes.end(), starts) : std::find(first + 1, bytes.end(), '"');
  const auto by = digits ? kNumbers[random.below(std::size(kNumbers))] : kStrings[random.below(std::size(kStrings))];
  const auto place = bytes.erase(first, last == bytes.end() || digits ? last : last + 1);
  bytes.insert(place, by.begin(), by.end());
}

}  // namespace

std::vector<Bytes> seeds_of(std::string_view target) {
  std::vector<Bytes> out;
  for (auto some : {of_wire(target), of_trust(target), of_sound(target), of_people(target)})
    out.insert(out.end(), some.begin(), some.end());
  return out;
}

Bytes mutated(const Bytes& seed, const Bytes& other, Random& random) {
  Bytes out = seed;
  for (auto changes = 1 + random.below(4); changes > 0; --changes) {
    switch (random.below(6)) {
      case 0: cut(out, random); break;
      case 1: insert_piece(out, seed, random); break;
      case 2: insert_piece(out, other, random); break;
      case 3: out.resize(any(out, random)); break;
      case 4: change_token(out, random); break;
      default: change_bytes(out, random); break;
    }
  }
  return out;
}

}  // namespace loa::fuzz
