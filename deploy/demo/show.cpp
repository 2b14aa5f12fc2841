#include "deploy/demo/show.h"

#include "audio/tts.h"
#include "core/files.h"

#include <fmt/format.h>

namespace loa::demo {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
constexpr auto kAhead = 20s;
constexpr auto kBetween = 4s;

struct SampleText {
  const char* file;
  const char* title;
};
// Spoken by the machine voice; the first is the law programme.
constexpr SampleText kLaw{"luat-xu-ly-vi-pham-tieng-on.txt", "Tìm hiểu pháp luật: tiếng ồn trong khu dân cư"};
constexpr SampleText kReminder{"doi-mu-bao-hiem.txt", "Nhắc việc: đội mũ bảo hiểm khi đi xe máy"};

std::vector<const deploy::Station*> all_stations(Demo& demo) {
  std::vector<const deploy::Station*> out;
  for (const auto& station : demo.network().stations) out.push_back(&station);
  return out;
}

std::vector<UnitId> units_of(const std::vector<const deploy::Station*>& stations) {
  std::vector<UnitId> out;
  for (const auto* station : stations) out.push_back(station->unit);
  return out;
}

}  // namespace

Result<std::filesystem::path> speak_sample(const Demo& demo, const std::string& text_file) {
  LOA_TRY(auto bytes, read_file(demo.options().source / "audio" / "samples" / text_file, 64 * 1024));
  const auto wav = demo.run_folder() / (std::filesystem::path(text_file).stem().string() + ".wav");
  LOA_TRY_OK(audio::synthesise(std::string(as_text(bytes)), audio::Voice{}, wav));
  return wav;
}

awaitable<Result<std::vector<Aired>>> put_on_the_show(Demo& demo) {
  auto& broadcast = demo.broadcast();
  if (auto up = co_await broadcast.wait_for_controller(30s); !up) co_return up.error();
  if (auto founded = co_await broadcast.found(demo.quiet()); !founded) co_return founded.error();

  std::filesystem::path file;
  std::string title, voice;
  if (const auto& own = demo.options().programme) {
    file = *own;
    title = own->stem().string();
    voice = "file";
  } else {
    auto spoken = speak_sample(demo, kLaw.file);
    if (!spoken) co_return spoken.error();
    file = *spoken;
    title = kLaw.title;
    voice = "machine";
  }
  auto reminder = speak_sample(demo, kReminder.file);
  if (!reminder) co_return reminder.error();

  const auto everywhere = all_stations(demo);
  const std::vector<const deploy::Station*> first_commune{everywhere.front()};
  auto main = co_await broadcast.upload(file, title, voice);
  if (!main) co_return main.error();
  if (auto approved = co_await broadcast.approve(*main, units_of(everywhere)); !approved) co_return approved.error();
  auto other = co_await broadcast.upload(*reminder, kReminder.title, "machine");
  if (!other) co_return other.error();
  if (auto approved = co_await broadcast.approve(*other, units_of(first_commune)); !approved) co_return approved.error();

  // On a loaded machine delivery may take longer than the lead; what is late joins at the right offset all the same.
  for (const auto& programme : {*main, *other}) {
    if (auto held = co_await broadcast.wait_until_delivered(programme, 30s); !held) demo.say(to_line(held.error()));
  }
  std::vector<Aired> show;
  const UtcTime start = date::ceil<std::chrono::seconds>(demo.clock().system_utc() + kAhead);
  auto one = co_await broadcast.schedule(*main, everywhere, start);
  if (!one) co_return one.error();
  show.push_back(*one);
  auto two = co_await broadcast.schedule(*other, first_commune, start + main->duration + kBetween);
  if (!two) co_return two.error();
  show.push_back(*two);
  co_return show;
}

}  // namespace loa::demo
