#include "protocol/manifest.h"

#include "core/json.h"
#include "protocol/limits.h"

namespace loa::protocol {

Result<Manifest> read_manifest(std::string_view bytes) {
  const auto bad = [](const Error& why) { return fail("manifest.bad", {{"why", to_line(why)}}, why.place); };
  auto value = parse_json(bytes);
  if (!value) return bad(value.error());
  JsonFields f(*value);
  Manifest m;
  f.integer("v", 1, 1);
  m.programme = f.id<ProgrammeId>("programme");
  m.revision = f.integer("revision", 0, std::int64_t{1} << 40);
  m.author = f.id<PersonId>("author");
  m.title = f.text("title", 512);
  m.audio = f.hash("audio");
  m.size = f.integer("size", 1, kMaxContent);
  m.duration = Millis{f.integer("duration_ms", 1, 24 * 3600 * 1000)};
  m.loudness_centi_lufs = f.integer("loudness_centi_lufs", -10000, 1000);
  m.true_peak_centi_dbtp = f.integer("true_peak_centi_dbtp", -20000, 1000);
  m.unit_list = f.hash("unit_list");
  m.unit_list_size = f.integer("unit_list_size", 1, kMaxContent);
  if (auto status = f.status(); !status) return bad(status.error());
  return m;
}

std::string write_manifest(const Manifest& m) {
  return write_json(json::object{{"v", 1},
                                 {"programme", m.programme.text()},
                                 {"revision", m.revision},
                                 {"author", m.author.text()},
                                 {"title", m.title},
                                 {"audio", m.audio.hex()},
                                 {"size", m.size},
                                 {"duration_ms", m.duration.count()},
                                 {"loudness_centi_lufs", m.loudness_centi_lufs},
                                 {"true_peak_centi_dbtp", m.true_peak_centi_dbtp},
                                 {"unit_list", m.unit_list.hex()},
                                 {"unit_list_size", m.unit_list_size}});
}

}  // namespace loa::protocol
