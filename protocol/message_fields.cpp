#include "protocol/message_fields.h"

namespace loa::protocol {
namespace {

constexpr std::size_t kMaxLevels = 64;
constexpr std::size_t kMaxParams = 16;
constexpr std::size_t kMaxParamText = 1024;

}  // namespace

json::object cluster_health_object(const ClusterHealth& health) {
  json::object out{{"id", health.id.text()}, {"state", health.state}};
  if (health.fault) out["fault"] = *health.fault;
  if (health.amplifier_on) out["amplifier_on"] = *health.amplifier_on;
  if (health.line_ok) out["line_ok"] = *health.line_ok;
  if (health.volume) out["volume"] = *health.volume;
  if (health.playing) out["playing"] = health.playing->hex();
  return out;
}

Result<ClusterHealth> cluster_health_from(const json::value& value) {
  JsonFields f(value, "clusters");
  ClusterHealth out;
  out.id = f.id<ClusterId>("id");
  out.state = f.text("state", 32);
  out.fault = f.text_or_none("fault", 64);
  if (f.has("amplifier_on")) out.amplifier_on = f.boolean("amplifier_on", false);
  if (f.has("line_ok")) out.line_ok = f.boolean("line_ok", false);
  if (const auto volume = f.integer_or_none("volume", 0, 100)) out.volume = static_cast<int>(*volume);
  out.playing = f.hash_or_none("playing");
  LOA_TRY_OK(f.status());
  return out;
}

json::array levels_array(const std::vector<LevelNow>& levels) {
  json::array out;
  for (const auto& level : levels) {
    json::object one{{"cluster", level.cluster.text()}};
    if (level.occurrence) one["occurrence"] = level.occurrence->hex();
    one["rms"] = level.rms_dbfs;
    one["peak"] = level.peak_dbfs;
    one["position_ms"] = level.position_ms;
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<LevelNow> levels_from(JsonFields& fields, std::string_view key) {
  std::vector<LevelNow> out;
  for (const auto& item : fields.array(key, kMaxLevels)) {
    JsonFields f(item, std::string(key));
    LevelNow level;
    level.cluster = f.id<ClusterId>("cluster");
    level.occurrence = f.hash_or_none("occurrence");
    level.rms_dbfs = static_cast<int>(f.integer("rms", -200, 20));
    level.peak_dbfs = static_cast<int>(f.integer("peak", -200, 20));
    level.position_ms = f.integer("position_ms", 0, std::int64_t{1} << 40);
    if (auto status = f.status(); !status) fields.note(status.error());
    out.push_back(level);
  }
  return out;
}

json::array params_array(const ErrorParams& params) {
  json::array out;
  for (const auto& [name, value] : params) out.push_back(json::array{name, value});
  return out;
}

ErrorParams params_from(JsonFields& fields, std::string_view key) {
  ErrorParams out;
  for (const auto& item : fields.array_or_empty(key, kMaxParams)) {
    const auto* pair = item.if_array();
    const auto text = [&](std::size_t i) {
      const auto* one = pair && pair->size() == 2 ? (*pair)[i].if_string() : nullptr;
      return one && one->size() <= kMaxParamText ? std::optional<std::string>(*one) : std::nullopt;
    };
    const auto name = text(0), value = text(1);
    if (name && value) out.emplace_back(*name, *value);
    else fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  }
  return out;
}

}  // namespace loa::protocol
