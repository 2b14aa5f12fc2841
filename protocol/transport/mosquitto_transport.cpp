// States: idle -> connecting (on the pool; nothing else touches the handle) -> attached (Asio waits on a dup of the
// socket) -> up after CONNACK -> idle again with a retry timer. mosquitto_threaded_set makes calls only queue, so that
// loop_write is the single place that writes. Invariants: every library call on the loop is followed by sync(); the dup
// is closed as soon as the library drops its socket; after stop() no handler touches the handle.
#include "protocol/transport/mosquitto_transport.h"

#include "protocol/limits.h"

#include <boost/asio/post.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <fcntl.h>
#include <mosquitto.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace loa::protocol {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kMiscInterval = 1s;
constexpr auto kFirstRetry = 1s;
constexpr int kInFlight = 500;
constexpr int kConnackWaits = 20;    // misc ticks until an unanswered CONNECT is given up
constexpr int kRemakeAfter = 300;    // seconds without a connection until the handle is made anew

struct Destroy {
  void operator()(mosquitto* handle) const { mosquitto_destroy(handle); }
};
using Handle = std::unique_ptr<mosquitto, Destroy>;

class LibraryUse {
 public:
  LibraryUse() { mosquitto_lib_init(); }
  ~LibraryUse() { mosquitto_lib_cleanup(); }
  LibraryUse(const LibraryUse&) = delete;
  LibraryUse& operator=(const LibraryUse&) = delete;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(asio::io_context& loop, MosquittoOptions options, Metrics& metrics, Log& log, Random& random)
      : loop_(loop), options_(std::move(options)), log_(log), random_(random), socket_(loop), retry_(loop), misc_(loop),
        unacknowledged_(metrics.gauge("loa_mqtt_unacknowledged")), refused_(metrics.gauge("loa_mqtt_refused_total")) {}

  void start(TransportHandlers handlers) {
    handlers_ = std::move(handlers);
    make_handle();
    wait_then_connect(options_.first_delay);
  }

  void stop() {
    if (stopping_) return;
    stopping_ = true;
    handlers_ = {};
    retry_.cancel();
    misc_.cancel();
    // A connect in progress has its own timeout inside the kernel; the handle waits for it.
    if (connecting_) shut_pending_socket();
    pool_.join();
    if (handle_ && attached_) {
      mosquitto_disconnect(handle_.get());
      mosquitto_loop_write(handle_.get(), 1);
    }
    close_socket();
    up_ = false;
    handle_.reset();
  }

  bool up() const { return up_; }
  std::size_t unacknowledged() const { return waiting_; }

  void hold(bool on) {
    held_ = on;
    if (!paused() && attached_ && !reading_) read_next();
  }

  Status subscribe(const std::vector<std::pair<std::string, int>>& filters) {
    if (!up_) return fail("transport.offline");
    for (const auto& [filter, qos] : filters)
      if (const int rc = mosquitto_subscribe(handle_.get(), nullptr, filter.c_str(), qos); rc != MOSQ_ERR_SUCCESS) {
        sync();
        return fail("transport.failed", {{"why", mosquitto_strerror(rc)}}, filter);
      }
    sync();
    return ok();
  }

  Result<int> publish(const Publication& p) {
    if (p.payload.size() + p.topic.size() + 16 > kMaxPacket)
      return fail("transport.too_large", {{"size", std::to_string(p.payload.size())}}, p.topic);
    if (!up_) return fail("transport.offline", {}, p.topic);
    if (waiting_ >= options_.max_unacknowledged) {
      refused_.add(1);
      return fail("transport.full", {}, p.topic);
    }
    int token = 0;
    const int rc = mosquitto_publish(handle_.get(), &token, p.topic.c_str(), static_cast<int>(p.payload.size()),
                                     p.payload.data(), p.qos, p.retain);
    if (rc == MOSQ_ERR_SUCCESS) unacknowledged_.set(static_cast<std::int64_t>(++waiting_));
    sync();
    if (rc != MOSQ_ERR_SUCCESS) return fail("transport.failed", {{"why", mosquitto_strerror(rc)}}, p.topic);
    return token;
  }

 private:
  void make_handle() {
    handle_.reset(mosquitto_new(options_.client_id.c_str(), true, this));
    auto* m = handle_.get();
    mosquitto_threaded_set(m, true);
    mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V311);
    mosquitto_int_option(m, MOSQ_OPT_SEND_MAXIMUM, kInFlight);
    mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
    const int tls = mosquitto_tls_set(m, options_.ca.c_str(), nullptr, options_.certificate.c_str(),
                                      options_.key.c_str(), nullptr);
    if (tls != MOSQ_ERR_SUCCESS) log_.error("mqtt_tls_files", {{"why", mosquitto_strerror(tls)}});
    if (const auto& will = options_.will)
      mosquitto_will_set(m, will->topic.c_str(), static_cast<int>(will->payload.size()), will->payload.data(),
                         will->qos, will->retain);
    mosquitto_connect_callback_set(m, [](mosquitto*, void* self, int rc) { static_cast<Session*>(self)->answered(rc); });
    mosquitto_disconnect_callback_set(
        m, [](mosquitto*, void* self, int rc) { static_cast<Session*>(self)->why_ = mosquitto_strerror(rc); });
    mosquitto_message_callback_set(m, [](mosquitto*, void* self, const mosquitto_message* message) {
      static_cast<Session*>(self)->received(*message);
    });
    mosquitto_publish_callback_set(
        m, [](mosquitto*, void* self, int token) { static_cast<Session*>(self)->acknowledged(token); });
    made_at_ = asio::steady_timer::clock_type::now();
  }

  void wait_then_connect(std::chrono::milliseconds delay) {
    retry_.expires_after(delay);
    retry_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
      if (!ec && !self->stopping_) self->connect();
    });
  }

  // DNS, TCP and the TLS handshake block inside the library.
  void connect() {
    if (asio::steady_timer::clock_type::now() - made_at_ > std::chrono::seconds(kRemakeAfter)) make_handle();
    connecting_ = true;
    asio::post(pool_, [self = shared_from_this()] {
      const int rc = mosquitto_connect(self->handle_.get(), self->options_.host.c_str(), self->options_.port,
                                       static_cast<int>(self->options_.keepalive.count()));
      asio::post(self->loop_, [self, rc] { self->connected(rc); });
    });
  }

  void connected(int rc) {
    connecting_ = false;
    if (stopping_) return;
    if (rc != MOSQ_ERR_SUCCESS) {
      log_.info("mqtt_connect_failed", {{"host", options_.host}, {"why", mosquitto_strerror(rc)}});
      retry_later();
      return;
    }
    silent_ticks_ = 0;
    why_ = "connection lost";
    sync();
    tick();
  }

  void retry_later() {
    const auto ceiling = std::min<std::chrono::milliseconds>(backoff_, options_.retry_cap);
    backoff_ = std::min<std::chrono::milliseconds>(backoff_ * 2, options_.retry_cap);
    const auto span = static_cast<std::uint64_t>(std::max<std::int64_t>(1, ceiling.count()));
    wait_then_connect(std::chrono::milliseconds(static_cast<std::int64_t>(random_.below(span))));
  }

  // After every library call: follow the socket, and wait for writability when the library wants to write.
  void sync() {
    if (stopping_ || connecting_ || inside_) return;
    const int fd = mosquitto_socket(handle_.get());
    if (fd < 0) {
      if (attached_) lost();
      return;
    }
    if (!attached_ && !attach(fd)) return;
    if (writing_ || !mosquitto_want_write(handle_.get())) return;
    writing_ = true;
    socket_.async_wait(socket_.wait_write, [self = shared_from_this(), epoch = epoch_](boost::system::error_code ec) {
      if (ec || epoch != self->epoch_ || self->stopping_) return;
      self->writing_ = false;
      self->call([](mosquitto* m) { mosquitto_loop_write(m, 1); });
    });
  }

  bool attach(int fd) {
    const int own = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
    boost::system::error_code ec;
    if (own >= 0) socket_.assign(own, ec);
    if (own < 0 || ec) {
      if (own >= 0) ::close(own);
      log_.error("mqtt_descriptor", {{"why", "no descriptor left"}});
      mosquitto_disconnect(handle_.get());
      retry_later();
      return false;
    }
    if (options_.send_buffer_bytes > 0)
      ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &options_.send_buffer_bytes, sizeof options_.send_buffer_bytes);
    attached_ = true;
    read_next();
    return true;
  }

  bool paused() const { return held_ && up_; }  // held or not, CONNACK is read

  void read_next() {
    reading_ = !paused();
    if (!reading_) return;
    socket_.async_wait(socket_.wait_read, [self = shared_from_this(), epoch = epoch_](boost::system::error_code ec) {
      if (ec || epoch != self->epoch_ || self->stopping_) return;
      self->reading_ = !self->paused();
      if (!self->reading_) return;
      self->call([](mosquitto* m) { mosquitto_loop_read(m, 1); });
      if (!self->stopping_ && epoch == self->epoch_) self->read_next();
    });
  }

  void tick() {
    misc_.expires_after(kMiscInterval);
    misc_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
      if (ec || self->stopping_ || !self->attached_) return;
      if (!self->up_ && ++self->silent_ticks_ > kConnackWaits) {
        self->lost();
        return;
      }
      self->call([](mosquitto* m) { mosquitto_loop_misc(m); });
      if (self->attached_) self->tick();
    });
  }

  // Callbacks run inside the library: their own calls only queue, and the socket is looked at after they return.
  template <class Work>
  void call(Work work) {
    inside_ = true;
    work(handle_.get());
    inside_ = false;
    flush_events();
    sync();
  }

  // Handlers run outside the library, so that stop() or publish() from one of them is safe.
  void flush_events() {
    auto events = std::move(events_);
    events_.clear();
    for (auto& event : events)
      if (!stopping_) event();
  }

  void answered(int rc) {
    if (rc != 0) {
      why_ = mosquitto_connack_string(rc);
      return;
    }
    events_.push_back([this] {
      up_ = true;
      backoff_ = kFirstRetry;
      made_at_ = asio::steady_timer::clock_type::now();
      waiting_ = 0;
      unacknowledged_.set(0);
      log_.info("mqtt_up", {{"host", options_.host}});
      if (const auto handler = handlers_.on_up) handler();
    });
  }

  void received(const mosquitto_message& message) {
    const auto* bytes = static_cast<const std::uint8_t*>(message.payload);
    events_.push_back([this, topic = std::string(message.topic), payload = Bytes(bytes, bytes + message.payloadlen)] {
      if (const auto handler = handlers_.on_message) handler(topic, payload);
    });
  }

  void acknowledged(int token) {
    events_.push_back([this, token] {
      if (waiting_ > 0) unacknowledged_.set(static_cast<std::int64_t>(--waiting_));
      if (const auto handler = handlers_.on_published) handler(token);
    });
  }

  // What was queued goes with the handle: the library would send it again after a reconnect, behind the caller's back.
  void lost() {
    close_socket();
    misc_.cancel();
    const bool was_up = up_;
    up_ = false;
    waiting_ = 0;
    unacknowledged_.set(0);
    make_handle_keeping_age();
    log_.warn("mqtt_down", {{"why", why_}});
    if (const auto handler = handlers_.on_down; handler && was_up) handler(why_);
    if (!stopping_) retry_later();
  }

  void make_handle_keeping_age() {
    const auto age = made_at_;
    make_handle();
    made_at_ = age;
  }

  void close_socket() {
    ++epoch_;
    writing_ = false;
    reading_ = false;
    attached_ = false;
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  // Wakes a handshake that waits for a silent peer, so that stop() does not wait with it.
  void shut_pending_socket() {
    if (const int fd = mosquitto_socket(handle_.get()); fd >= 0) ::shutdown(fd, SHUT_RDWR);
  }

  LibraryUse library_;
  asio::io_context& loop_;
  MosquittoOptions options_;
  Log& log_;
  Random& random_;
  TransportHandlers handlers_;
  Handle handle_;
  asio::posix::stream_descriptor socket_;
  asio::steady_timer retry_, misc_;
  Gauge& unacknowledged_;
  Gauge& refused_;
  std::vector<std::function<void()>> events_;
  std::string why_;
  std::chrono::milliseconds backoff_{kFirstRetry};
  asio::steady_timer::time_point made_at_;
  std::size_t waiting_ = 0;
  unsigned epoch_ = 0;
  int silent_ticks_ = 0;
  bool up_ = false, attached_ = false, writing_ = false, connecting_ = false, inside_ = false, stopping_ = false;
  bool reading_ = false, held_ = false;
  asio::thread_pool pool_{1};
};

// A session that was stopped is over; the next start() makes another.
class MosquittoTransport final : public Transport {
 public:
  using MakeSession = std::function<std::shared_ptr<Session>()>;
  explicit MosquittoTransport(MakeSession make) : make_(std::move(make)) {}
  ~MosquittoTransport() override { stop(); }

  void start(TransportHandlers handlers) override {
    stop();
    session_ = make_();
    session_->start(std::move(handlers));
  }
  void stop() override {
    if (const auto session = std::exchange(session_, nullptr)) session->stop();
  }
  bool up() const override { return session_ && session_->up(); }
  Status subscribe(const std::vector<std::pair<std::string, int>>& filters) override {
    return session_ ? session_->subscribe(filters) : fail("transport.offline");
  }
  Result<int> publish(Publication publication) override {
    return session_ ? session_->publish(publication) : fail("transport.offline", {}, publication.topic);
  }
  std::size_t unacknowledged() const override { return session_ ? session_->unacknowledged() : 0; }
  void hold(bool on) override {
    if (session_) session_->hold(on);
  }

 private:
  MakeSession make_;
  std::shared_ptr<Session> session_;
};

}  // namespace

std::unique_ptr<Transport> make_mosquitto_transport(boost::asio::io_context& loop, MosquittoOptions options,
                                                    Metrics& metrics, Log& log, Random& random) {
  return std::make_unique<MosquittoTransport>([&loop, &metrics, &log, &random, options = std::move(options)] {
    return std::make_shared<Session>(loop, options, metrics, log, random);
  });
}

}  // namespace loa::protocol
