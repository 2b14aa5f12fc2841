#include "schedules/schedule_file.h"

#include "core/json.h"

#include <fmt/format.h>

namespace loa::schedules {
namespace {

// YAML reads JSON strings as they are.
std::string quoted(std::string_view text) { return write_json(json::value(text)); }

std::string minute_text(CivilTime t) {
  auto text = format_civil(t);
  text[10] = ' ';
  return text.ends_with(":00") ? text.substr(0, 16) : text;
}

std::string duration_text(Millis d) {
  const auto seconds = d.count() / 1000;
  auto out = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (d.count() % 1000 != 0) out += fmt::format(".{:03}", d.count() % 1000);
  return out;
}

class Writer {
 public:
  explicit Writer(const NameSource& names) : names_(names) {}

  std::string file(const std::vector<Item>& items) {
    out_ = items.empty() ? "version: 1\nitems: []\n" : "version: 1\nitems:\n";
    for (const auto& item : items) one(item);
    return std::move(out_);
  }

 private:
  void one(const Item& item) {
    out_ += "  - title: " + quoted(item.title) + "\n";
    word("kind", to_text(item.kind));
    if (!item.programme.is_nil()) line("programme", quoted(names_.programme(item.programme)));
    list("playlist", item.playlist, [&](const PlaylistEntry& e) { return quoted(names_.programme(e.programme)); });
    if (!item.source.empty()) line("source", quoted(item.source));
    when(item);
    out_ += "    targets:\n";
    for (const auto& target : item.targets) out_ += "      - " + target_text(target) + "\n";
    word("class", loa::to_text(item.cls));
    word("level", to_text(item.level));
    word("overrun", to_text(item.overrun));
    word("late", to_text(item.late));
    line("order", std::to_string(item.order));
    line("volume", std::to_string(item.volume));
  }

  void when(const Item& item) {
    line("start", quoted(minute_text(item.start)));
    if (item.playlist.empty()) line("duration", quoted(duration_text(item.duration)));
    if (!item.rrule.empty()) line("rrule", quoted(item.rrule));
    if (item.lunar) line("lunar", quoted(to_text(*item.lunar)));
    list("seasons", item.seasons, [](const Season& s) { return quoted(to_text(s)); });
    if (item.holidays.mode != HolidayRule::Mode::any) line("holidays", quoted(to_text(item.holidays)));
    list("exdates", item.exdates, [](CivilDay d) { return quoted(format_day(d)); });
    list("rdates", item.rdates, [](CivilTime t) { return quoted(minute_text(t)); });
  }

  void line(std::string_view key, std::string_view value) { out_ += fmt::format("    {}: {}\n", key, value); }
  void word(std::string_view key, std::string_view value) { line(key, value); }

  template <class T, class Format>
  void list(std::string_view key, const std::vector<T>& values, Format format) {
    if (values.empty()) return;
    std::string all;
    for (const auto& value : values) all += (all.empty() ? "" : ", ") + format(value);
    line(key, "[" + all + "]");
  }

  std::string target_text(const Target& target) const {
    switch (target.kind) {
      case Target::Kind::unit: return "unit: " + quoted(names_.unit(target.unit));
      case Target::Kind::group: return "group: " + quoted(target.group);
      case Target::Kind::cluster: return "cluster: " + quoted(names_.cluster(target.cluster));
    }
    return {};
  }

  const NameSource& names_;
  std::string out_;
};

}  // namespace

PlaylistEntry entry_of(const ProgrammeRef& found, std::string_view name) {
  const bool is_id = ProgrammeId::parse(name).has_value();
  return {found.id, found.revision, found.manifest, found.duration, is_id ? std::string() : std::string(name)};
}

std::string write_schedule(const std::vector<Item>& items, const NameSource& names) { return Writer(names).file(items); }

}  // namespace loa::schedules
