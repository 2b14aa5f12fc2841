#include "agent/domain/journal_merge.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <string>

namespace loa::agent {
namespace {

constexpr char kCause[] = "journal.merged";
using Counts = std::map<std::string, std::int64_t>;

bool names_range(const std::string& name) { return name == "from" || name == "upto" || name == "rows"; }

void count(Counts& counts, const protocol::JournalRow& row) {
  if (row.from == 0) {
    ++counts[std::string(protocol::to_text(row.kind))];
    return;
  }
  for (const auto& [name, value] : row.params) {
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (!names_range(name)) counts[name] += number;
  }
}

protocol::JournalRow one_for(std::span<const protocol::JournalRow> run) {
  protocol::JournalRow out;
  out.from = protocol::first_seq(run.front());
  out.seq = run.back().seq;
  out.kind = protocol::RowKind::event;
  out.cause = kCause;
  out.start = out.end = run.front().at;
  Counts counts;
  for (const auto& row : run) {
    out.start = std::min(*out.start, row.start && row.from != 0 ? *row.start : row.at);
    out.end = std::max(*out.end, row.at);
    count(counts, row);
  }
  out.at = *out.end;
  out.params = {{"from", std::to_string(out.from)}, {"upto", std::to_string(out.seq)},
                {"rows", std::to_string(out.seq - out.from + 1)}};
  for (const auto& [kind, number] : counts) out.params.emplace_back(kind, std::to_string(number));
  return out;
}

}  // namespace

MergedRows merge_ordinary(const std::vector<protocol::JournalRow>& rows) {
  MergedRows out;
  for (auto at = rows.begin(); at != rows.end();) {
    const auto end = std::find_if_not(at, rows.end(), protocol::is_ordinary);
    if (end - at > 1) {
      out.rows.push_back(one_for({at, end}));
      out.gone += end - at - 1;
    }
    at = end == rows.end() ? end : end + 1;
  }
  return out;
}

}  // namespace loa::agent
