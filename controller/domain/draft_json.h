// A draft as it lies in the store: everything but texts and what has columns of its own. Pure.
#pragma once

#include "controller/domain/draft.h"

namespace loa::controller {

std::string write_draft(const Draft& draft);
// Error: those of core/json.h. Texts, respellings and sentences of the versions are empty.
Result<Draft> read_draft(std::string_view text);

std::string write_respellings(const std::vector<DraftRespelling>& list);
Result<std::vector<DraftRespelling>> read_respellings(std::string_view text);

}  // namespace loa::controller
