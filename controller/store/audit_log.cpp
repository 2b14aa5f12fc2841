#include "controller/store/audit_log.h"

namespace loa::controller {

namespace {

std::string link_hash(const std::string& prev, const std::string& entry) {
  Sha256 sum;
  sum.update(as_bytes(prev));
  sum.update(as_bytes(entry));
  return sum.finish().hex();
}

}  // namespace

std::int64_t AuditLog::append(UtcTime at, const std::string& actor, const std::string& action, const json::object& body) {
  auto& session = database_.session();
  long long seq = 0;
  std::string prev;
  session << "select seq, hash from audit order by seq desc limit 1", soci::into(seq), soci::into(prev);
  if (!session.got_data()) seq = 0;
  ++seq;
  json::object entry;
  entry["at"] = to_unix_ms(at);
  entry["actor"] = actor;
  entry["action"] = action;
  entry["body"] = body;
  const std::string text = write_json(entry);
  const std::string hash = link_hash(prev, text);
  session << "insert into audit(seq, entry, prev, hash) values(:seq, :entry, :prev, :hash)", soci::use(seq),
      soci::use(text), soci::use(prev), soci::use(hash);
  return seq;
}

std::vector<AuditFault> AuditLog::verify(std::int64_t* entries) {
  std::vector<AuditFault> faults;
  long long seq = 0;
  std::string text, prev, hash, last;
  std::int64_t expected = 0;
  soci::statement st = (database_.session().prepare << "select seq, entry, prev, hash from audit order by seq",
                        soci::into(seq), soci::into(text), soci::into(prev), soci::into(hash));
  st.execute();
  while (st.fetch()) {
    ++expected;
    if (seq != expected) {
      faults.push_back({expected, "audit.missing"});
      expected = seq;
    } else if (prev != last) {
      faults.push_back({seq, "audit.unlinked"});
    }
    if (link_hash(prev, text) != hash) faults.push_back({seq, "audit.altered"});
    last = hash;
  }
  if (entries) *entries = expected;
  return faults;
}

std::vector<AuditEntry> AuditLog::entries_of(const std::string& action) {
  std::vector<AuditEntry> out;
  long long seq = 0;
  std::string text;
  const std::string like = "%\"action\":\"" + action + "\"%";
  soci::statement st = (database_.session().prepare << "select seq, entry from audit where entry like :pattern order by seq",
                        soci::use(like), soci::into(seq), soci::into(text));
  st.execute();
  while (st.fetch()) out.push_back({seq, text});
  return out;
}

std::string AuditLog::entry(std::int64_t seq) {
  std::string text;
  long long number = seq;
  database_.session() << "select entry from audit where seq = :seq", soci::use(number), soci::into(text);
  return database_.session().got_data() ? text : std::string();
}

std::string AuditLog::head() {
  std::string hash;
  database_.session() << "select hash from audit order by seq desc limit 1", soci::into(hash);
  return database_.session().got_data() ? hash : std::string();
}

}  // namespace loa::controller
