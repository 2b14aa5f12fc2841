#include "controller/store/item_store.h"

#include "controller/store/rows.h"
#include "schedules/plan_document.h"

#include <algorithm>
#include <map>

namespace loa::controller {

namespace {

constexpr JsonLimits kBody{.max_bytes = 1024 * 1024, .max_depth = 12};

std::string units_text(const std::vector<UnitId>& units) {
  json::array out;
  for (const auto& unit : units) out.push_back(json::value(unit.text()));
  return write_json(out);
}

std::vector<UnitId> units_of(const std::string& text) {
  std::vector<UnitId> out;
  const auto value = parse_json(text, kBody);
  if (!value || !value->is_array()) return out;
  for (const auto& unit : value->get_array()) {
    if (unit.is_string()) out.push_back(id_of<UnitId>(std::string(unit.get_string())));
  }
  return out;
}

std::optional<schedules::Item> item_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto value = parse_json(text, kBody);
  auto item = value ? schedules::read_item(*value, "items") : Result<schedules::Item>(value.error());
  return item ? std::optional(std::move(*item)) : std::nullopt;
}

std::string item_text(const std::optional<schedules::Item>& item) {
  return item ? write_json(schedules::item_fields(*item)) : std::string();
}

bool all_inside(const AreaScope& scope, const ItemVersion& version) {
  return std::ranges::all_of(version.units, [&](const auto& unit) { return scope.covers(unit); });
}
bool some_inside(const AreaScope& scope, const ItemVersion& version) {
  return scope.is_whole() || std::ranges::any_of(version.units, [&](const auto& unit) { return scope.covers(unit); });
}

}  // namespace

void ItemStore::insert(const ItemVersion& v) {
  const std::string item = v.item().text(), state(to_text(v.state)), wanted = item_text(v.wanted), effective = item_text(v.effective),
                    units = units_text(v.units), account = v.account.is_nil() ? "" : v.account.text(), change = v.change.text(),
                    makes_good = hash_text(v.makes_good);
  long long number = v.version, at = to_unix_ms(v.at);
  int held = 0;
  database_.session() << "select count(*) from item_versions where item = :i and version >= :v", soci::use(item), soci::use(number),
      soci::into(held);
  if (held != 0) throw ErrorException(fail("item.version_conflict"));
  database_.session() << "insert into item_versions(item, version, state, wanted, effective, units, by_name, account, at,"
                         " change, kind, reason, makes_good) values(:i, :v, :s, :w, :e, :u, :b, :a, :t, :c, :k, :r, :m)",
      soci::use(item), soci::use(number), soci::use(state), soci::use(wanted), soci::use(effective), soci::use(units),
      soci::use(v.by), soci::use(account), soci::use(at), soci::use(change), soci::use(v.kind), soci::use(v.reason),
      soci::use(makes_good);
}

// What waits changes nothing yet: the version before it stays planned.
void ItemStore::settle(const ItemVersion& v) {
  if (v.state == ItemState::waiting) return;
  const std::string id = v.item().text(), body = item_text(v.effective);
  database_.session() << "delete from item_units where item = :i", soci::use(id);
  if (!v.effective) {
    database_.session() << "delete from items where id = :i", soci::use(id);
    database_.session() << "delete from make_goods where item = :i", soci::use(id);
    return;
  }
  long long created = to_unix_ms(v.effective->created);
  database_.session() << "insert into items(id, body, created) values(:i, :b, :c) on conflict(id) do update set body = excluded.body",
      soci::use(id), soci::use(body), soci::use(created);
  for (const auto& unit : v.units) {
    const std::string text = unit.text();
    database_.session() << "insert into item_units(item, unit) values(:i, :u)", soci::use(id), soci::use(text);
  }
}

// Also when undo brings a make-good back: its removal let the clusters go, and another may have taken them since.
void ItemStore::claim_clusters(const ItemVersion& v) {
  const bool gone = v.state == ItemState::removed || v.state == ItemState::refused;
  if (v.makes_good.is_zero() || gone) return;
  const std::string occurrence = v.makes_good.hex(), item = v.item().text();
  for (const auto& target : v.wanted.targets) {
    if (target.kind != schedules::Target::Kind::cluster) continue;
    const std::string cluster = target.cluster.text();
    int others = 0;
    database_.session() << "select count(*) from make_goods where occurrence = :o and cluster = :c and item <> :i",
        soci::use(occurrence), soci::use(cluster), soci::use(item), soci::into(others);
    if (others != 0) throw ErrorException(fail("make_good.done"));
    database_.session() << "insert into make_goods(occurrence, cluster, item) values(:o, :c, :i) on conflict do nothing",
        soci::use(occurrence), soci::use(cluster), soci::use(item);
  }
}

Status ItemStore::save(const AreaScope& scope, const ScheduleChange& change, const std::vector<ItemVersion>& versions,
                       std::optional<ChangeId> undone) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    const std::string id = change.id.text(), account = change.account.is_nil() ? "" : change.account.text();
    long long at = to_unix_ms(change.at);
    database_.session() << "insert into schedule_changes(id, kind, by_name, account, at, undone) values(:i, :k, :b, :a, :t, 0)",
        soci::use(id), soci::use(change.kind), soci::use(change.by), soci::use(account), soci::use(at);
    json::array items;
    for (const auto& version : versions) {
      if (!all_inside(scope, version)) throw ErrorException(fail("store.scope"));
      insert(version);
      settle(version);
      claim_clusters(version);
      items.push_back(json::object{{"item", version.item().text()}, {"version", version.version},
                                   {"sha256", sha256(item_text(version.wanted)).hex()}});
    }
    if (undone) {
      const std::string other = undone->text();
      database_.session() << "update schedule_changes set undone = 1 where id = :i", soci::use(other);
    }
    audit_.append(change.at, change.by, "item." + change.kind, {{"change", id}, {"items", items}});
    transaction.commit();
  });
}

std::vector<ItemVersion> ItemStore::select(const std::string& where) {
  std::vector<ItemVersion> out;
  std::string item, state, wanted, effective, units, by, account, change, kind, reason, makes_good;
  long long version = 0, at = 0;
  soci::statement st = (database_.session().prepare
                            << "select item, version, state, wanted, effective, units, by_name, account, at, change, kind,"
                               " reason, makes_good from item_versions v where " + where,
                        soci::into(item), soci::into(version), soci::into(state), soci::into(wanted), soci::into(effective),
                        soci::into(units), soci::into(by), soci::into(account), soci::into(at), soci::into(change),
                        soci::into(kind), soci::into(reason), soci::into(makes_good));
  st.execute();
  while (st.fetch()) {
    auto body = item_of(wanted);
    if (!body) continue;
    out.push_back({std::move(*body), item_of(effective), version, item_state_from(state).value_or(ItemState::live), units_of(units),
                   by, id_of<AccountId>(account), from_unix_ms(at), id_of<ChangeId>(change), kind, reason, hash_of(makes_good)});
  }
  return out;
}

Result<std::vector<ItemVersion>> ItemStore::newest(const AreaScope& scope) {
  return at_edge([&] {
    auto out = select("version = (select max(version) from item_versions w where w.item = v.item)");
    std::erase_if(out, [&](const auto& version) { return !some_inside(scope, version); });
    return out;
  });
}

Result<std::vector<ItemVersion>> ItemStore::history(const AreaScope& scope, const ItemId& item) {
  return at_edge([&] {
    auto out = select("item = '" + item.text() + "' order by version desc");
    std::erase_if(out, [&](const auto& version) { return !some_inside(scope, version); });
    return out;
  });
}

Result<std::vector<ScheduleChange>> ItemStore::changes(const AreaScope& scope, std::size_t limit) {
  return at_edge([&] {
    std::vector<ScheduleChange> out;
    std::string id, kind, by, account;
    long long at = 0;
    int undone = 0;
    {
      soci::statement st = (database_.session().prepare
                                << "select id, kind, by_name, account, at, undone from schedule_changes order by at desc, id desc limit " +
                                       std::to_string(limit),
                            soci::into(id), soci::into(kind), soci::into(by), soci::into(account), soci::into(at), soci::into(undone));
      st.execute();
      while (st.fetch()) out.push_back({id_of<ChangeId>(id), kind, by, id_of<AccountId>(account), from_unix_ms(at), undone != 0, {}});
    }
    for (auto& change : out) {
      for (const auto& version : select("change = '" + change.id.text() + "'")) {
        if (some_inside(scope, version)) change.items.push_back(version.item());
      }
    }
    std::erase_if(out, [](const auto& change) { return change.items.empty(); });
    return out;
  });
}

Result<std::vector<MadeGood>> ItemStore::made_good(const Hash& occurrence) {
  return at_edge([&] {
    std::vector<MadeGood> out;
    const std::string wanted = occurrence.hex();
    std::string cluster, item;
    soci::statement st = (database_.session().prepare << "select cluster, item from make_goods where occurrence = :o",
                          soci::use(wanted), soci::into(cluster), soci::into(item));
    st.execute();
    while (st.fetch()) out.push_back({occurrence, id_of<ClusterId>(cluster), id_of<ItemId>(item)});
    return out;
  });
}

}  // namespace loa::controller
