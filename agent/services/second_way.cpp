#include "agent/services/second_way.h"

#include "protocol/documents.h"
#include "protocol/limits.h"
#include "protocol/messages.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace loa::agent {
namespace {

using namespace std::chrono_literals;

constexpr auto kPollWait = 25s;
constexpr auto kPollTimeout = 40s;
constexpr auto kAfterFailure = 5s;  // half of what an alert may take
constexpr auto kContentTimeout = 60s;

net::HttpCall call_for(const HttpRequest& request) {
  net::HttpCall call;
  switch (request.kind) {
    case HttpKind::content:
      call.target = "/device/v1/content/" + request.content.hex();
      call.headers.emplace_back("Range", fmt::format("bytes={}-{}", request.offset, request.offset + request.length - 1));
      call.timeout = kContentTimeout;
      return call;
    case HttpKind::journal: call.target = "/device/v1/journal"; break;
    case HttpKind::reported: call.target = "/device/v1/reported"; break;
    case HttpKind::time: call.target = "/device/v1/time"; break;
  }
  call.method = "POST";
  call.headers.emplace_back("Content-Type",
                            request.kind == HttpKind::time ? "application/octet-stream" : "application/json");
  call.body = std::string(as_text(request.body));
  return call;
}

// As it is written there, believed by nobody: only for asking for what is newer. 0 when unreadable.
std::int64_t version_in(protocol::Leaf leaf, const std::string& body) {
  if (leaf == protocol::Leaf::mail) {
    const auto mail = protocol::decode_mail(as_bytes(body));
    return mail ? mail->version : 0;
  }
  const auto envelope = protocol::decode_envelope(as_bytes(body));
  if (!envelope) return 0;
  const auto root = protocol::read_payload<protocol::Root>(envelope->payload);
  return root ? root->version : 0;
}

}  // namespace

SecondWay::SecondWay(asio::io_context& loop, net::TaskScope& tasks, net::HttpEndpoint endpoint, Deliver deliver)
    : loop_(loop), tasks_(tasks), endpoint_(std::move(endpoint)), deliver_(std::move(deliver)) {}

void SecondWay::start(Version root, Version mail) {
  tasks_.spawn("poll root", poll(protocol::Leaf::root, std::move(root)));
  tasks_.spawn("poll mail", poll(protocol::Leaf::mail, std::move(mail)));
}

asio::awaitable<bool> SecondWay::pause(std::chrono::seconds time) {
  asio::steady_timer timer(loop_, time);
  const auto [failed] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return !failed;
}

asio::awaitable<void> SecondWay::poll(protocol::Leaf leaf, Version have) {
  std::string last;
  std::int64_t seen = 0;  // a mailbox may wait for its root: asked for again it would only come again
  while (true) {
    net::HttpCall call;
    call.target = fmt::format("/device/v1/{}?have={}&wait={}", to_text(leaf), std::max(have(), seen), kPollWait.count());
    call.timeout = kPollTimeout;
    auto reply = co_await net::http_call(endpoint_, call);
    std::chrono::seconds rest = 0s;
    if (!reply || (reply->status != 200 && reply->status != 204)) {
      rest = kAfterFailure;
    } else if (reply->status == 200) {
      // The same answer all the same: no reason to ask in a circle.
      rest = reply->body == last ? std::chrono::seconds(kPollWait) : 1s;
      last = std::move(reply->body);
      seen = version_in(leaf, last);
      if (rest == 1s) deliver_(MessageIn{leaf, to_bytes(last)});
    }
    const bool go_on = co_await pause(rest);
    if (!go_on) co_return;
  }
}

void SecondWay::request(HttpRequest request) {
  if (!busy_.insert(request.kind).second) {
    asio::post(loop_, [deliver = deliver_, request = std::move(request)] { deliver(HttpDone{request, 0, {}}); });
    return;
  }
  tasks_.spawn("second way", perform(std::move(request)));
}

asio::awaitable<void> SecondWay::perform(HttpRequest request) {
  auto reply = co_await net::http_call(endpoint_, call_for(request));
  busy_.erase(request.kind);
  if (reply) {
    deliver_(HttpDone{std::move(request), reply->status, to_bytes(reply->body)});
  } else {
    deliver_(HttpDone{std::move(request), 0, {}});
  }
}

}  // namespace loa::agent
