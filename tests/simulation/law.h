// What may sound, by true time, said a second time and from what the officers signed rather than from what devices hold.
// A bridge must obey what it was told; what restricts must also reach it in time when every way to it is open. The rules
// of approvals, revocations, regulation, quiet and hush are written anew here on purpose.
#pragma once

#include "protocol/documents.h"
#include "schedules/policy.h"
#include "tests/simulation/loop.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace loa::sim {

// Since when one bridge was told of documents, and since when nothing stood between it and the controller.
struct Told {
  std::map<Hash, TrueTime> documents;
  std::optional<TrueTime> open_since;
};

struct SoundAsked {
  UnitId unit;
  Hash manifest;
  TrueTime at;
  Millis tolerance{0};  // the clock's error that the protocol allows at this moment
};

class Law {
 public:
  explicit Law(UnitId province) : province_(province) {}

  // A signed document comes into the world; `effective` says when the controller had it durably.
  void sign(const Hash& document, protocol::DocumentType type, const Bytes& envelope, TrueTime now);
  void effective(const Hash& document, TrueTime now);

  // Why this may not sound; nothing when it may.
  std::optional<std::string> objection(const SoundAsked& asked, const Told& told) const;
  std::size_t documents() const { return effective_.size(); }

 private:
  template <class Document>
  struct Signed {
    Hash hash;
    Document value;
    std::vector<protocol::KeyId> signers;
  };
  struct Case;  // one question, with who knows what

  bool binds(const Hash& document, const Told& told, TrueTime at) const;
  std::optional<std::string> ordinary(const Case& c) const;
  bool emergency(const Case& c) const;
  std::optional<std::string> judge(const Signed<protocol::Approval>& held, const Case& c) const;
  std::optional<std::string> regulation(const Case& c) const;
  bool hushed(const Case& c) const;
  bool revoked(const std::vector<protocol::KeyId>& signers, const Hash& document, const Case& c) const;
  bool covers(const std::vector<UnitId>& areas, const UnitId& unit) const;

  UnitId province_;
  std::map<Hash, TrueTime> effective_;
  std::vector<Signed<protocol::Trust>> trusts_;
  std::vector<Signed<protocol::Suspension>> suspensions_;
  std::vector<Signed<protocol::Approval>> approvals_;
  std::vector<std::pair<std::int64_t, Signed<schedules::Policy>>> policies_;  // with versions
  std::vector<Signed<protocol::Hush>> hushes_;
  std::vector<Signed<protocol::Alert>> alerts_;
  std::vector<Signed<protocol::Stop>> stops_;
};

}  // namespace loa::sim
