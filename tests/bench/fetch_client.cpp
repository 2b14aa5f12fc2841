#include "tests/bench/nginx_peer.h"

#include "core/files.h"
#include "core/net/tls.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

namespace loa::bench {
namespace {

namespace asio = boost::asio;
using Stream = asio::ssl::stream<asio::ip::tcp::socket>;

constexpr std::size_t kPiece = 64 * 1024;

void wait_for_the_shot() {
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

// Asks and reads the header; what of the body came with it stays in `waiting`.
std::size_t ask(Stream& stream, const std::string& name, asio::streambuf& waiting) {
  asio::write(stream, asio::buffer(fmt::format("GET /{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", name)));
  const std::size_t header = asio::read_until(stream, waiting, "\r\n\r\n");
  const std::string text(asio::buffers_begin(waiting.data()), asio::buffers_begin(waiting.data()) + static_cast<long>(header));
  waiting.consume(header);
  const auto at = text.find("Content-Length: ");
  if (!text.starts_with("HTTP/1.1 200") || at == text.npos) throw std::runtime_error("nginx answers: " + text);
  return std::stoul(text.substr(at + 16));
}

// Writes as it comes, hashes on the way; one fdatasync at the end.
Hash take(Stream& stream, asio::streambuf& waiting, std::size_t size, int file) {
  Sha256 hash;
  std::vector<std::uint8_t> piece(kPiece);
  for (std::size_t done = 0; done < size;) {
    const std::size_t wanted = std::min(kPiece, size - done);
    std::size_t n = asio::buffer_copy(asio::buffer(piece), waiting.data(), wanted);
    waiting.consume(n);
    if (n < wanted) n += asio::read(stream, asio::buffer(piece.data() + n, wanted - n));
    hash.update({piece.data(), n});
    if (pwrite(file, piece.data(), n, static_cast<off_t>(done)) != static_cast<ssize_t>(n)) throw std::runtime_error("no space");
    done += n;
  }
  if (fdatasync(file) != 0) throw std::runtime_error("fdatasync");
  return hash.finish();
}

void fetch_or_throw(const FetchOrder& order) {
  asio::io_context loop;
  const auto tls = must(net::make_client_tls({order.ca, order.certificate, order.key}));
  wait_for_the_shot();
  Stream stream(loop, *tls);
  stream.lowest_layer().connect({asio::ip::address_v4::loopback(), order.port});
  stream.handshake(asio::ssl::stream_base::client);
  asio::streambuf waiting;
  const std::size_t size = ask(stream, order.name, waiting);
  const auto part = order.folder / (order.name + ".part");
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const Hash hash = take(stream, waiting, size, file);
  close(file);
  if (hash.hex() != order.name) throw std::runtime_error("another file came");
  std::filesystem::rename(part, order.folder / order.name);
  must(sync_folder(order.folder));
}

}  // namespace

int fetch(const FetchOrder& order) {
  try {
    fetch_or_throw(order);
    return 0;
  } catch (const std::exception& e) {
    fmt::print(stderr, "loa-bench: {}\n", e.what());
    return 1;
  }
}

}  // namespace loa::bench
