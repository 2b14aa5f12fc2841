// Phát bù: what an occurrence's ledger rows still need, and the one-off item that gives it to them.
#include "controller/services/api_json.h"
#include "controller/services/station_api.h"

#include <algorithm>

namespace loa::controller {

struct StationApi::MakeGoodQuestion {
  Hash occurrence;
  MakeGood answer;
};

asio::awaitable<Result<StationApi::MakeGoodQuestion>> StationApi::ask_make_good(ApiCall call) {
  JsonFields fields(call.body);
  MakeGoodQuestion out;
  out.occurrence = fields.hash("occurrence");
  std::set<ClusterId> chosen;
  for (const auto& value : fields.array_or_empty("clusters", schedules::kMaxTargets)) {
    if (auto id = ClusterId::parse(value.is_string() ? std::string_view(value.get_string()) : std::string_view{})) chosen.insert(*id);
  }
  if (auto status = fields.status(); !status) co_return status.error();
  struct Past {
    std::vector<StoredRow> rows;
    std::vector<MadeGood> done;
  };
  LedgerFilter filter;
  filter.occurrence = out.occurrence;
  filter.limit = 50'000;
  auto work = [scope = area(call, Right::items_write), filter](Store& store) -> Result<Past> {
    Past past;
    LOA_TRY(past.rows, store.ledger.rows(scope, filter));
    LOA_TRY(past.done, store.items.made_good(*filter.occurrence));
    return past;
  };
  auto past = co_await p_.context.store.run(std::move(work));
  if (!past) co_return past.error();
  std::vector<LedgerRow> rows;
  std::vector<ClusterId> done;
  for (auto& stored : past->rows) {
    if (chosen.empty() || chosen.contains(stored.row.key.cluster)) rows.push_back(std::move(stored.row));
  }
  for (const auto& claim : past->done) done.push_back(claim.cluster);
  const auto view = p_.desk.view();
  const PlanSources sources{p_.desk.registry, p_.desk.shelf, view.programmes, view.items, p_.context.zone};
  const auto plan = plan_for(sources, p_.desk.places, p_.context.now());
  auto answer = make_good(sources, plan, policy_paths(sources, p_.desk.places), rows, done, p_.context.now());
  if (!answer) co_return answer.error();
  out.answer = std::move(*answer);
  co_return out;
}

ApiAnswer StationApi::preview_make_good(ApiCall call) {
  auto asked = co_await ask_make_good(call);
  if (!asked) co_return refused(asked.error());
  const auto& good = asked->answer;
  json::array left_out;
  for (const auto& [cluster, why] : good.left_out) {
    auto named = named_clusters({cluster});
    if (!named.empty()) left_out.push_back(json::object{{"cluster", named.front()}, {"why", texts_json(why)}});
  }
  co_return json_response(json::object{{"occurrence", asked->occurrence.hex()}, {"title", good.item.title},
                                       {"start", civil_text(good.start)}, {"end", civil_text(good.end)},
                                       {"start_at", format_rfc3339(good.start)}, {"volume", good.item.volume},
                                       {"clusters", named_clusters(good.clusters)}, {"left_out", left_out},
                                       {"warnings", json::array{}},
                                       {"rule", good.rule.empty() ? json::value(nullptr) : json::value(good.rule)}});
}

ApiAnswer StationApi::create_make_good(ApiCall call) {
  auto asked = co_await ask_make_good(call);
  if (!asked) co_return refused(asked.error());
  const auto& good = asked->answer;
  const auto* wanted = call.body.as_object().if_contains("start");
  const bool moved = wanted && wanted->is_string() && std::string_view(wanted->get_string()) != civil_text(good.start);
  if (moved) co_return refused(fail("make_good.moved"));
  auto item = good.item;
  item.level = schedules::OwnerLevel::commune;
  auto prepared = p_.items.prepare(std::move(item), {}, call.caller, "make_good");
  if (!prepared) co_return refused(prepared.error());
  if (!prepared->conflicts.empty()) co_return refused(fail("make_good.moved"));
  prepared->version.makes_good = asked->occurrence;
  std::vector<Error> warnings = prepared->warnings;
  std::vector<ItemVersion> versions{prepared->version};
  auto saved = co_await p_.items.save(std::move(versions), "make_good", call.caller);
  if (!saved) co_return refused(saved.error());
  saved->warnings = std::move(warnings);
  co_return json_response(saved_json(*saved), 201);
}

}  // namespace loa::controller
