#include "controller/domain/signing_request.h"

#include "core/unicode.h"
#include "protocol/limits.h"

#include <algorithm>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxTitle = 300;
constexpr std::size_t kMaxName = 300;
constexpr std::size_t kMaxText = 64 * 1024;
constexpr std::size_t kMaxLaw = 8 * 1024;
constexpr std::size_t kMaxUnits = 256;
constexpr std::size_t kMaxSlots = 50;
constexpr std::size_t kMaxSlot = 300;
constexpr std::size_t kMaxStored = 256 * 1024;

Error bad(std::string field) { return fail("signing.request_bad", {{"field", field}}, field); }

template <class IdType>
json::array texts_of(const std::vector<IdType>& ids) {
  json::array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return out;
}

std::vector<UnitId> read_units(JsonFields& f) {
  std::vector<UnitId> out;
  for (const auto& item : f.array("units", kMaxUnits)) {
    const auto* text = item.if_string();
    const auto id = text ? UnitId::parse(std::string_view(*text)) : Result<UnitId>(bad("units"));
    if (id) out.push_back(*id);
    else f.note(bad("units"));
  }
  return out;
}

std::vector<std::string> read_slots(JsonFields& f) {
  std::vector<std::string> out;
  for (const auto& item : f.array_or_empty("slots", kMaxSlots)) {
    if (const auto* text = item.if_string()) out.emplace_back(*text);
    else f.note(bad("slots"));
  }
  return out;
}

}  // namespace

Status check_request(const SigningRequest& r) {
  const std::pair<const char*, bool> rules[] = {
      {"programme", !r.programme.is_nil()},
      {"manifest", !r.manifest.is_zero()},
      {"author", !r.author.is_nil()},
      {"author_name", r.author_name.size() <= kMaxName && is_utf8(r.author_name)},
      {"title", !r.title.empty() && r.title.size() <= kMaxTitle && is_utf8(r.title)},
      {"text", r.text.size() <= kMaxText && is_utf8(r.text)},
      {"law", r.law.size() <= kMaxLaw && (r.law.empty() || parse_json(r.law, {kMaxLaw, 2, false}))},
      {"units", !r.units.empty() && r.units.size() <= kMaxUnits},
      {"until", r.from < r.until && r.until - r.from <= protocol::kMaxApproval},
      {"airings_per_day", r.airings_per_day >= 0 && r.airings_per_day <= 1000},
      {"max_volume", !r.max_volume || (*r.max_volume >= 0 && *r.max_volume <= 100)},
      {"slots", r.slots.size() <= kMaxSlots}};
  for (const auto& [field, good] : rules)
    if (!good) return bad(field);
  for (const auto& slot : r.slots)
    if (slot.size() > kMaxSlot || !is_utf8(slot)) return bad("slots");
  return {};
}

std::string write_request(const SigningRequest& r) {
  json::object out{{"id", r.id.text()},
                   {"programme", r.programme.text()},
                   {"revision", r.revision},
                   {"manifest", r.manifest.hex()},
                   {"author", r.author.text()},
                   {"author_name", r.author_name},
                   {"title", r.title},
                   {"text", r.text},
                   {"law", r.law},
                   {"units", texts_of(r.units)},
                   {"class", to_text(r.cls)},
                   {"from", to_unix_ms(r.from)},
                   {"until", to_unix_ms(r.until)},
                   {"airings_per_day", r.airings_per_day}};
  if (r.max_volume) out["max_volume"] = *r.max_volume;
  json::array slots;
  for (const auto& slot : r.slots) slots.emplace_back(slot);
  out["slots"] = std::move(slots);
  return write_json(out);
}

Result<SigningRequest> read_request(std::string_view text) {
  LOA_TRY(const auto value, parse_json(text, {kMaxStored, 4, false}));
  JsonFields f(value);
  SigningRequest r;
  r.id = f.id<SigningId>("id");
  r.programme = f.id<ProgrammeId>("programme");
  r.revision = f.integer("revision", 0, std::int64_t{1} << 40);
  r.manifest = f.hash("manifest");
  r.author = f.id<PersonId>("author");
  r.author_name = f.text("author_name", kMaxName);
  r.title = f.text("title", kMaxTitle);
  r.text = f.text("text", kMaxText);
  r.law = f.text("law", kMaxLaw);
  r.units = read_units(f);
  const auto cls = broadcast_class_from(f.text("class", 32));
  if (cls) r.cls = *cls;
  else f.note(bad("class"));
  r.from = f.utc("from");
  r.until = f.utc("until");
  r.airings_per_day = static_cast<int>(f.integer("airings_per_day", 0, 1000));
  if (const auto volume = f.integer_or_none("max_volume", 0, 100)) r.max_volume = static_cast<int>(*volume);
  r.slots = read_slots(f);
  LOA_TRY_OK(f.status());
  return r;
}

Status check_answer(const SigningRequest& r, const protocol::Approval& a) {
  const std::pair<const char*, bool> rules[] = {{"programme", a.programme == r.programme},
                                                {"revision", a.revision == r.revision},
                                                {"author", a.author == r.author},
                                                {"manifest", a.manifest == r.manifest},
                                                {"law", a.law == r.law_hash()},
                                                {"units", a.units == r.units},
                                                {"class", a.cls == r.cls},
                                                {"from", a.from == r.from},
                                                {"until", a.until == r.until},
                                                {"airings_per_day", a.airings_per_day == r.airings_per_day},
                                                {"max_volume", a.max_volume == r.max_volume},
                                                {"withdrawn", !a.withdrawn},
                                                {"source", !a.source}};
  for (const auto& [field, good] : rules)
    if (!good) return fail("signing.other", {{"field", field}}, field);
  return {};
}

bool grants(const SigningRequest& r, const protocol::Approval& a) {
  const bool same = a.programme == r.programme && a.revision == r.revision && a.author == r.author && a.manifest == r.manifest &&
                    a.law == r.law_hash() && a.cls == r.cls && !a.withdrawn && !a.source;
  const bool all_units = std::ranges::all_of(r.units, [&](const UnitId& unit) { return std::ranges::find(a.units, unit) != a.units.end(); });
  const bool all_days = a.from <= r.from && r.until <= a.until;
  const bool airings = a.airings_per_day == 0 || (r.airings_per_day != 0 && r.airings_per_day <= a.airings_per_day);
  const bool volume = !a.max_volume || (r.max_volume && *r.max_volume <= *a.max_volume);
  return same && all_units && all_days && airings && volume;
}

std::string rejection_statement(const protocol::NetworkId& network, const SigningId& request, std::string_view reason) {
  return "loa reject 1\n" + network.hex() + "\n" + request.text() + "\n" + std::string(reason);
}

}  // namespace loa::controller
