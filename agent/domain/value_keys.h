// Names of the small values an agent keeps. Each is replaced as a whole, in the transaction of the write that changes it.
#pragma once

namespace loa::agent {

inline constexpr char kRootKey[] = "root";          // envelope of the root whose parts are all in use
inline constexpr char kPendingKey[] = "root.next";  // envelope of a newer root whose parts are still coming
inline constexpr char kMailKey[] = "mail";          // the newest mailbox, as it came
inline constexpr char kRatchetsKey[] = "ratchets";
inline constexpr char kTimeKey[] = "time";
inline constexpr char kBridgeKey[] = "bridge";      // uuid of the bridge's store and the last number taken from it
inline constexpr char kJudgedKey[] = "judged";      // unix ms: every occurrence that ended before it has its rows

}  // namespace loa::agent
