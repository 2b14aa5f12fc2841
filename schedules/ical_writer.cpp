#include "schedules/ical/content_line.h"
#include "schedules/ical_file.h"

namespace loa::schedules {
namespace {

class Writer {
 public:
  Writer(const NameSource& names, const Zone& zone) : names_(names), zone_(zone) {}

  std::string file(const std::vector<Item>& items) {
    out_ = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Loa//Loa//VI\r\n";
    timezone();
    for (const auto& item : items) event(item);
    return out_ + "END:VCALENDAR\r\n";
  }

 private:
  // Who reads TZID needs a definition. Vietnam has had one offset since 1975; other zones are known by their name.
  void timezone() {
    if (zone_.name() != Zone::vietnam().name()) return;
    out_ += "BEGIN:VTIMEZONE\r\nTZID:" + zone_.name() +
            "\r\nBEGIN:STANDARD\r\nDTSTART:19750613T000000\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
  }

  void event(const Item& item) {
    out_ += "BEGIN:VEVENT\r\n";
    text("UID", item.id.is_nil() ? sha256(item.title + format_civil(item.start)).hex() : item.id.text());
    const auto made = date::floor<std::chrono::seconds>(item.created);
    out_ += value_line("DTSTAMP", format_ical_time(CivilTime{made.time_since_epoch()}) + "Z");
    text("SUMMARY", item.title);
    when(item);
    rules(item);
    what(item);
    for (const auto& target : item.targets) text("X-LOA-TARGET", target_text(target));
    choices(item);
    out_ += "END:VEVENT\r\n";
  }

  void text(const std::string& name, const std::string& value) { out_ += text_line(name, value); }
  void time(const std::string& name, CivilTime at) { out_ += value_line(name + ";TZID=" + zone_.name(), format_ical_time(at)); }

  void when(const Item& item) {
    time("DTSTART", item.start);
    const auto whole = std::chrono::ceil<std::chrono::seconds>(item.duration);
    out_ += value_line("DURATION", format_ical_duration(whole));
    if (whole != item.duration) text("X-LOA-DURATION-MS", std::to_string(item.duration.count()));
    if (!item.rrule.empty()) out_ += value_line("RRULE", item.rrule);
    // Other programs look for the very start an exception takes away.
    const auto of_day = item.start - date::floor<date::days>(item.start);
    for (const auto day : item.exdates) time("EXDATE", day + of_day);
    for (const auto extra : item.rdates) time("RDATE", extra);
  }

  void rules(const Item& item) {
    if (item.lunar) text("X-LOA-LUNAR", to_text(*item.lunar));
    for (const auto& season : item.seasons) text("X-LOA-SEASON", to_text(season));
    if (item.holidays.mode != HolidayRule::Mode::any) text("X-LOA-HOLIDAYS", to_text(item.holidays));
  }

  void what(const Item& item) {
    text("X-LOA-KIND", std::string(to_text(item.kind)));
    if (!item.programme.is_nil()) text("X-LOA-PROGRAMME", names_.programme(item.programme));
    for (const auto& entry : item.playlist) text("X-LOA-ENTRY", names_.programme(entry.programme));
    if (!item.source.empty()) text("X-LOA-SOURCE", item.source);
  }

  std::string target_text(const Target& target) const {
    switch (target.kind) {
      case Target::Kind::unit: return "unit:" + names_.unit(target.unit);
      case Target::Kind::group: return "group:" + target.group;
      case Target::Kind::cluster: return "cluster:" + names_.cluster(target.cluster);
    }
    return {};
  }

  void choices(const Item& item) {
    text("X-LOA-CLASS", std::string(loa::to_text(item.cls)));
    text("X-LOA-LEVEL", std::string(to_text(item.level)));
    text("X-LOA-OVERRUN", std::string(to_text(item.overrun)));
    text("X-LOA-LATE", std::string(to_text(item.late)));
    text("X-LOA-ORDER", std::to_string(item.order));
    text("X-LOA-VOLUME", std::to_string(item.volume));
    text("X-LOA-CREATED", std::to_string(to_unix_ms(item.created)));
  }

  const NameSource& names_;
  const Zone& zone_;
  std::string out_;
};

}  // namespace

std::string write_ical(const std::vector<Item>& items, const NameSource& names, const Zone& zone) { return Writer(names, zone).file(items); }

}  // namespace loa::schedules
