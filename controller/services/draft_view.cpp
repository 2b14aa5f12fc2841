#include "controller/services/draft_view.h"

#include "controller/services/api_json.h"

#include <algorithm>

namespace loa::controller {
namespace {

json::value day_json(const std::optional<CivilDay>& day) { return day ? json::value(format_day(*day)) : json::value(nullptr); }
json::value topic_json(int topic) { return topic == 0 ? json::value(nullptr) : json::value(topic); }

json::object span_json(std::size_t begin, std::size_t end) { return {{"begin", begin}, {"end", end}}; }

// UTF-16 positions of all bytes of a text: a reading holds thousands of ranges, each walk of the text would be one too many.
class Units {
 public:
  explicit Units(std::string_view text) {
    at_.reserve(text.size() + 1);
    std::size_t unit = 0;
    for (const char c : text) {
      at_.push_back(unit);
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0) != 0x80) unit += byte >= 0xF0 ? 2 : 1;
    }
    at_.push_back(unit);
  }
  json::object span(speech::TextRange bytes) const { return span_json(at(bytes.begin), at(bytes.end)); }

 private:
  std::size_t at(std::size_t byte) const { return at_[std::min(byte, at_.size() - 1)]; }
  std::vector<std::size_t> at_;
};

json::value sound_json(const DraftVersion& version) {
  if (!version.sound) return nullptr;
  const DraftSound& s = *version.sound;
  return json::object{{"programme", s.programme.text()}, {"revision", s.revision}, {"manifest", s.manifest.hex()}, {"voice", s.voice},
                      {"duration_ms", s.duration_ms}, {"loudness_centi_lufs", s.loudness_centi_lufs},
                      {"true_peak_centi_dbtp", s.true_peak_centi_dbtp}, {"stale", version.is_stale()}, {"made", format_rfc3339(s.made)}};
}

json::object version_json(const DraftVersion& version) {
  json::array respellings;
  for (const auto& r : version.respellings)
    respellings.push_back(json::object{{"range", span_json(r.begin, r.end)}, {"written", r.written}, {"spoken", r.spoken}});
  return {{"language", version.language}, {"title", version.title}, {"text", version.text}, {"respellings", respellings},
          {"sound", sound_json(version)}};
}

json::value submission_json(const Draft& draft) {
  if (!draft.submission) return nullptr;
  const Submission& s = *draft.submission;
  json::array units, waiting;
  for (const auto& unit : s.units) units.emplace_back(unit.text());
  for (const auto& each : s.waiting)
    if (!each.decided) waiting.emplace_back(each.language);
  return json::object{{"units", units}, {"from", format_day(s.days.from)}, {"until", format_day(s.days.until)},
                      {"class", to_text(s.cls)}, {"at", format_rfc3339(s.at)}, {"by", s.by}, {"waiting", waiting}};
}

json::value confirmed_json(const Draft& draft) {
  if (!draft.law_confirmed) return nullptr;
  const LawConfirmation& c = *draft.law_confirmed;
  return json::object{{"by", c.by}, {"at", format_rfc3339(c.at)}, {"reason", c.reason}, {"from", format_day(c.days.from)},
                      {"until", format_day(c.days.until)}};
}

json::array history_json(const Draft& draft) {
  json::array out;
  for (const auto& h : draft.history)
    out.push_back(json::object{{"revision", h.revision}, {"state", to_text(h.state)}, {"at", format_rfc3339(h.at)}, {"by", h.by},
                               {"reason", h.reason}});
  return out;
}

json::object common_json(const Draft& d) {
  return {{"id", d.id.text()}, {"unit", d.unit.text()}, {"kind", to_text(d.kind)}, {"title", d.title}, {"form", to_text(d.form)},
          {"topic", topic_json(d.topic)}, {"folder", d.folder}, {"state", to_text(d.state)}, {"revision", d.revision},
          {"author", d.author.text()}, {"author_name", d.author_name}, {"created", format_rfc3339(d.created)},
          {"updated", format_rfc3339(d.updated)}, {"expires", day_json(d.expires)}};
}

json::object question_json(const Units& units, const speech::AbbreviationQuestion& q) {
  json::array expansions;
  for (const auto& each : q.expansions) expansions.emplace_back(each);
  const auto scope = q.in_document_number ? speech::EntryScope::document_number : speech::EntryScope::anywhere;
  return {{"word", q.written}, {"range", units.span(q.range)}, {"sentence", q.sentence}, {"occurrences", q.occurrences},
          {"scope", speech::to_string(scope)}, {"as_letters", q.as_letters}, {"expansions", expansions}};
}

}  // namespace

json::object draft_json(const Draft& draft) {
  json::object out = common_json(draft);
  json::array versions;
  for (const auto& version : draft.versions) versions.push_back(version_json(version));
  out["version"] = draft.version;
  out["audience"] = draft.audience;
  out["law"] = draft.law ? json::value(law_fields(*draft.law)) : json::value(nullptr);
  out["law_confirmed"] = confirmed_json(draft);
  out["versions"] = std::move(versions);
  out["submission"] = submission_json(draft);
  out["history"] = history_json(draft);
  out["material"] = draft.material.is_nil() ? json::value(nullptr) : json::value(draft.material.text());
  return out;
}

json::object draft_summary_json(const Draft& draft) {
  json::object out = common_json(draft);
  json::array languages;
  for (const auto& version : draft.versions) languages.emplace_back(version.language);
  out["languages"] = std::move(languages);
  out["law_number"] = draft.law ? draft.law->number : std::string();
  return out;
}

json::object incoming_json(const speech::IncomingText& it) {
  return {{"encoding", speech::to_string(it.encoding)}, {"certainty_percent", it.certainty_percent},
          {"converted_lines", it.converted_lines}, {"example_before", it.example_before}, {"example_after", it.example_after},
          {"characters", it.characters}, {"removed_characters", it.removed_characters}, {"was_decomposed", it.was_decomposed}};
}

json::object reading_json(const std::string& text, const speech::Announcement& announcement) {
  const Units units(text);
  json::array sentences, questions, stale;
  for (const auto& sentence : announcement.sentences) {
    json::array pieces;
    for (const auto& piece : sentence.pieces)
      pieces.push_back(json::object{{"range", units.span(piece.range)}, {"spoken", piece.spoken}});
    sentences.push_back(json::object{{"range", units.span(sentence.range)}, {"written", sentence.written},
                                     {"spoken", sentence.spoken}, {"pieces", pieces}});
  }
  for (const auto& question : announcement.questions) questions.push_back(question_json(units, question));
  for (const auto index : announcement.stale_respellings) stale.emplace_back(index);
  return {{"sentences", sentences}, {"questions", questions}, {"stale_respellings", stale}};
}

json::object law_check_json(const Draft& draft, const DayRange& days) {
  json::array findings;
  for (const auto& finding : draft.law ? check_in_force(*draft.law, days) : std::vector<LawFinding>{}) {
    json::object one = texts_json(finding.what);
    one["from"] = format_day(finding.days.from);
    one["until"] = format_day(finding.days.until);
    findings.push_back(std::move(one));
  }
  const bool confirmed = draft.law && draft.law_confirmed && draft.law_confirmed->covers(*draft.law, days);
  return {{"ok", findings.empty()}, {"confirmed", confirmed}, {"findings", findings}};
}

json::object dictionary_json(const speech::Dictionary& dictionary) {
  json::array entries;
  for (const auto& entry : dictionary.entries())
    entries.push_back(json::object{{"written", entry.written}, {"spoken", entry.spoken}, {"scope", speech::to_string(entry.scope)},
                                   {"note", entry.note}});
  return {{"entries", entries}};
}

json::array peaks_json(const std::vector<int>& peaks, std::size_t points) {
  json::array out;
  const std::size_t count = std::min(points, peaks.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = peaks.begin() + static_cast<std::ptrdiff_t>(i * peaks.size() / count);
    const auto last = peaks.begin() + static_cast<std::ptrdiff_t>((i + 1) * peaks.size() / count);
    out.emplace_back(*std::max_element(first, last));
  }
  return out;
}

}  // namespace loa::controller
