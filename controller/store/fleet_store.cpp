#include "controller/store/fleet_store.h"

#include "controller/store/rows.h"

namespace loa::controller {

namespace {

constexpr std::int64_t kSameEventMs = 10 * 60 * 1000;
constexpr int kEventsKept = 100'000;

template <class IdType>
std::string id_text(const std::optional<IdType>& id) {
  return id ? id->text() : std::string();
}

template <class IdType>
std::optional<IdType> id_or_none(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<IdType>(id_of<IdType>(text));
}

}  // namespace

void FleetStore::put(const AreaScope& scope, const AgentRecord& agent) {
  if (!scope.covers(agent.unit)) throw ErrorException(fail("store.scope"));
  const std::string id = agent.id.text(), unit = agent.unit.text(), root = bytes_text(agent.root),
                    mail = bytes_text(agent.mail);
  long long seen = agent.last_seen ? to_unix_ms(*agent.last_seen) : 0, root_version = agent.root_version,
            mail_version = agent.mail_version;
  database_.session() << "insert into agents(id, unit, last_seen, reported, root_version, root, mail_version, mail)"
                         " values(:i, :u, :l, :r, :rv, :ro, :mv, :m) on conflict(id) do update set unit = excluded.unit,"
                         " last_seen = excluded.last_seen, reported = excluded.reported,"
                         " root_version = excluded.root_version, root = excluded.root,"
                         " mail_version = excluded.mail_version, mail = excluded.mail",
      soci::use(id), soci::use(unit), soci::use(seen), soci::use(agent.reported), soci::use(root_version),
      soci::use(root), soci::use(mail_version), soci::use(mail);
}

Status FleetStore::put_agent(const AreaScope& scope, const AgentRecord& agent) {
  return at_edge([&] { put(scope, agent); });
}

Status FleetStore::put_agents(const AreaScope& scope, const std::vector<AgentRecord>& agents) {
  return at_edge([&] {
    soci::transaction transaction(database_.session());
    for (const auto& agent : agents) put(scope, agent);
    transaction.commit();
  });
}

Result<std::vector<AgentRecord>> FleetStore::agents(const AreaScope& scope) {
  return at_edge([&] {
    std::vector<AgentRecord> out;
    std::string id, unit, reported, root, mail;
    long long seen = 0, root_version = 0, mail_version = 0;
    soci::statement st = (database_.session().prepare
                              << "select id, unit, last_seen, reported, root_version, root, mail_version, mail from agents"
                                 " where " + scope_sql(scope, "unit") + " order by id",
                          soci::into(id), soci::into(unit), soci::into(seen), soci::into(reported),
                          soci::into(root_version), soci::into(root), soci::into(mail_version), soci::into(mail));
    st.execute();
    while (st.fetch()) {
      AgentRecord agent{id_of<AgentId>(id), id_of<UnitId>(unit), std::nullopt, reported, root_version, bytes_of(root),
                        mail_version, bytes_of(mail)};
      if (seen != 0) agent.last_seen = from_unix_ms(seen);
      out.push_back(std::move(agent));
    }
    return out;
  });
}

Result<Event> EventStore::add(const AreaScope& scope, Event event) {
  return at_edge([&] {
    if (!scope.covers(event.unit)) throw ErrorException(fail("store.scope"));
    soci::transaction transaction(database_.session());
    auto& session = database_.session();
    const std::string params = params_text(event.what.params), agent = id_text(event.agent),
                      cluster = id_text(event.cluster), unit = event.unit.text();
    long long at = to_unix_ms(event.at), oldest = at - kSameEventMs, id = 0, first = 0, count = 0;
    session << "select id, first_at, count from events where code = :c and params = :p and agent = :a and cluster = :k and"
               " at >= :o order by at desc limit 1",
        soci::use(event.what.code), soci::use(params), soci::use(agent), soci::use(cluster), soci::use(oldest),
        soci::into(id), soci::into(first), soci::into(count);
    if (session.got_data()) {
      ++count;
      session << "update events set at = :a, count = :n where id = :i", soci::use(at), soci::use(count), soci::use(id);
      event.first_at = from_unix_ms(first);
      event.count = count;
    } else {
      session << "insert into events(at, first_at, level, code, params, agent, cluster, unit, trace, count)"
                 " values(:a, :f, :l, :c, :p, :ag, :cl, :u, :t, 1)",
          soci::use(at), soci::use(at), soci::use(event.level), soci::use(event.what.code), soci::use(params),
          soci::use(agent), soci::use(cluster), soci::use(unit), soci::use(event.trace);
      session << "select max(id) from events", soci::into(id);
      long long last_kept = id - kEventsKept;
      session << "delete from events where id <= :i", soci::use(last_kept);
      event.first_at = event.at;
      event.count = 1;
    }
    event.id = id;
    transaction.commit();
    return event;
  });
}

Result<std::vector<Event>> EventStore::newest(const AreaScope& scope, std::size_t limit) {
  return at_edge([&] {
    std::vector<Event> out;
    long long id = 0, at = 0, first = 0, count = 0;
    std::string level, code, params, agent, cluster, unit, trace;
    soci::statement st = (database_.session().prepare
                              << "select id, at, first_at, level, code, params, agent, cluster, unit, trace, count from events"
                                 " where " + scope_sql(scope, "unit") + " order by at desc, id desc limit " +
                                     std::to_string(limit),
                          soci::into(id), soci::into(at), soci::into(first), soci::into(level), soci::into(code),
                          soci::into(params), soci::into(agent), soci::into(cluster), soci::into(unit), soci::into(trace),
                          soci::into(count));
    st.execute();
    while (st.fetch()) {
      out.push_back({id, from_unix_ms(at), from_unix_ms(first), level, fail(code, params_of(params)),
                     id_or_none<AgentId>(agent), id_or_none<ClusterId>(cluster), id_of<UnitId>(unit), trace, count});
    }
    return out;
  });
}

}  // namespace loa::controller
