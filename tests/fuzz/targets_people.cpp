#include "tests/fuzz/targets.h"

#include "config/agent_config.h"
#include "config/bridge_config.h"
#include "config/controller_config.h"
#include "config/secret_key_file.h"
#include "core/check.h"
#include "core/net/http_message.h"
#include "core/unicode.h"
#include "core/yaml.h"
#include "schedules/plan_document.h"
#include "schedules/policy.h"
#include "schedules/ical/rrule.h"
#include "schedules/schedule_file.h"
#include "tests/core/temp_folder.h"

namespace loa::fuzz {
namespace {

using namespace std::chrono_literals;

void walk(const YamlNode& node) {
  (void)node.text();
  (void)node.integer(-5, 5);
  for (const auto& item : node.items()) walk(item);
  for (const auto& key : node.keys())
    if (const auto below = node.find(key)) walk(*below);
}

void yaml(ByteSpan input) {
  const auto root = read_yaml(as_text(input), "f.yaml");
  if (!root) return;
  walk(*root);
  CHECK(root->check_all_read());
}

class EveryName final : public schedules::NameResolver {
 public:
  std::optional<UnitId> unit(std::string_view) const override { return UnitId{}; }
  std::optional<ClusterId> cluster(std::string_view) const override { return ClusterId{}; }
  std::optional<schedules::ProgrammeRef> programme(std::string_view) const override {
    return schedules::ProgrammeRef{{}, 1, {}, 60s};
  }
};

void schedule(ByteSpan input) {
  const auto items = schedules::read_schedule(as_text(input), "lich.yaml", EveryName());
  if (!items) return;
  const CivilDay day = date::local_days(date::year(2026) / 11 / 25);
  for (const auto& item : *items)
    (void)schedules::expand({item.start, item.rrule, &item.exdates, &item.rdates}, day, day + date::days(3), Zone::vietnam());
}

void config(ByteSpan input) {
  static const test::TempFolder folder;
  const auto file = folder.write("c.yaml", as_text(input));
  (void)config::load_agent_config(file);
  (void)config::load_bridge_config(file);
  (void)config::load_controller_config(file);
  (void)config::read_seed_file(file);
}

void http(ByteSpan input) {
  net::HttpRequest request;
  if (net::parse_target(as_text(input), request)) {
    CHECK(!request.path.empty() && request.path[0] == '/' && is_utf8(request.path));
    CHECK(request.path.find("/../") == std::string::npos && !request.path.ends_with("/.."));
    for (const auto* pattern : {"/api/v1/agents/:id/mail", "/*path", "/", "/device/v1/content/:hash"})
      (void)net::match_pattern(pattern, request.path);
  }
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0}}) {
    net::ByteRange range;
    if (net::parse_range(as_text(input), size, range) != net::RangeKind::part) continue;
    CHECK(range.size > 0 && range.first < size && range.size <= size - range.first);
  }
  (void)net::host_allowed({"loa.example", "127.0.0.1:8080"}, as_text(input));
}

void policy(ByteSpan input) {
  const auto policy = schedules::read_policy(as_text(input));
  if (!policy) return;
  const auto back = schedules::read_policy(schedules::write_policy(*policy));
  CHECK(back.has_value() && *back == *policy);
  const schedules::PolicyPath path({*policy});
  const auto at = from_unix_ms(1795482000000);
  (void)path.allows(at, 60s, BroadcastClass::normal, 50, 0ms, Zone::vietnam());
  (void)path.volume_cap(at, 60s, Zone::vietnam());
  if (const auto opens = path.opens_for(at, 60s, Zone::vietnam())) CHECK(*opens >= at);
  if (const auto closes = path.closes_at(at, Zone::vietnam())) CHECK(*closes > at);
}

void plan(ByteSpan input) {
  const auto plan = schedules::read_plan(as_text(input));
  if (!plan) return;
  const auto text = schedules::write_plan(*plan);
  const auto back = schedules::read_plan(text);
  CHECK(back.has_value() && schedules::write_plan(*back) == text);
}

void rrule(ByteSpan input) {
  const auto rule = as_text(input);
  if (!schedules::check_rrule(rule)) return;
  const CivilDay day = date::local_days(date::year(2026) / 11 / 25);
  const auto starts = schedules::expand({CivilTime{day} + 5h, rule, nullptr, nullptr}, day, day + date::days(3), Zone::vietnam());
  if (starts) CHECK(std::is_sorted(starts->begin(), starts->end()));
}

void text(ByteSpan input) {
  const auto nfc = to_nfc(as_text(input));
  CHECK(nfc.has_value() == is_utf8(as_text(input)));
  if (nfc) CHECK(to_nfc(*nfc).value() == *nfc);
}

}  // namespace

std::vector<Target> people_targets() {
  return {{"yaml", yaml},     {"schedule", schedule}, {"config", config}, {"http", http},
          {"policy", policy}, {"plan", plan},         {"rrule", rrule},   {"text", text}};
}

}  // namespace loa::fuzz
