// The next trust document after one officer's key came or went. Pure: the authority's signatures are put on by the caller.
#pragma once

#include "core/random.h"
#include "protocol/documents.h"

#include <optional>
#include <string>
#include <vector>

namespace loa::cli {

struct OfficerKeys {
  PersonId person;
  std::string name;
  UnitId unit;                                // whose officer; nil: the units of the model
  protocol::PublicKey key{};
  std::optional<protocol::PublicKey> quick;   // device-unlocked: Im lặng and templates alone
};

// Grants as `model` holds them (actions, classes), over the officer's own unit, for `days` <= 400. The quick key gets of hush
// and template what the model has. Errors: "officer.unknown" when the model holds no grant.
Result<protocol::Trust> with_officer(protocol::Trust held, const OfficerKeys& officer, const PersonId& model, int days,
                                     UtcTime now, Random& random);

// Revokes a key; `keep` are approvals that go on counting, for which its grants stay beside the revocation. Errors:
// "officer.unknown" when no grant names the key.
Result<protocol::Trust> without_key(protocol::Trust held, const protocol::KeyId& key, std::vector<Hash> keep, UtcTime now,
                                    Random& random);

}  // namespace loa::cli
