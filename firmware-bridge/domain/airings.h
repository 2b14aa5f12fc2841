// What sounded on which cluster in the last 48 hours: counts airings and minutes of a civil day, and knows which
// occurrences are over, so that none is started twice. Store files: "airings", and "progress" (segments sounding now,
// written every 5 s, from which a restarted bridge makes the receipts of what it was playing).
#pragma once

#include "firmware-bridge/domain/gate_types.h"

namespace loa::bridge {

// One stretch of sound on one cluster; becomes one receipt.
struct Segment {
  Hash occurrence;
  ClusterId cluster;
  ProgrammeId programme;
  Hash manifest;
  Hash document;             // approval or alert
  UtcTime planned;           // start of the occurrence
  bool emergency = false;
  UtcTime start;             // first sample heard
  std::int64_t first_sample = 0;
  std::int64_t samples = 0;
  bool heard = false;
};
std::string write_segments(const std::vector<Segment>& segments);
Result<std::vector<Segment>> read_segments(std::string_view text);

class Airings {
 public:
  explicit Airings(WriteTokens& tokens) : tokens_(tokens) {}

  // Gives the segments a crash cut off.
  std::vector<Segment> restore(const StoredFiles& stored);

  void started(const Segment& segment, Actions& out);
  void ended(const Segment& segment, bool over, Actions& out);
  void store_progress(const std::vector<Segment>& sounding, Actions& out);

  // "play.over" when it has ended there, "play.start_changed" when it is asked for at another hour than before.
  Status may_start(const Hash& occurrence, const ClusterId& cluster, UtcTime planned) const;
  // Occurrences of the programme that sounded on the cluster in the civil day of `at`, `except` not counted.
  int airings(const ClusterId& cluster, const ProgrammeId& programme, const Hash& except, UtcTime at, const Zone& zone) const;
  // The same for ordinary programmes of any kind.
  int begun(const ClusterId& cluster, const Hash& except, UtcTime at, const Zone& zone) const;
  // Ordinary sound on the cluster in that civil day, ended segments only.
  Millis aired(const ClusterId& cluster, UtcTime at, const Zone& zone) const;

 private:
  struct Entry {
    Hash occurrence;
    ClusterId cluster;
    ProgrammeId programme;
    UtcTime planned;
    bool emergency = false;
    std::int64_t samples = 0;
    bool over = false;
  };
  Entry& entry_of(const Segment& segment);
  void store(UtcTime newest, Actions& out);

  WriteTokens& tokens_;
  std::vector<Entry> entries_;
};

}  // namespace loa::bridge
