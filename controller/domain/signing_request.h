// A request to sign (tờ trình duyệt): what an officer is shown and what the approval must say, fixed before the link is sent,
// so that the document that comes back is held against it member for member. Pure.
#pragma once

#include "core/broadcast_class.h"
#include "core/id.h"
#include "protocol/documents.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loa::controller {

using SigningId = Id<struct SigningTag>;

struct SigningRequest {
  SigningId id;                     // given by SigningDesk::open_request
  ProgrammeId programme;
  std::int64_t revision = 0;
  Hash manifest;
  PersonId author;                  // as the manifest names the author; may not sign
  std::string author_name;
  std::string title;                // <= 300 bytes
  std::string text;                 // what is read aloud, as far as it is known; <= 64 KiB
  // Law metadata as JSON of text members, <= 8 KiB; empty: the programme explains no law. The approval names the SHA-256 of
  // these very bytes. Shown: number, kind, agency, signer, issued, effective, expires, field, state.
  std::string law;
  std::vector<UnitId> units;        // 1..256
  BroadcastClass cls = BroadcastClass::normal;
  UtcTime from, until;              // half-open, at most 90 days
  int airings_per_day = 0;          // 0: no limit
  std::optional<int> max_volume;    // percent
  std::vector<std::string> slots;   // proposed slots in Vietnamese words, <= 50; shown, not signed

  Hash law_hash() const { return law.empty() ? Hash{} : sha256(law); }
};

// Error: "signing.request_bad" (field).
Status check_request(const SigningRequest& request);
std::string write_request(const SigningRequest& request);
Result<SigningRequest> read_request(std::string_view text);

// Whether this approval says what was asked for and nothing else. Errors: "signing.other" (field).
Status check_answer(const SigningRequest& request, const protocol::Approval& approval);

// Whether this approval, however it came, allows all that was asked for: the same programme, author, sound, law and class, at
// least these units, days, airings and volume.
bool grants(const SigningRequest& request, const protocol::Approval& approval);

// The statement that an officer's key signs to send a request back.
std::string rejection_statement(const protocol::NetworkId& network, const SigningId& request, std::string_view reason);

}  // namespace loa::controller
