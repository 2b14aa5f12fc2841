#include "controller/services/draft_reader.h"

#include <charconv>

namespace loa::controller {
namespace {

const json::value* member(const json::value& body, std::string_view key) {
  return body.is_object() ? body.get_object().if_contains(key) : nullptr;
}

std::optional<CivilDay> day_of(const json::value& value) {
  if (!value.is_string()) return std::nullopt;
  auto day = parse_day(std::string_view(value.get_string()));
  if (!day) return std::nullopt;
  return *day;
}

// Absent days may be given as null; the law's own form leaves them out.
Result<std::optional<Law>> law_of(const json::value& value) {
  if (value.is_null()) return std::optional<Law>();
  json::object kept;
  for (const auto& [key, each] : value.as_object())
    if (!each.is_null()) kept[key] = each;
  LOA_TRY(auto law, read_law(kept));
  return std::optional<Law>(std::move(law));
}

Result<std::int64_t> matched_version(const net::HttpRequest& request) {
  const auto given = request.headers.find("if-match");
  if (given == request.headers.end()) return fail("api.match_missing", {});
  const std::string& text = given->second;
  std::int64_t version = -1;
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return fail("api.match_failed", {});
  const auto [end, bad] = std::from_chars(text.data() + 1, text.data() + text.size() - 1, version);
  if (bad != std::errc{} || end != text.data() + text.size() - 1) return fail("api.match_failed", {});
  return version;
}

std::int64_t whole_number(const std::string& text, std::int64_t otherwise) {
  std::int64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

std::string text_at(const json::value& body, std::string_view key) {
  const auto* found = member(body, key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string query_at(const net::HttpRequest& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

Result<DraftCall> read_draft_call(const ApiCall& call, Right right, const DraftActor& actor, bool matched) {
  const auto path = call.request.params.find("id");
  const auto id = path == call.request.params.end() ? Result<DraftId>(fail("controller.draft_unknown", {})) : DraftId::parse(path->second);
  if (!id) return fail("controller.draft_unknown", {});
  DraftCall out{call.caller.scope(right), *id, {}, actor};
  if (matched) {
    LOA_TRY(out.expected, matched_version(call.request));
  }
  return out;
}

Draft read_new_draft(const json::value& body) {
  Draft out;
  if (const auto unit = UnitId::parse(text_at(body, "unit"))) out.unit = *unit;
  out.title = text_at(body, "title");
  out.kind = draft_kind_from(text_at(body, "kind")).value_or(DraftKind::programme);
  out.form = draft_form_from(text_at(body, "form")).value_or(DraftForm::news);
  if (const auto* topic = member(body, "topic")) out.topic = topic->to_number<int>();
  out.folder = text_at(body, "folder");
  out.audience = text_at(body, "audience");
  return out;
}

Status apply_change(Draft& draft, const json::value& body) {
  if (member(body, "title")) draft.title = text_at(body, "title");
  if (member(body, "folder")) draft.folder = text_at(body, "folder");
  if (member(body, "audience")) draft.audience = text_at(body, "audience");
  if (member(body, "form")) draft.form = draft_form_from(text_at(body, "form")).value_or(draft.form);
  if (const auto* topic = member(body, "topic")) draft.topic = topic->is_null() ? 0 : topic->to_number<int>();
  if (const auto* expires = member(body, "expires")) draft.expires = day_of(*expires);
  const auto* law = member(body, "law");
  if (!law) return {};
  LOA_TRY(draft.law, law_of(*law));
  return {};
}

std::vector<DraftRespelling> respellings_of(const json::value& list) {
  std::vector<DraftRespelling> out;
  for (const auto& each : list.as_array()) {
    const auto& range = each.at("range");
    out.push_back({range.at("begin").to_number<std::size_t>(), range.at("end").to_number<std::size_t>(), text_at(each, "written"),
                   text_at(each, "spoken")});
  }
  return out;
}

DraftQuery read_draft_query(const ApiCall& call) {
  const auto& request = call.request;
  DraftQuery out;
  out.words = query_at(request, "q");
  if (const auto unit = UnitId::parse(query_at(request, "unit"))) out.unit = *unit;
  if (const auto folder = query_at(request, "folder"); !folder.empty()) out.folder = folder;
  out.state = draft_state_from(query_at(request, "state"));
  out.kind = draft_kind_from(query_at(request, "kind"));
  out.form = draft_form_from(query_at(request, "form"));
  out.topic = static_cast<int>(whole_number(query_at(request, "topic"), 0));
  out.law_number = query_at(request, "law");
  if (query_at(request, "mine") == "true") out.account = call.caller.account;
  out.limit = static_cast<std::size_t>(whole_number(query_at(request, "limit"), 50));
  out.after = query_at(request, "cursor");
  return out;
}

Result<DayRange> read_days(const std::string& from, const std::string& until) {
  LOA_TRY(const auto first, parse_day(from));
  LOA_TRY(const auto last, parse_day(until));
  if (last < first || last - first > date::days(3660)) return fail("draft.days", {});
  return DayRange{first, last};
}

Submission read_submission(const json::value& body) {
  Submission out;
  for (const auto& unit : body.at("units").as_array())
    if (const auto id = UnitId::parse(std::string_view(unit.as_string()))) out.units.push_back(*id);
  if (const auto days = read_days(text_at(body, "from"), text_at(body, "until"))) out.days = *days;
  else out.days = {CivilDay{date::days(1)}, CivilDay{}};  // no days: judged as such
  out.cls = broadcast_class_from(text_at(body, "class")).value_or(BroadcastClass::normal);
  if (const auto* airings = member(body, "airings_per_day")) out.airings_per_day = airings->to_number<int>();
  if (const auto* volume = member(body, "max_volume"); volume && !volume->is_null()) out.max_volume = volume->to_number<int>();
  if (const auto* slots = member(body, "slots"))
    for (const auto& slot : slots->as_array()) out.slots.emplace_back(slot.as_string());
  if (const auto approver = PersonId::parse(text_at(body, "approver"))) out.approver = *approver;
  return out;
}

}  // namespace loa::controller
