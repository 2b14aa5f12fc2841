// Every limit of the wire, by name. What happens at the limit stands beside it and in README.md.
#pragma once

#include <chrono>
#include <cstddef>

namespace loa::protocol {

inline constexpr std::size_t kMaxTrustPayload = 1024 * 1024;  // trust and map: refused beyond
inline constexpr std::size_t kMaxAlertPayload = 2 * 1024;
inline constexpr std::size_t kMaxPayload = 16 * 1024;         // every other document
inline constexpr std::size_t kMaxSignatures = 8;
inline constexpr std::size_t kMaxRoot = 4 * 1024;             // refuse to publish
inline constexpr std::size_t kMaxMail = 64 * 1024;            // drills and ended ones leave first
inline constexpr std::size_t kMaxPart = 1024 * 1024;
inline constexpr std::size_t kChunkBytes = 64 * 1024;
inline constexpr std::size_t kUnitBytes = 16 * 1024;
inline constexpr std::size_t kMaxPacket = 128 * 1024;         // MQTT
inline constexpr std::size_t kMaxContent = 512u * 1024 * 1024;
inline constexpr std::size_t kMaxUnacknowledged = 500;        // content sender's window at the broker
inline constexpr std::size_t kMaxJournalRows = 200'000;       // then the oldest ordinary rows are merged
inline constexpr std::size_t kMaxJournalBatch = 64 * 1024;    // bytes on the wire
inline constexpr std::size_t kMaxAlertsPerSigner = 4;
inline constexpr std::size_t kMaxUnitDepth = 16;              // levels of the tree of units; refused beyond
inline constexpr std::size_t kMaxHeldStops = 1000;            // of alerts not seen yet the oldest leaves
inline constexpr std::size_t kMaxLinkFrame = 1024 * 1024 + 64;

inline constexpr auto kMaxTrustAge = std::chrono::hours(24 * 45);
inline constexpr auto kTrustWarnAge = std::chrono::hours(24 * 30);
inline constexpr auto kMaxGrant = std::chrono::hours(24 * 400);      // 13 months
inline constexpr auto kMaxApproval = std::chrono::hours(24 * 90);
inline constexpr auto kMaxSuspension = std::chrono::hours(24 * 7);
inline constexpr auto kMaxHush = std::chrono::hours(12);
inline constexpr auto kMaxTemplateAlert = std::chrono::minutes(10);
inline constexpr auto kTemplateInterval = std::chrono::minutes(30);
inline constexpr auto kMaxVersionLead = std::chrono::minutes(10);    // a version beyond now + this is refused
inline constexpr auto kMaxLiveAge = std::chrono::seconds(10);
inline constexpr auto kMaxRoundTrip = std::chrono::seconds(5);
inline constexpr auto kUnknownTimeBound = std::chrono::seconds(30);
inline constexpr auto kMaxClockStep = std::chrono::seconds(60);      // in all, a day, without an officer's signature

}  // namespace loa::protocol
