#include "tests/world/world.h"

#include "audio/ogg_scan.h"
#include "audio/unit_list.h"
#include "core/check.h"
#include "tests/world/opus_maker.h"

#include <algorithm>

namespace loa::test {
namespace {

constexpr std::int64_t kDefaultNow = 1795482000000;  // 2026-11-24T01:00:00Z

const std::vector<std::pair<const char*, const char*>> kOfficers = {
    {"approver", "Nguyễn Thị Duyệt"}, {"duty_one", "Trần Văn Trực"},  {"duty_two", "Lê Thị Canh"},
    {"technician", "Phạm Văn Kỹ"},    {"policy_owner", "Hoàng Quy Chế"}, {"renewer", "Vũ Gia Hạn"},
    {"stranger", "Người Lạ"}};

std::size_t unit_bytes(std::size_t size, std::size_t index) { return std::min(audio::kUnitBytes, size - index * audio::kUnitBytes); }

}  // namespace

World::World(WorldOptions options)
    : random_(options.seed), now_(options.now == UtcTime{} ? from_unix_ms(kDefaultNow) : options.now) {
  make_people();
  make_sites(options);
  genesis_.name = "Mạng thử";
  genesis_.demo = true;
  genesis_.issued = now_ - std::chrono::hours(24);
  for (const auto& holder : authority_)
    genesis_.authority.push_back({holder.person, holder.name, holder.signer->public_key()});
  genesis_.bytes = protocol::write_genesis(genesis_);
}

KeyHolder World::make_holder(const std::string& name, bool person) {
  KeyHolder holder;
  if (person) holder.person = PersonId::make(now_, random_);
  holder.name = name;
  random_.fill(holder.seed);
  holder.signer = protocol::make_signer(holder.seed);
  return holder;
}

void World::make_people() {
  for (const char* name : {"Thẩm quyền Một", "Thẩm quyền Hai", "Thẩm quyền Ba"}) authority_.push_back(make_holder(name, true));
  for (const auto& [role, name] : kOfficers) holders_.emplace(role, make_holder(name, true));
  holders_.emplace("controller", make_holder("controller", false));
  author_ = PersonId::make(now_, random_);
}

void World::make_sites(const WorldOptions& options) {
  province_ = UnitId::make(now_, random_);
  for (int i = 0; i < options.communes; ++i) {
    Site site;
    site.unit = UnitId::make(now_, random_);
    site.name = "Xã " + std::to_string(i + 1);
    site.agent = AgentId::make(now_, random_);
    site.bridge = BridgeId::make(now_, random_);
    site.bridge_key = make_holder("bridge " + std::to_string(i + 1), false);
    for (int c = 0; c < options.clusters_per_commune; ++c) site.clusters.push_back(ClusterId::make(now_, random_));
    sites_.push_back(std::move(site));
  }
}

protocol::Header World::header() {
  return {.id = DocumentId::make(now_, random_), .issued = now_, .trace = {}};
}

std::int64_t World::next_version() {
  last_version_ = std::max(last_version_ + 1, to_unix_ms(now_));
  return last_version_;
}

Programme World::fresh() {
  Programme out;
  out.id = ProgrammeId::make(now_, random_);
  return out;
}

Programme World::bind(Programme out, Bytes audio, Bytes unit_list, Millis duration) {
  out.audio = std::move(audio);
  out.unit_list = std::move(unit_list);
  auto& manifest = out.manifest;
  manifest.programme = out.id;
  manifest.revision = out.revision;
  manifest.author = author_;
  manifest.title = "Tuyên truyền pháp luật";
  manifest.audio = sha256(out.audio);
  manifest.size = static_cast<std::int64_t>(out.audio.size());
  manifest.duration = duration;
  manifest.loudness_centi_lufs = -1600;
  manifest.true_peak_centi_dbtp = -200;
  manifest.unit_list = sha256(out.unit_list);
  manifest.unit_list_size = static_cast<std::int64_t>(out.unit_list.size());
  out.manifest_bytes = to_bytes(protocol::write_manifest(manifest));
  out.manifest_hash = sha256(out.manifest_bytes);
  contents_[manifest.audio] = out.audio;
  contents_[manifest.unit_list] = out.unit_list;
  contents_[out.manifest_hash] = out.manifest_bytes;
  return out;
}

Programme World::programme(Millis duration, std::uint64_t voice) {
  const auto samples = voice_like(static_cast<std::size_t>(duration.count()) * 48, voice);
  Bytes audio = encode_ogg_opus(samples);
  const auto list = audio::scan_ogg_opus(audio);
  CHECK(list.has_value());
  return bind(fresh(), std::move(audio), audio::write_unit_list(*list), duration);
}

Programme World::light_programme(Millis duration) { return light(fresh(), duration); }

Programme World::light_revision(const Programme& before, Millis duration) {
  Programme next;
  next.id = before.id;
  next.revision = before.revision + 1;
  return light(std::move(next), duration);
}

Programme World::light(Programme out, Millis duration) {
  Bytes audio(static_cast<std::size_t>(std::max<std::int64_t>(1, duration.count() * 4)));  // 32 kb/s
  random_.fill(audio);
  audio::UnitList list;
  list.size = audio.size();
  list.header_bytes = 100;
  list.pre_skip = 312;
  list.total_samples = duration.count() * 48;
  const std::size_t count = (audio.size() + audio::kUnitBytes - 1) / audio::kUnitBytes;
  for (std::size_t i = 0; i < count; ++i) {
    audio::Unit unit;
    unit.sha256 = sha256(ByteSpan(audio).subspan(i * audio::kUnitBytes, unit_bytes(audio.size(), i)));
    unit.fresh_page_offset = static_cast<std::uint32_t>(i == 0 ? list.header_bytes : i * audio::kUnitBytes);
    unit.granule_before = static_cast<std::int64_t>(i * audio::kUnitBytes / 4 * 48);
    list.units.push_back(unit);
  }
  return bind(std::move(out), std::move(audio), audio::write_unit_list(list), duration);
}

}  // namespace loa::test
