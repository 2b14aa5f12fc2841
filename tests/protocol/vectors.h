// Test vectors an outsider can implement from: made from fixed seeds, the same bytes on every machine. What is expected of
// the code stands here as literals; vectors_test.cpp holds the code to them and the files of protocol/vectors to both.
#pragma once

#include "core/json.h"
#include "tests/protocol/sample_documents.h"

#include <map>
#include <string>

namespace loa::test {

using VectorFiles = std::map<std::string, std::string>;  // file name -> text
VectorFiles make_vectors();

// A file: what it is about, then one case a line, so that a change shows as the lines it changed.
std::string vector_file(std::string_view about, const json::array& cases);

json::array network_cases();
json::array key_cases();
json::array document_cases();
json::array list_cases();
json::array content_cases();
json::array link_cases();
json::array message_cases();
json::array time_cases();
json::array occurrence_cases();
json::array refusal_cases();
json::array register_cases();

// The network of the vectors: three authority keys of the seeds 0xc9, 0xca, 0xcb.
const protocol::Genesis& vector_genesis();
json::value hex(ByteSpan bytes);

}  // namespace loa::test
