// Drafts as the console sees them (controller/api/programmes.yaml). Pure reading.
#pragma once

#include "audio/speech/announce.h"
#include "audio/speech/dictionary.h"
#include "audio/speech/incoming_text.h"
#include "controller/domain/draft.h"

namespace loa::controller {

json::object draft_json(const Draft& draft);
json::object draft_summary_json(const Draft& draft);
json::object incoming_json(const speech::IncomingText& incoming);
json::object reading_json(const std::string& text, const speech::Announcement& announcement);
json::object law_check_json(const Draft& draft, const DayRange& days);
json::object dictionary_json(const speech::Dictionary& dictionary);
// At most `points` of them, each the highest of those it stands for.
json::array peaks_json(const std::vector<int>& peaks, std::size_t points);

}  // namespace loa::controller
