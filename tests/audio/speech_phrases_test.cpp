// The phrases of legal texts with the readings a person wrote down for them; one line a failure.
#include "audio/speech/announce.h"
#include "tests/audio/speech_texts.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace loa::speech {
namespace {

struct Phrase {
  std::string kind, written, spoken;
};

std::vector<Phrase> read_phrases() {
  std::ifstream file(std::string(LOA_SOURCE_DIR) + "/tests/audio/speech_phrases.tsv");
  std::vector<Phrase> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    Phrase phrase;
    std::getline(fields, phrase.kind, '\t');
    std::getline(fields, phrase.written, '\t');
    std::getline(fields, phrase.spoken);
    out.push_back(phrase);
  }
  return out;
}

TEST(SpeechPhrases, are_read_as_written_down) {
  std::map<std::string, int> kinds;
  for (const auto& phrase : read_phrases()) {
    ++kinds[phrase.kind];
    const auto read = announce(phrase.written);
    ASSERT_TRUE(read.has_value()) << phrase.written;
    if (all_spoken(*read) != phrase.spoken)
      ADD_FAILURE() << phrase.kind << ": " << phrase.written << "\n  said     " << all_spoken(*read) << "\n  expected " << phrase.spoken;
    for (const auto& question : read->questions) ADD_FAILURE() << phrase.written << ": asks about " << question.written;
  }
  int all = 0;
  for (const auto& [kind, count] : kinds) all += count;
  EXPECT_GE(all, 200);
  EXPECT_GE(kinds.size(), 12u);
}

TEST(SpeechPhrases, say_the_same_when_read_again) {
  for (const auto& phrase : read_phrases()) {
    const auto again = announce(phrase.spoken);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(all_spoken(*again), phrase.spoken);
    EXPECT_TRUE(again->questions.empty()) << phrase.spoken;
  }
}

}  // namespace
}  // namespace loa::speech
