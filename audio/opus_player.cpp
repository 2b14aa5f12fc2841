#include "audio/opus_player.h"

#include "audio/ogg_scan.h"
#include "core/check.h"

#include <opusfile.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace loa::audio {
namespace {
constexpr std::size_t kMaxPacketSamples = 5760;
}

JoinPoint join_point(const UnitList& list, std::int64_t target) {
  JoinPoint point;
  point.page_offset = list.header_bytes;
  std::int64_t before = 0;
  for (const Unit& unit : list.units) {
    if (unit.fresh_page_offset == kNoFreshPage) continue;
    if (unit.granule_before > target - kPreRollSamples) break;
    point.page_offset = unit.fresh_page_offset;
    before = unit.granule_before;
  }
  point.unit = static_cast<std::uint32_t>(point.page_offset / kUnitBytes);
  // opusfile takes the pre-skip off wherever it starts, so output begins at programme sample `before`.
  point.drop_samples = target - before;
  return point;
}

struct OpusPlayer::Impl {
  Impl(const UnitList& list_in, UnitSource& source_in, const Clock& clock_in, PlayerOptions options_in)
      : list(list_in), source(source_in), clock(clock_in), options(options_in),
        join(join_point(list_in, options_in.start_sample)), position(options_in.start_sample), drop(join.drop_samples) {}

  const UnitList& list;
  UnitSource& source;
  const Clock& clock;
  PlayerOptions options;
  JoinPoint join;

  // The stream opusfile sees: the headers, then the file from the join on.
  std::uint64_t stream_at = 0;
  Bytes opening_log;  // what a repeated attempt to open reads again; the source may have dropped it
  std::unique_ptr<OggOpusFile, decltype(&op_free)> file{nullptr, &op_free};

  PlayerState state = PlayerState::starving;
  Pull last_pull = Pull::wait;
  std::optional<SteadyTime> starving_since;
  Error cause;
  std::int64_t position;
  std::int64_t drop;
  std::size_t faded_in = 0;
  std::optional<std::size_t> fade_out_left;
  std::array<std::int16_t, kMaxPacketSamples> packet;
  std::size_t packet_at = 0;
  std::size_t packet_end = 0;

  static int read_callback(void* self, unsigned char* out, int count) {
    return static_cast<Impl*>(self)->read_bytes({out, static_cast<std::size_t>(count)});
  }

  int read_bytes(std::span<std::uint8_t> out) {
    if (!file && stream_at < opening_log.size()) return replay(out);
    const bool in_headers = stream_at < list.header_bytes;
    const std::uint64_t at = in_headers ? stream_at : stream_at - list.header_bytes + join.page_offset;
    if (at >= list.size) return 0;
    ByteSpan unit;
    last_pull = source.pull(static_cast<std::uint32_t>(at / kUnitBytes), unit);
    // -1 is opusfile's "read error": unlike an end of file it loses nothing once the unit is there.
    if (last_pull != Pull::ready) return -1;
    auto rest = unit.subspan(at % kUnitBytes);
    if (in_headers) rest = rest.first(std::min<std::size_t>(rest.size(), list.header_bytes - stream_at));
    const auto count = std::min(out.size(), rest.size());
    std::copy_n(rest.begin(), count, out.begin());
    if (!file) opening_log.insert(opening_log.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count));
    stream_at += count;
    return static_cast<int>(count);
  }

  int replay(std::span<std::uint8_t> out) {
    const auto count = std::min<std::size_t>(out.size(), opening_log.size() - stream_at);
    std::copy_n(opening_log.begin() + static_cast<std::ptrdiff_t>(stream_at), count, out.begin());
    stream_at += count;
    return static_cast<int>(count);
  }

  bool open() {
    constexpr OpusFileCallbacks kNotSeekable{&Impl::read_callback, nullptr, nullptr, nullptr};
    stream_at = 0;
    last_pull = Pull::ready;
    int error = 0;
    file.reset(op_open_callbacks(this, &kNotSeekable, nullptr, 0, &error));
    if (!file) {
      last_pull == Pull::ready ? stop(fail("audio.not_opus")) : starve();
      return false;
    }
    opening_log = {};
    op_set_dither_enabled(file.get(), 0);
    const OpusHead* head = op_head(file.get(), -1);
    if (head->channel_count != 1) stop(fail("audio.not_mono", {{"channels", std::to_string(head->channel_count)}}));
    else if (head->output_gain != 0) stop(fail("audio.header_gain", {{"gain", std::to_string(head->output_gain)}}));
    return state != PlayerState::failed;
  }

  void stop(Error error) {
    state = PlayerState::failed;
    cause = std::move(error);
  }

  void starve() {
    const auto now = clock.steady();
    if (!starving_since) starving_since = now;
    state = PlayerState::starving;
    if (now - *starving_since < options.patience) return;
    stop(fail(last_pull == Pull::refused ? "audio.unit_refused" : "audio.starved",
              {{"seconds", std::to_string(options.patience.count() / 1000)}}));
  }

  // Decodes until `packet` holds samples; false when there are none now.
  bool refill() {
    if (!file && !open()) return false;
    while (packet_at == packet_end) {
      int link = 0;
      const int count = op_read(file.get(), packet.data(), static_cast<int>(packet.size()), &link);
      if (count <= 0) return after_failed_read(count);
      if (link > 0) return stop(fail("audio.chained")), false;
      packet_at = static_cast<std::size_t>(std::min<std::int64_t>(drop, count));
      packet_end = static_cast<std::size_t>(count);
      drop -= static_cast<std::int64_t>(packet_at);
    }
    state = PlayerState::playing;
    starving_since.reset();
    return true;
  }

  bool after_failed_read(int code) {
    if (code == OP_EREAD && last_pull != Pull::ready) starve();
    else if (code != 0) stop(fail("audio.decode", {{"code", std::to_string(code)}}));
    else if (position != list.total_samples) stop(fail("audio.cut_short"));
    else state = PlayerState::ended;
    return false;
  }

  std::size_t take(std::span<std::int16_t> out) {
    auto count = std::min(out.size(), packet_end - packet_at);
    if (fade_out_left) count = std::min(count, *fade_out_left);
    std::copy_n(packet.begin() + static_cast<std::ptrdiff_t>(packet_at), count, out.begin());
    fade(out.first(count));
    packet_at += count;
    position += static_cast<std::int64_t>(count);
    if (fade_out_left == std::size_t{0}) state = PlayerState::ended;
    return count;
  }

  void fade(std::span<std::int16_t> out) {
    const auto length = static_cast<std::int64_t>(options.fade_samples);
    const bool joined = options.start_sample > 0;
    for (auto& sample : out) {
      if (joined && faded_in < options.fade_samples) sample = scaled(sample, static_cast<std::int64_t>(faded_in++), length);
      if (fade_out_left) sample = scaled(sample, static_cast<std::int64_t>(--*fade_out_left), length);
    }
  }
  static std::int16_t scaled(std::int16_t sample, std::int64_t numerator, std::int64_t denominator) {
    return static_cast<std::int16_t>(sample * numerator / denominator);
  }
};

OpusPlayer::OpusPlayer(const UnitList& list, UnitSource& source, const Clock& clock, PlayerOptions options)
    : impl_(std::make_unique<Impl>(list, source, clock, options)) {
  CHECK(options.start_sample >= 0);
}
OpusPlayer::~OpusPlayer() = default;

std::size_t OpusPlayer::read(std::span<std::int16_t> out) {
  std::size_t done = 0;
  const auto finished = [&] { return impl_->state == PlayerState::ended || impl_->state == PlayerState::failed; };
  while (done < out.size() && !finished() && impl_->refill()) done += impl_->take(out.subspan(done));
  return done;
}

void OpusPlayer::cut() {
  if (!impl_->fade_out_left) impl_->fade_out_left = impl_->options.fade_samples;
  if (impl_->options.fade_samples == 0 && impl_->state != PlayerState::failed) impl_->state = PlayerState::ended;
}

PlayerState OpusPlayer::state() const { return impl_->state; }
const Error& OpusPlayer::cause() const { return impl_->cause; }
std::int64_t OpusPlayer::position() const { return impl_->position; }
std::int64_t OpusPlayer::total_samples() const { return impl_->list.total_samples; }

Result<std::vector<std::int16_t>> decode_ogg_opus(ByteSpan file, std::int64_t start_sample) {
  LOA_TRY(const UnitList list, scan_ogg_opus(file));
  WholeFileSource source(file);
  SystemClock clock;
  OpusPlayer player(list, source, clock, {.start_sample = start_sample, .patience = Millis{0}, .fade_samples = 0});
  std::vector<std::int16_t> samples(static_cast<std::size_t>(std::max<std::int64_t>(0, list.total_samples - start_sample)));
  samples.resize(player.read(samples));
  std::int16_t beyond = 0;
  player.read({&beyond, 1});
  if (player.state() == PlayerState::failed) return player.cause();
  return samples;
}

}  // namespace loa::audio
