#include "schedules/ical/content_line.h"
#include "schedules/ical_file.h"

#include "core/unicode.h"
#include "random_items.h"

namespace loa::schedules {
namespace {
using namespace test;

const Zone kZone = Zone::vietnam();

class AnyName final : public NameResolver {
 public:
  std::optional<UnitId> unit(std::string_view name) const override { return name == "xã" ? std::optional(kCommune) : std::nullopt; }
  std::optional<ClusterId> cluster(std::string_view) const override { return std::nullopt; }
  std::optional<ProgrammeRef> programme(std::string_view name) const override {
    if (name.starts_with("không")) return std::nullopt;
    return ProgrammeRef{id<ProgrammeId>(7), 1, sha256(name), 15min};
  }
};

std::string calendar(const std::string& event) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Bản tin\r\nDTSTART:20261125T053000\r\nX-LOA-TARGET:unit:xã\r\n" + event +
         "END:VEVENT\r\nEND:VCALENDAR\r\n";
}
Result<std::vector<Item>> read(const std::string& text) { return read_ical(text, "lich.ics", AnyName(), kZone); }

std::string refusal(const std::string& event) {
  const auto got = read(calendar(event));
  if (got) return "ok";
  EXPECT_TRUE(in_catalogue(got.error().code)) << got.error().code;
  const auto& params = got.error().params;
  const auto property = std::ranges::find(params, "property", &std::pair<std::string, std::string>::first);
  return got.error().code + " " + got.error().place + (property == params.end() ? "" : " " + property->second);
}

TEST(Ical, RandomSchedulesComeBackAsTheyWere) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto items = RandomItems(seed).several(25);
    const TestNames names(items);
    const auto text = write_ical(items, names, kZone);
    const auto back = read_ical(text, "lich.ics", names, kZone);
    ASSERT_TRUE(back) << "seed " << seed << " " << to_line(back.error()) << "\n" << text;
    ASSERT_EQ(back->size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i) ASSERT_TRUE((*back)[i] == items[i]) << "seed " << seed << " item " << i << "\n" << text;
    ASSERT_EQ(write_ical(*back, names, kZone), text);
  }
}

TEST(Ical, LinesAreShortAndEndWithCrLf) {
  const auto items = RandomItems(7).several(50);
  const auto text = write_ical(items, TestNames(items), kZone);
  ASSERT_TRUE(is_utf8(text));
  for (std::size_t from = 0; from < text.size();) {
    const auto end = text.find("\r\n", from);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - from, 75U);
    EXPECT_TRUE(is_utf8(std::string_view(text).substr(from, end - from)));  // no fold inside a character
    from = end + 2;
  }
}

TEST(Ical, AnEventOfAnotherProgram) {
  const std::string text =
      "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:abc@example\r\n"
      "summary;LANGUAGE=vi:Luật Đất đ\r\n ai\\, phần hai\r\nDTSTART:20261124T223000Z\r\nDTEND:20261124T225000Z\r\n"
      "RRULE:FREQ=WEEKLY;BYDAY=WE\r\nEXDATE:20261201T223000Z,20261208T223000Z\r\nRDATE;TZID=Europe/Berlin:20261129T233000\r\n"
      "BEGIN:VALARM\r\nDTSTART:garbage that alarms may have\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  auto got = read_ical(text, "x.ics", AnyName(), kZone, {{Target::of(kCommune)}});
  EXPECT_FALSE(got);  // even an alarm's values must be readable
  std::string clean = text;
  clean.replace(clean.find("DTSTART:garbage that alarms may have"), 36, "TRIGGER:-PT15M");
  got = read_ical(clean, "x.ics", AnyName(), kZone, {{Target::of(kCommune)}});
  ASSERT_TRUE(got) << to_line(got.error());
  ASSERT_EQ(got->size(), 1U);
  const auto& one = got->front();
  EXPECT_TRUE(one.id.is_nil());
  EXPECT_EQ(one.title, "Luật Đất đai, phần hai");
  EXPECT_EQ(one.programme, id<ProgrammeId>(7));
  EXPECT_EQ(one.start, civil(kDay, 5, 30));
  EXPECT_EQ(one.duration, 20min);
  EXPECT_EQ(one.exdates, (std::vector<CivilDay>{kDay + date::days{7}, kDay + date::days{14}}));
  EXPECT_EQ(one.rdates, (std::vector<CivilTime>{civil(kDay + date::days{5}, 5, 30)}));
  EXPECT_EQ(one.targets, (std::vector<Target>{Target::of(kCommune)}));
}

TEST(Ical, ErrorsNameLineAndProperty) {
  EXPECT_EQ(refusal(""), "ok");
  EXPECT_EQ(refusal("DTEND:2026x\r\n"), "schedule.ical_bad lich.ics:7 DTEND");
  EXPECT_EQ(refusal("DURATION:15\r\n"), "schedule.ical_bad lich.ics:7 DURATION");
  EXPECT_EQ(refusal("DURATION:-PT5M\r\n"), "schedule.ical_bad lich.ics:7 DURATION");
  EXPECT_EQ(refusal("X-LOA-ORDER:1\r\n\r\nX-LOA-CLASS:loud\r\n"), "schedule.ical_bad lich.ics:9 X-LOA-CLASS");
  EXPECT_EQ(refusal("X-LOA-VOLUME:101\r\n"), "schedule.ical_bad lich.ics:7 X-LOA-VOLUME");
  EXPECT_EQ(refusal("X-LOA-NEWER:1\r\n"), "schedule.ical_bad lich.ics:7 X-LOA-NEWER");
  EXPECT_EQ(refusal("X-LOA-TARGET:xã\r\n"), "schedule.ical_bad lich.ics:7 X-LOA-TARGET");
  EXPECT_EQ(refusal("X-LOA-TARGET:unit:huyện\r\n"), "schedule.file_name_unknown lich.ics:7");
  EXPECT_EQ(refusal("X-LOA-PROGRAMME:không có\r\n"), "schedule.file_name_unknown lich.ics:7");
  EXPECT_EQ(refusal("X-LOA-LUNAR:DAYS=31\r\n"), "schedule.calendar_bad lich.ics:7");
  EXPECT_EQ(refusal("RRULE:FREQ=DALLY\r\n"), "schedule.rrule_bad lich.ics:7");
  EXPECT_EQ(refusal("RRULE:FREQ=DAILY\r\nRRULE:FREQ=DAILY\r\n"), "schedule.ical_bad lich.ics:8 RRULE");
  EXPECT_EQ(refusal("RECURRENCE-ID:20261126T053000\r\n"), "schedule.ical_bad lich.ics:7 RECURRENCE-ID");
  EXPECT_EQ(refusal("RDATE;VALUE=DATE:20261126\r\n"), "schedule.ical_bad lich.ics:7 RDATE");
  EXPECT_EQ(refusal("RDATE;TZID=Mars/Base:20261126T053000\r\n"), "time.zone_unknown lich.ics:7");
  EXPECT_EQ(refusal("no colon\r\n"), "schedule.ical_bad lich.ics:7 no colon");
  EXPECT_EQ(refusal("DURATION:PT25H\r\n"), "schedule.item_bad lich.ics:3");
  EXPECT_EQ(refusal("END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\n"), "schedule.ical_bad lich.ics:8 DTSTART");
  EXPECT_EQ(refusal("BEGIN:VALARM\r\n"), "schedule.ical_bad lich.ics:8 END");
}

TEST(Ical, WholeDaysAndCancelledEvents) {
  auto got = read(calendar("EXDATE;VALUE=DATE:20261202\r\n"));
  ASSERT_TRUE(got) << to_line(got.error());
  EXPECT_EQ(got->front().exdates, (std::vector<CivilDay>{kDay + date::days{7}}));
  got = read(calendar("STATUS:CANCELLED\r\n"));
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->empty());
}

TEST(Ical, WhatIsNoCalendar) {
  EXPECT_EQ(read("").error().code, "schedule.ical_bad");
  EXPECT_EQ(read("BEGIN:VCALENDAR\r\n").error().code, "schedule.ical_bad");
  EXPECT_EQ(read("BEGIN:VEVENT\r\nEND:VEVENT\r\n").error().place, "lich.ics:1");
  EXPECT_EQ(read("\xff").error().code, "text.not_utf8");
  EXPECT_EQ(read(std::string("A:\0", 3)).error().code, "text.not_utf8");
}

TEST(Ical, Limits) {
  EXPECT_EQ(read(std::string(kMaxIcalBytes + 1, ' ')).error().code, "schedule.ical_too_large");
  std::string many = "BEGIN:VCALENDAR\r\n";
  for (std::size_t i = 0; i <= kMaxIcalEvents; ++i)
    many += "BEGIN:VEVENT\r\nSUMMARY:b\r\nDTSTART:20261125T053000\r\nX-LOA-TARGET:unit:xã\r\nEND:VEVENT\r\n";
  EXPECT_EQ(read(many + "END:VCALENDAR\r\n").error().code, "schedule.ical_too_many");
  many.resize(many.rfind("BEGIN:VEVENT"));
  const auto fits = read(many + "END:VCALENDAR\r\n");
  ASSERT_TRUE(fits) << to_line(fits.error());
  EXPECT_EQ(fits->size(), kMaxIcalEvents);
}

}  // namespace
}  // namespace loa::schedules
