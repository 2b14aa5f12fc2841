// The network of protocol/vectors/register.json, with the keys to sign for it: lets changed payloads through the signatures.
#pragma once

#include "protocol/register.h"
#include "tests/world/world.h"

namespace loa::fuzz {

struct Story {
  Story();

  protocol::Register judge() const;                       // holds trust, map, places, policies
  Bytes seal(protocol::DocumentType type, std::string payload) const;  // by who must sign such a document

  test::World world;
  UtcTime now;
  std::vector<std::pair<UnitId, ClusterId>> places;
  std::vector<Bytes> grounds;
  std::vector<Bytes> documents;  // every envelope of the story
};
const Story& story();

}  // namespace loa::fuzz
