#include "core/net/http_message.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace loa::net {
namespace {

RangeKind kind(std::string_view header, std::uint64_t size) {
  ByteRange range;
  return parse_range(header, size, range);
}

TEST(HttpMessage, PatternsMatchWholePaths) {
  EXPECT_TRUE(match_pattern("/", "/"));
  EXPECT_TRUE(match_pattern("/a/:id", "/a/1"));
  EXPECT_FALSE(match_pattern("/a/:id", "/a/"));
  EXPECT_FALSE(match_pattern("/a/:id", "/a"));
  EXPECT_FALSE(match_pattern("/a/:id", "/a/1/2"));
  EXPECT_FALSE(match_pattern("/a", "/ab"));
  EXPECT_EQ(match_pattern("/w/*rest", "/w/x/y")->at("rest"), "x/y");
  EXPECT_EQ(match_pattern("/w/*rest", "/w")->at("rest"), "");
}

TEST(HttpMessage, TargetsAreDecodedAndNeverClimb) {
  HttpRequest request;
  ASSERT_TRUE(parse_target("/x%C3%A3?a=b%20c&d", request));
  EXPECT_EQ(request.path, "/xã");
  EXPECT_EQ(request.query["a"], "b c");
  for (const auto* bad : {"", "x", "*", "http://a/b", "/a/../b", "/%2e%2e", "/a%2f..%2fb", "/%00", "/%ff", "/%zz"}) {
    HttpRequest refused;
    EXPECT_FALSE(parse_target(bad, refused)) << bad;
  }
}

TEST(HttpMessage, RangesFollowTheStandard) {
  EXPECT_EQ(kind("bytes=0-0", 1), RangeKind::part);
  EXPECT_EQ(kind("bytes=1-", 1), RangeKind::unsatisfiable);
  EXPECT_EQ(kind("bytes=-0", 5), RangeKind::unsatisfiable);
  EXPECT_EQ(kind("bytes=-5", 0), RangeKind::unsatisfiable);
  for (const auto* ignored : {"", "bytes=", "bytes=-", "bytes=a-b", "bytes=3-2", "bytes=0-1,3-4", "lines=0-1",
                              "bytes=99999999999999999999-", "bytes=-1x"})
    EXPECT_EQ(kind(ignored, 10), RangeKind::whole) << ignored;
  ByteRange range;
  parse_range("bytes=5-18446744073709551615", 10, range);
  EXPECT_EQ(range.first, 5u);
  EXPECT_EQ(range.size, 5u);
}

TEST(HttpMessage, HostsMatchWithAndWithoutPort) {
  EXPECT_TRUE(host_allowed({}, "any"));
  EXPECT_TRUE(host_allowed({"localhost"}, "LOCALHOST:8080"));
  EXPECT_TRUE(host_allowed({"[::1]"}, "[::1]:80"));
  EXPECT_FALSE(host_allowed({"localhost"}, "localhost.evil.example"));
  EXPECT_FALSE(host_allowed({"localhost"}, ""));
}

HttpRequest write_from(const std::string& origin, const std::string& host) {
  HttpRequest request;
  request.method = "POST";
  request.headers = {{"host", host}};
  if (!origin.empty()) request.headers["origin"] = origin;
  return request;
}

TEST(HttpMessage, AForeignPageMayNotWrite) {
  EXPECT_TRUE(origin_allowed(write_from("", "127.0.0.1:80")));
  EXPECT_TRUE(origin_allowed(write_from("http://127.0.0.1:8080", "127.0.0.1:8080")));
  EXPECT_FALSE(origin_allowed(write_from("http://evil.example", "127.0.0.1:8080")));
  EXPECT_FALSE(origin_allowed(write_from("http://127.0.0.1:9999", "127.0.0.1:8080")));
  EXPECT_FALSE(origin_allowed(write_from("null", "127.0.0.1:8080")));
  auto read = write_from("http://evil.example", "127.0.0.1:8080");
  read.method = "GET";
  EXPECT_TRUE(origin_allowed(read));
}

TEST(HttpMessage, EncodesWhatAQueryMayNotCarry) {
  EXPECT_EQ(percent_encode("aZ09-_.~"), "aZ09-_.~");
  EXPECT_EQ(percent_encode("a b&c=ã"), "a%20b%26c%3D%C3%A3");
}

TEST(HttpMessage, ALineBreakNeverEntersAHeader) {
  HttpResponse response;
  response.headers.emplace_back("location", "/a\r\nset-cookie: x=1");
  EXPECT_THROW(response_head(response, 0, false), std::invalid_argument);
}

}  // namespace
}  // namespace loa::net
