// One link message of every kind, every optional member present.
#pragma once

#include "protocol/link.h"
#include "tests/protocol/sample_documents.h"

namespace loa::test {

inline protocol::LinkMessage sample_play() {
  protocol::PlayRequest request;
  request.occurrence = sha256("occurrence");
  request.approval = sha256("approval");
  request.alert = SampleDocuments::id<DocumentId>(7);
  request.manifest = sha256("manifest");
  request.start = SampleDocuments::now();
  request.end = SampleDocuments::now() + 60s;
  request.clusters = {SampleDocuments::id<ClusterId>(1), SampleDocuments::id<ClusterId>(2)};
  request.cls = BroadcastClass::emergency;
  request.volume = 70;
  return protocol::LinkPlay{request, SampleDocuments::id<ItemId>(1), 1500};
}

inline std::vector<protocol::LinkMessage> sample_links() {
  using namespace protocol;
  const auto cluster = SampleDocuments::id<ClusterId>(1);
  const auto now = SampleDocuments::now();
  const Error error = fail("play.hushed", {{"until", "2026-11-24T01:00:00.000Z"}}, "clusters[0]");
  const ClusterHealth health{cluster, "fault", "cluster.line_open", true, false, 70, sha256("occurrence")};
  return {LinkHello{kLinkVersion, "0.1.0", SampleDocuments::id<AgentId>(1).uuid},
          LinkRoot{to_bytes("root")},
          LinkMail{to_bytes("mail")},
          LinkPart{Part::policy, to_bytes("part")},
          LinkBeacon{to_bytes("beacon")},
          LinkUnit{sha256("content"), 3, true, to_bytes("unit")},
          LinkUnit{sha256("content"), 4, false, {}},
          sample_play(),
          LinkStop{sha256("occurrence"), "play.hushed"},
          LinkWatch{now},
          LinkTimeRequest{SampleDocuments().time().nonce},
          LinkPull{sha256("content"), 4'000'000'000},
          LinkStatus{5, 6, true, true, {health}},
          LinkLevels{{LevelNow{cluster, sha256("occurrence"), -23, -6, 4000}}},
          LinkStarted{sha256("occurrence"), cluster, now},
          LinkReceipt{9, to_bytes("receipt")},
          LinkRefused{sha256("occurrence"), {cluster}, error},
          LinkEvent{10, now, error, cluster},
          LinkReceiptAck{10}};
}

}  // namespace loa::test
