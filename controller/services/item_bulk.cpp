// Bulk changes of the schedule: one preview, applied as it was shown or not at all.
#include "controller/services/item_desk.h"
#include "schedules/week_copy.h"

#include <algorithm>

namespace loa::controller {

namespace {

using namespace std::chrono_literals;

constexpr auto kPreviewTime = 10min;
constexpr std::size_t kPreviews = 50;

bool touches(const AreaScope& area, const ItemVersion& version) {
  return area.is_whole() || std::ranges::all_of(version.units, [&](const auto& unit) { return area.covers(unit); });
}

}  // namespace

std::vector<ItemId> ItemDesk::chosen(const BulkOrder& order, const Caller& caller) const {
  if (!order.items.empty()) return order.items;
  std::vector<ItemId> out;
  for (const auto& [id, version] : desk_.versions) {
    const bool planned = version.state == ItemState::live && version.effective;
    if (planned && touches(order.area, version) && movable(version, caller)) out.push_back(id);
  }
  return out;
}

BulkRow ItemDesk::changed(const BulkOrder& order, const ItemId& id, const Caller& caller) const {
  const auto* held = newest(id);
  if (!held) return {{}, {}, fail("controller.item_unknown")};
  auto item = held->wanted;
  if (order.change == "volume") item.volume = order.volume;
  if (order.change == "skip_day") item.exdates.push_back(order.day);
  if (order.change == "shift") {
    const auto day = date::floor<date::days>(item.start);
    item.start += order.shift;
    for (auto& extra : item.rdates) extra += order.shift;
    const bool moved_over = date::floor<date::days>(item.start) != day || item.rrule.find("BYHOUR") != std::string::npos;
    if (moved_over) return {*held, {}, fail("schedule.shift_days", {{"title", held->wanted.title}})};
  }
  auto after = order.change == "remove" ? removal(id, caller, "bulk") : prepare(std::move(item), id, caller, "bulk");
  if (!after) return {*held, {}, after.error()};
  return {*held, std::move(*after), {}};
}

void ItemDesk::copy_week(const BulkOrder& order, const Caller& caller, BulkPreview& out) const {
  std::vector<schedules::Item> items;
  for (const auto& id : chosen({order.change, order.items, order.area, {}, 0, {}, {}, {}, false}, caller)) {
    if (const auto* held = newest(id)) items.push_back(held->wanted);
  }
  std::vector<schedules::Item> beside;
  for (auto& proposal : schedules::copy_week(items, {order.from, order.to, true}, context_.zone)) {
    const auto* from = newest(proposal.from);
    if (proposal.kind != schedules::CopyProposal::Kind::add) {
      const bool repeats = proposal.kind == schedules::CopyProposal::Kind::repeats;
      if (!repeats && from) out.rows.push_back({*from, {}, proposal.why});
      continue;
    }
    auto copy = prepare(std::move(*proposal.item), {}, caller, "copy", beside);
    if (!copy) {
      out.rows.push_back({from ? std::optional(*from) : std::nullopt, {}, copy.error()});
      continue;
    }
    if (copy->version.effective) beside.push_back(*copy->version.effective);
    out.rows.push_back({std::nullopt, std::move(*copy), {}});
  }
}

Result<BulkPreview> ItemDesk::preview(const BulkOrder& order, const Caller& caller) {
  BulkPreview out;
  out.until = context_.now() + kPreviewTime;
  if (order.change == "copy_week") {
    copy_week(order, caller, out);
  } else {
    for (const auto& id : chosen(order, caller)) out.rows.push_back(changed(order, id, caller));
  }
  keep(order, caller, out);
  return out;
}

void ItemDesk::keep(const BulkOrder& order, const Caller& caller, BulkPreview& out) {
  Kept kept{{}, caller.account, order.change == "copy_week" ? "copy" : "bulk", stamp_, out.until};
  for (const auto& row : out.rows) {
    if (!row.after) continue;
    const bool refused = row.after->has_breach() || (!row.after->conflicts.empty() && !order.accept_conflicts);
    if (refused) return;
    kept.versions.push_back(row.after->version);
  }
  if (kept.versions.empty()) return;
  std::erase_if(previews_, [&](const auto& each) { return each.second.until < context_.now(); });
  if (previews_.size() >= kPreviews) previews_.erase(previews_.begin());
  out.token = make_uuid_v7(context_.now(), context_.random).text();
  previews_.emplace(out.token, std::move(kept));
}

asio::awaitable<Result<SavedChange>> ItemDesk::apply(std::string token, Caller caller) {
  const auto found = previews_.find(token);
  if (found == previews_.end() || found->second.account != caller.account || found->second.until < context_.now()) {
    co_return fail("preview.unknown");
  }
  Kept kept = std::move(found->second);
  previews_.erase(found);
  if (kept.stamp != stamp_) co_return fail("preview.changed");
  co_return co_await save(std::move(kept.versions), kept.kind, std::move(caller));
}

}  // namespace loa::controller
