#include "tests/fuzz/story.h"
#include "tests/fuzz/targets.h"

#include "core/check.h"
#include "schedules/policy.h"

namespace loa::fuzz {
namespace {

using namespace protocol;

constexpr int kTypes = 15;

template <class Document>
void read_twice(std::string_view text) {
  const auto first = read_payload<Document>(text);
  if (!first) return;
  const auto written = write_payload(*first);
  const auto second = read_payload<Document>(written);
  CHECK(second.has_value());
  CHECK(write_payload(*second) == written);
}

void read_policy_twice(std::string_view text) {
  if (const auto head = read_policy_head(text)) CHECK(read_policy_head(write_policy_payload(*head, {})).has_value());
}

// First byte: the type; the rest: its payload.
void payload(ByteSpan input) {
  if (input.empty()) return;
  const auto text = as_text(input.subspan(1));
  switch (static_cast<DocumentType>(input[0] % kTypes)) {
    case DocumentType::trust: return read_twice<Trust>(text);
    case DocumentType::renewal: return read_twice<Renewal>(text);
    case DocumentType::suspend: return read_twice<Suspension>(text);
    case DocumentType::map: return read_twice<Map>(text);
    case DocumentType::place: return read_twice<Place>(text);
    case DocumentType::policy: return read_policy_twice(text);
    case DocumentType::approval: return read_twice<Approval>(text);
    case DocumentType::template_: return read_twice<Template>(text);
    case DocumentType::alert: return read_twice<Alert>(text);
    case DocumentType::stop: return read_twice<Stop>(text);
    case DocumentType::hush: return read_twice<Hush>(text);
    case DocumentType::live: return read_twice<Live>(text);
    case DocumentType::root: return read_twice<Root>(text);
    case DocumentType::time: return read_twice<Time>(text);
    case DocumentType::receipt: return read_twice<Receipt>(text);
  }
}

void ask_everything(const Register& reg, const Admission& admission) {
  PlayRequest request;
  request.approval = admission.document;
  request.start = request.end = story().now;
  for (const auto& [unit, cluster] : story().places) {
    request.clusters = {cluster};
    (void)reg.authorise(request, story().now);
    (void)reg.policies_on_path(unit);
    (void)reg.hushed_until(unit, story().now);
    (void)reg.place_of_cluster(cluster);
  }
  request.alert = admission.id;
  request.cls = BroadcastClass::emergency;
  (void)reg.authorise(request, story().now);
  (void)reg.alerts_in_force(story().now);
  for (const auto& unit : reg.tree()->units()) {
    (void)reg.tree()->current_form(unit.id);
    (void)reg.tree()->code_of(unit.id, story().now);
  }
}

// The same input signed by whoever must sign it, brought before a register that holds a whole network.
void judged(ByteSpan input) {
  if (input.empty()) return;
  auto reg = story().judge();
  const auto wire = story().seal(static_cast<DocumentType>(input[0] % kTypes), std::string(as_text(input.subspan(1))));
  const auto admission = reg.examine(wire, story().now);
  if (!admission) return;
  reg.accept(*admission);
  ask_everything(reg, *admission);
  const auto again = reg.examine(wire, story().now);
  CHECK(again.has_value() ? again->already_held : again.error().code != "ratchet.conflict");
  CHECK(read_ratchets(write_ratchets(reg.ratchets())).value() == reg.ratchets());
}

void genesis(ByteSpan input) {
  const auto genesis = read_genesis(as_text(input));
  if (genesis) CHECK(read_genesis(write_genesis(*genesis)).has_value() && genesis->bytes == as_text(input));
}

void library(ByteSpan input) {
  if (const auto library = read_library(as_text(input))) CHECK(read_library(write_library(*library)).has_value());
}

void ratchets(ByteSpan input) {
  if (const auto held = read_ratchets(as_text(input))) CHECK(read_ratchets(write_ratchets(*held)).value() == *held);
}

}  // namespace

std::vector<Target> trust_targets() {
  return {{"payload", payload}, {"judged", judged}, {"genesis", genesis}, {"library", library}, {"ratchets", ratchets}};
}

}  // namespace loa::fuzz
