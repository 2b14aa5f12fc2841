// Sane items of every kind for round trips and properties of the planner. The same seed gives the same items.
#pragma once

#include "core/random.h"
#include "schedules/schedule_file.h"
#include "world.h"

namespace loa::schedules::test {

class RandomItems {
 public:
  explicit RandomItems(std::uint64_t seed) : random_(seed) {}

  Item next() {
    auto out = item(++number_, civil(kDay - date::days{below(40)}, below(24), below(60), below(3) ? 0 : below(60)),
                    Millis{1000 + below(5'400'000)});
    out.title = kTitles[static_cast<std::size_t>(below(static_cast<int>(kTitles.size())))] + " " + std::to_string(number_);
    out.cls = below(3) ? BroadcastClass::normal : BroadcastClass::priority;
    out.level = static_cast<OwnerLevel>(below(3));
    out.overrun = static_cast<Overrun>(below(3));
    out.late = static_cast<Late>(below(2));
    out.order = below(4) - 1;
    out.volume = below(101);
    out.created = from_unix_ms(1'700'000'000'000 + below(3));
    give_kind(out);
    give_rule(out);
    give_targets(out);
    return out;
  }

  std::vector<Item> several(int n) {
    std::vector<Item> out;
    for (int i = 0; i < n; ++i) out.push_back(next());
    return out;
  }

  int below(int limit) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(limit))); }

 private:
  void give_kind(Item& out) {
    out.kind = static_cast<ItemKind>(below(4));
    if (out.kind == ItemKind::relay && below(2)) out.source = "vov; 1, \"miền Bắc\"";
    if (out.kind == ItemKind::relay || out.kind == ItemKind::live) out.programme = {}, out.manifest = {}, out.revision = 0;
    if (out.kind != ItemKind::playlist || !below(2)) return;
    out.programme = {}, out.manifest = {}, out.revision = 0;
    for (int i = 0, n = 1 + below(4); i < n; ++i) {
      const int which = 1 + below(50);
      out.playlist.push_back({id<ProgrammeId>(which), which, sha256("p" + std::to_string(which)), Millis{1000 + which * 1111}, "Chương trình " + std::to_string(which)});
    }
    out.duration = total_duration(out.playlist);
  }

  void give_rule(Item& out) {
    const char* rules[] = {"", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU,WE", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                           "FREQ=DAILY;INTERVAL=2;COUNT=30", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231T235959Z"};
    const char* lunar[] = {"DAYS=1,15", "DAYS=-1;LEAP=ONLY", "DAYS=15;MONTH=1", "DAYS=10;MONTH=3;UNTIL=2030-01-01"};
    if (below(4)) out.rrule = rules[below(7)];
    else out.lunar = *parse_lunar_rule(lunar[below(4)]);
    if (!below(4)) out.seasons.push_back(*parse_season("04-16/10-15"));
    if (!below(4)) out.seasons.push_back(*parse_season("11-01/02-29"));
    if (!below(4)) out.holidays = *parse_holiday_rule(below(2) ? "NEVER" : "ONLY=new_year,tet");
    for (int n = below(3); n > 0; --n) out.exdates.push_back(kDay + date::days{below(20) - 10});
    for (int n = below(3); n > 0; --n) out.rdates.push_back(civil(kDay + date::days{below(20) - 10}, below(24), below(60)));
  }

  void give_targets(Item& out) {
    out.targets.clear();
    if (below(2)) out.targets.push_back(Target::of(below(2) ? kCommune : kProvince));
    if (!below(3)) out.targets.push_back(Target::of_group(below(2) ? "chợ" : "xóm, \"trên\"; dưới"));
    if (out.targets.empty()) out.targets.push_back(Target::of(below(2) ? kNorth : kSouth));
  }

  const std::vector<std::string> kTitles{"Bản tin", "Tìm hiểu Luật Đất đai, phần; \\ hai", "Tiếp âm \"VOV1\": thời sự 05 giờ 30 — chương trình dài hơn bảy mươi lăm ký tự để gập dòng",
                                         "Thông báo\nnhiều dòng", "# không phải chú thích", "- gạch đầu dòng: có", "null"};
  SeededRandom random_;
  int number_ = 0;
};

// A library in which every programme can be found by its title, as a console has it.
class TestNames final : public NameResolver, public NameSource {
 public:
  explicit TestNames(const std::vector<Item>& items) {
    for (const auto& i : items) {
      if (!i.programme.is_nil()) add("Chương trình của " + i.title, {i.programme, i.revision, i.manifest, i.duration});
      for (const auto& e : i.playlist) add(e.title, {e.programme, e.revision, e.manifest, e.duration});
    }
  }

  std::optional<UnitId> unit(std::string_view name) const override {
    if (name == "Xã Đông Hòa, tỉnh \"X\"") return kCommune;
    return name == "tỉnh" ? std::optional(kProvince) : std::nullopt;
  }
  std::optional<ClusterId> cluster(std::string_view name) const override {
    if (name == "DH-01") return kNorth;
    return name == "DH-02" ? std::optional(kSouth) : std::nullopt;
  }
  std::optional<ProgrammeRef> programme(std::string_view name) const override {
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }
  std::string unit(UnitId id) const override { return id == kCommune ? "Xã Đông Hòa, tỉnh \"X\"" : "tỉnh"; }
  std::string cluster(ClusterId id) const override { return id == kNorth ? "DH-01" : "DH-02"; }
  std::string programme(ProgrammeId id) const override { return names_.at(id); }

 private:
  void add(const std::string& name, const ProgrammeRef& ref) { by_name_[name] = ref, names_[ref.id] = name; }

  std::map<std::string, ProgrammeRef> by_name_;
  std::map<ProgrammeId, std::string> names_;
};

}  // namespace loa::schedules::test
