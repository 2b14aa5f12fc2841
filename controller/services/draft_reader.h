// What a request says about drafts, read out of JSON that has passed its schema. Pure.
#pragma once

#include "controller/services/api_router.h"
#include "controller/services/draft_desk.h"

namespace loa::controller {

// The draft of the path, the caller's area for that right, and the version of If-Match when `matched`.
// Errors: "controller.draft_unknown", "api.match_missing", "api.match_failed".
Result<DraftCall> read_draft_call(const ApiCall& call, Right right, const DraftActor& actor, bool matched);
Draft read_new_draft(const json::value& body);
// Changes exactly what the body names. Errors: "law.bad".
Status apply_change(Draft& draft, const json::value& body);
std::vector<DraftRespelling> respellings_of(const json::value& list);
DraftQuery read_draft_query(const ApiCall& call);
Submission read_submission(const json::value& body);
// From query or body: from, until. Error: "draft.days" for days in the wrong order or more than ten years.
Result<DayRange> read_days(const std::string& from, const std::string& until);
std::string text_at(const json::value& body, std::string_view key);       // "" when absent
std::string query_at(const net::HttpRequest& request, const std::string& name);

}  // namespace loa::controller
