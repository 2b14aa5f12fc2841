#include "controller/domain/law.h"

#include <algorithm>
#include <utility>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxText = 2000;
using date::days;

Error bad(const char* field) { return fail("law.bad", {{"field", field}}, std::string("law.") + field); }

struct Search {
  const Law& law;
  const DayRange& air;
  std::vector<LawFinding> found;

  // Notes what is wrong from..until as far as the programme airs on those days.
  void note(std::string code, ErrorParams params, CivilDay from, CivilDay until) {
    from = std::max(from, air.from);
    until = std::min(until, air.until);
    if (from > until) return;
    params.emplace(params.begin(), "number", law.number);
    found.push_back({fail(std::move(code), std::move(params)), {from, until}});
  }

  void begins() {
    if (law.effective) {
      note("law.not_yet", {{"effective", format_day(*law.effective)}}, air.from, *law.effective - days(1));
    } else if (law.state != "in_force" && law.state != "partly_expired") {
      note("law.no_date", {}, air.from, air.until);
    }
  }

  void ends() {
    if (law.expires) note("law.expired", {{"expires", format_day(*law.expires)}}, *law.expires + days(1), air.until);
    if (law.replaced_by.empty()) return;
    const std::string from = law.replaced_from ? format_day(*law.replaced_from) : "?";
    note("law.replaced", {{"by", law.replaced_by}, {"from", from}}, law.replaced_from.value_or(air.from), air.until);
  }

  // A published state that no date above explains.
  void published() {
    const bool dated = (law.state == "expired" && law.expires) || (law.state == "replaced" && !law.replaced_by.empty()) ||
                       (law.state == "not_yet");
    const bool doubtful = law.state == "expired" || law.state == "replaced" || law.state == "suspended" || law.state == "partly_expired";
    if (doubtful && !dated) note("law.state", {{"state", law.state}}, air.from, air.until);
  }
};

std::optional<CivilDay> read_day(JsonFields& fields, const char* key) {
  const auto text = fields.text_or_none(key, 10);
  if (!text || text->empty()) return std::nullopt;
  auto day = parse_day(*text);
  if (day) return *day;
  fields.note(bad(key));
  return std::nullopt;
}

void put(json::object& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}
void put(json::object& out, const char* key, const std::optional<CivilDay>& day) {
  if (day) out[key] = format_day(*day);
}

}  // namespace

Status check_law(const Law& law) {
  if (law.number.empty()) return bad("number");
  if (law.issued && law.effective && *law.effective < *law.issued) return bad("effective");
  if (law.effective && law.expires && *law.expires < *law.effective) return bad("expires");
  return {};
}

std::vector<LawFinding> check_in_force(const Law& law, const DayRange& air) {
  Search search{law, air, {}};
  search.begins();
  search.ends();
  search.published();
  std::ranges::stable_sort(search.found, {}, [](const LawFinding& finding) { return finding.days.from; });
  return std::move(search.found);
}

bool LawConfirmation::covers(const Law& confirmed, const DayRange& air) const {
  return law == law_hash(confirmed) && days.holds(air);
}

json::object law_fields(const Law& law) {
  json::object out{{"number", law.number}};
  put(out, "kind", law.kind);
  put(out, "title", law.title);
  put(out, "agency", law.agency);
  put(out, "signer", law.signer);
  put(out, "issued", law.issued);
  put(out, "effective", law.effective);
  put(out, "expires", law.expires);
  put(out, "field", law.field);
  put(out, "state", law.state);
  put(out, "replaced_by", law.replaced_by);
  put(out, "replaced_from", law.replaced_from);
  put(out, "source", law.source);
  return out;
}

Result<Law> read_law(const json::value& value) {
  JsonFields f(value, "law");
  const auto text = [&](const char* key) { return f.text_or_none(key, kMaxText).value_or(""); };
  Law law{.number = f.text("number", kMaxText), .kind = text("kind"), .title = text("title"), .agency = text("agency"),
          .signer = text("signer"), .field = text("field"), .state = text("state"), .issued = {}, .effective = {}, .expires = {},
          .replaced_by = text("replaced_by"), .replaced_from = {}, .source = text("source")};
  law.issued = read_day(f, "issued");
  law.effective = read_day(f, "effective");
  law.expires = read_day(f, "expires");
  law.replaced_from = read_day(f, "replaced_from");
  LOA_TRY_OK(f.status());
  LOA_TRY_OK(check_law(law));
  return law;
}

Hash law_hash(const Law& law) { return sha256(write_json(law_fields(law))); }

}  // namespace loa::controller
