// Vectors of the register: a network from its first trust document to 46 days later.
#include "protocol/link_json.h"
#include "tests/protocol/register_bench.h"
#include "tests/protocol/vectors.h"

namespace loa::test {
namespace {

using namespace protocol;

class Scenario {
 public:
  Scenario() { cases_.push_back(json::object{{"genesis", world_.genesis().bytes}, {"network_id", world_.network().hex()}}); }

  json::array tell() {
    grounds();
    approvals();
    alerts();
    officers();
    ageing();
    return std::move(cases_);
  }

 private:
  using Signers = std::vector<const Signer*>;

  Bytes say(const Bytes& wire, std::string_view code, std::string_view why) {
    cases_.push_back(json::object{{"why", why}, {"now", to_unix_ms(world_.now())}, {"envelope", hex(wire)}, {"says", code}});
    return wire;
  }
  void ask(PlayRequest request, std::string_view code, std::string_view why) {
    request.occurrence = sha256("occurrence");
    request.start = world_.now();
    request.end = world_.now() + 8s;
    request.volume = 70;
    const LinkPlay play{std::move(request), SampleDocuments::id<ItemId>(1), 0};
    cases_.push_back(json::object{{"why", why}, {"now", to_unix_ms(world_.now())}, {"play", link_object(play)}, {"says", code}});
  }
  PlayRequest by(const Bytes& approval, std::size_t site = 0) {
    PlayRequest out;
    out.approval = world_.document_hash(approval);
    out.manifest = programme_.manifest_hash;
    out.clusters = {world_.site(site).clusters[0]};
    return out;
  }
  PlayRequest by(const Alert& alert) {
    PlayRequest out;
    out.alert = alert.header.id;
    out.manifest = programme_.manifest_hash;
    out.clusters = {world_.site().clusters[0]};
    out.cls = BroadcastClass::emergency;
    return out;
  }
  void pass(Millis span) { world_.set_now(world_.now() + span); }
  UnitId commune(std::size_t i = 0) { return world_.site(i).unit; }
  Signers both() { return {world_.duty_one().key(), world_.duty_two().key()}; }
  template <class Change>
  Bytes approval(Change change) {
    auto document = world_.approval_document(programme_, {commune()});
    change(document);
    return world_.sign(document, {world_.approver().key()});
  }

  void grounds();
  void approvals();
  void alerts();
  void officers();
  void ageing();

  json::array cases_;
  World world_{WorldOptions{.now = {}, .seed = 7, .communes = 2, .clusters_per_commune = 1}};
  Programme programme_ = world_.light_programme(8s);
  Trust trust_;
};

void Scenario::grounds() {
  say(world_.approval(programme_, {commune()}), "trust.missing", "nothing is judged without trust");
  trust_ = world_.trust_document();
  say(world_.sign(trust_, {world_.authority(0).key()}), "trust.threshold", "one of the authority is too few");
  say(world_.sign(trust_, {world_.authority(0).key(), world_.authority(2).key()}), "", "any two of the authority");
  say(world_.map(), "", "the tree of units");
  for (auto& site : world_.sites()) say(world_.place(site), "", "where the clusters stand");
  say(world_.policy(world_.wide_regulation(world_.province())), "", "the province's policy");
  say(world_.policy(world_.wide_regulation(commune())), "", "the first commune's policy; the second has none");
}

void Scenario::approvals() {
  auto flipped = world_.approval(programme_, {commune()});
  flipped.back() ^= 1;
  say(flipped, "envelope.bad_signature", "one bit of the payload turned");
  say(seal(sha256("another network"), DocumentType::approval, write_payload(world_.approval_document(programme_, {commune()})),
           {world_.approver().key()}), "envelope.bad_signature", "signed for another network");
  const auto by_key = [&](const KeyHolder& holder) { return world_.sign(world_.approval_document(programme_, {commune()}), {holder.key()}); };
  say(by_key(world_.stranger()), "trust.unknown_key", "a key nobody granted anything");
  say(by_key(world_.controller()), "trust.scope_action", "the controller approves nothing");
  say(approval([&](Approval& a) { a.author = world_.approver().person; }), "approval.own_author", "author and approver are one person");
  say(approval([](Approval& a) { a.until = a.from + 24h * 90 + 1ms; }), "approval.too_long", "90 days and a millisecond");
  say(approval([&](Approval& a) { a.version = to_unix_ms(world_.now() + 10min) + 1; }), "ratchet.future", "a version more than 10 minutes ahead");
  const auto first = say(approval([](Approval&) {}), "", "good");
  say(first, "", "the same again is no news");
  ask(by(first), "", "it may sound");
  auto wrong = by(first);
  wrong.manifest = sha256("another sound");
  ask(wrong, "play.manifest", "another sound");
  ask(by(first, 1), "play.foreign_unit", "another commune");
  const auto second = say(approval([](Approval&) {}), "", "a newer revision");
  say(first, "ratchet.old", "the older does not come back");
  ask(by(first), "play.withdrawn", "the older is ended");
  ask(by(second), "", "the newer sounds");
  const auto other = say(world_.approval(programme_, {commune(1)}), "", "for the commune without policy");
  ask(by(other, 1), "policy.missing", "a policy missing on the path: emergency only");
}

void Scenario::alerts() {
  const auto alert = world_.alert_document(programme_, {commune()}, 10min);
  say(world_.sign(alert, {world_.duty_one().key()}), "trust.threshold", "one officer without a template");
  say(world_.sign(alert, both()), "", "two officers");
  ask(by(alert), "", "it sounds");
  say(world_.sign(Stop{world_.header(), alert.header.id}, {world_.duty_two().key()}), "", "one officer stops it");
  ask(by(alert), "play.no_alert", "stopped");
  const Template model{world_.header(), world_.next_version(), programme_.id, programme_.manifest_hash, {commune()}, world_.now() + 24h * 90};
  const auto wire = say(world_.sign(model, both()), "", "a template by two");
  auto alone = world_.alert_document(programme_, {commune()}, 10min);
  alone.template_document = world_.document_hash(wire);
  say(world_.sign(alone, {world_.duty_one().key()}), "", "one officer starts it for ten minutes");
  pass(29min);
  auto soon = world_.alert_document(programme_, {commune()}, 10min);
  soon.template_document = alone.template_document;
  say(world_.sign(soon, {world_.duty_one().key()}), "alert.too_soon", "the same officer within 30 minutes");
  pass(1min);
  soon = world_.alert_document(programme_, {commune()}, 11min);
  soon.template_document = alone.template_document;
  say(world_.sign(soon, {world_.duty_one().key()}), "alert.too_long", "more than ten minutes alone");
  const auto held = say(approval([](Approval&) {}), "", "an ordinary approval");
  say(world_.sign(world_.hush_document(commune(), 1h), {world_.duty_one().key()}), "", "silence for an hour");
  ask(by(held), "play.hushed", "ordinary sound is hushed");
  const auto over = world_.alert_document(programme_, {commune()}, 10min);
  say(world_.sign(over, both()), "", "an alert by two");
  ask(by(over), "", "overrides the hush");
  pass(1h);
  say(world_.sign(over, both()), "document.ended", "alerts end by themselves");
}

void Scenario::officers() {
  const auto held = say(approval([](Approval&) {}), "", "an ordinary approval");
  say(world_.sign(Suspension{world_.header(), world_.approver().key()->id(), world_.now() + 24h * 7}, {world_.renewer().key()}), "", "the approver is suspended");
  ask(by(held), "trust.suspended", "at once");
  pass(24h * 7);
  ask(by(held), "", "and for seven days only");
  const auto kept = say(world_.approval(programme_, {commune()}), "", "what a revocation keeps");
  const auto back_dated = approval([](Approval&) {});
  pass(1h);
  trust_.header = world_.header();
  trust_.version = world_.next_version();
  trust_.until = world_.now() + 24h * 45;
  trust_.revocations.push_back({world_.approver().key()->id(), world_.now(), world_.now() + 24h * 400, {world_.document_hash(kept)}});
  say(world_.trust(trust_), "", "the approver is revoked, one approval kept");
  say(back_dated, "trust.revoked", "issued before the revocation, arrived after it");
  ask(by(kept), "", "kept");
}

void Scenario::ageing() {
  pass(24h * 10);
  say(world_.sign(Renewal{world_.header(), trust_.version, world_.now() + 24h * 45}, {world_.renewer().key()}), "", "renewed on day 10");
  pass(24h * 45);
  const auto late = world_.sign(world_.approval_document(programme_, {commune()}), {world_.duty_one().key()});
  say(late, "", "an approval by another officer");
  ask(by(late), "trust.expired", "trust ended: ordinary programmes are silent");
  const auto alert = world_.alert_document(programme_, {commune()}, 10min);
  say(world_.sign(alert, both()), "", "an alert by two");
  ask(by(alert), "", "still sounds");
}

}  // namespace

json::array register_cases() { return Scenario().tell(); }

}  // namespace loa::test
