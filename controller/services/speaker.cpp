#include "controller/services/speaker.h"

#include <algorithm>

namespace loa::controller {
namespace {

constexpr std::size_t kMaxWaiting = 20;
constexpr int kMakingShare = 60;  // percent of the task; the import takes the rest

speech::AnnounceOptions announce_options(const SpeechText& text, speech::Region region, const speech::Dictionary& dictionary) {
  speech::AnnounceOptions out;
  out.region = region;
  out.dictionary = &dictionary;
  out.respellings = to_respellings(text);
  return out;
}

speech::EntryScope scope_from(const std::string& text) {
  for (const auto scope : {speech::EntryScope::document_number, speech::EntryScope::running_text})
    if (speech::to_string(scope) == text) return scope;
  return speech::EntryScope::anywhere;
}

void trim_quietly(const SpeechOptions& options, const speech::SynthesisPlan& keep) {
  // A cache that cannot be trimmed costs disk, not the programme.
  (void)speech::trim_cache(options.cache, options.cache_bytes, keep);
}

}  // namespace

std::vector<speech::Respelling> to_respellings(const SpeechText& text) {
  std::vector<speech::Respelling> out;
  for (const auto& each : text.respellings)
    out.push_back({speech::byte_range(text.text, {each.begin, each.end}), each.written, each.spoken});
  return out;
}

std::string sentences_json(const std::string& text, const speech::Announcement& announcement, const speech::Speech& speech) {
  json::array out;
  for (const auto& timing : speech.timings) {
    const auto& sentence = announcement.sentences.at(timing.sentence);
    const auto range = speech::utf16_range(text, sentence.range);
    out.push_back(json::object{{"range", json::object{{"begin", range.begin}, {"end", range.end}}}, {"written", sentence.written},
                               {"spoken", sentence.spoken}, {"start_ms", timing.start.count()}, {"end_ms", timing.end.count()}});
  }
  return write_json(out);
}

Result<SpeechOptions> espeak_speech(const std::filesystem::path& cache) {
  LOA_TRY(auto engine, speech::make_espeak());
  SpeechOptions out;
  out.engine = std::move(engine);
  out.cache = cache;
  out.voices = {{"vi", fail("voice.north", {}), speech::Region::north},
                {"vi-vn-x-central", fail("voice.central", {}), speech::Region::central},
                {"vi-vn-x-south", fail("voice.south", {}), speech::Region::south}};
  return out;
}

SpeechOptions engine_speech(std::unique_ptr<speech::Engine> engine, const std::vector<std::string>& voices,
                            const std::filesystem::path& cache) {
  SpeechOptions out;
  out.engine = std::move(engine);
  out.cache = cache;
  for (const auto& name : voices) out.voices.push_back({name, fail("voice.named", {{"name", name}}), speech::Region::north});
  if (out.voices.empty()) out.voices.push_back({"vi", fail("voice.named", {{"name", "vi"}}), speech::Region::north});
  return out;
}

Speaker::Speaker(Context& context, Desk& desk, Importer& importer, SpeechOptions options)
    : context_(context), desk_(desk), importer_(importer), options_(std::move(options)),
      dictionary_(std::make_shared<const speech::Dictionary>()), pool_(context.loop, 1, "speech", kMaxWaiting, context.metrics) {
  settings_.cache = options_.cache;
}

asio::awaitable<Status> Speaker::load_dictionary() {
  auto work = [](Store& store) { return store.dictionary.all(AreaScope::whole()); };
  auto rows = co_await context_.store.run(std::move(work));
  if (!rows) co_return rows.error();
  std::vector<speech::DictionaryEntry> entries;
  for (auto& row : *rows) entries.push_back({row.written, row.spoken, scope_from(row.scope), row.note});
  auto made = speech::Dictionary::make(std::move(entries));
  if (!made) co_return made.error();
  dictionary_ = std::make_shared<const speech::Dictionary>(std::move(*made));
  co_return ok();
}

asio::awaitable<Status> Speaker::put_entry(speech::DictionaryEntry entry, std::string by) {
  if (auto judged = dictionary_->with(entry); !judged) co_return judged.error();
  const DictionaryRow row{entry.written, entry.spoken, std::string(speech::to_string(entry.scope)), entry.note};
  auto work = [row, by, now = context_.now()](Store& store) { return store.dictionary.put(AreaScope::whole(), row, by, now); };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) co_return stored.error();
  co_return co_await load_dictionary();
}

asio::awaitable<Status> Speaker::remove_entry(std::string written, speech::EntryScope where, std::string by) {
  const std::string scope(speech::to_string(where));
  auto work = [written, scope, by, now = context_.now()](Store& store) {
    return store.dictionary.remove(AreaScope::whole(), written, scope, by, now);
  };
  auto removed = co_await context_.store.run(std::move(work));
  if (!removed) co_return removed.error();
  co_return co_await load_dictionary();
}

const VoiceOffer* Speaker::offer(const std::string& name) const {
  if (name.empty()) return &options_.voices.front();
  const auto found = std::ranges::find(options_.voices, name, &VoiceOffer::name);
  return found == options_.voices.end() ? nullptr : &*found;
}

asio::awaitable<Result<speech::Announcement>> Speaker::read(SpeechText text) {
  auto work = [text = std::move(text), dictionary = dictionary_, region = options_.voices.front().region] {
    return speech::announce(text.text, announce_options(text, region, *dictionary));
  };
  co_return co_await pool_.run(std::move(work));
}

asio::awaitable<Result<SpeechBegun>> Speaker::begin(SpeechOrder order) {
  if (order.language != options_.language) co_return fail("speech.language_silent", {{"language", order.language}});
  const auto* chosen = offer(order.voice);
  if (!chosen) co_return fail("speech.voice_bad", {{"field", "voice"}, {"value", order.voice}}, "voice");
  const speech::VoiceChoice voice{chosen->name, order.speed_percent};
  auto work = [text = order.text, dictionary = dictionary_, region = chosen->region, engine = options_.engine, voice,
               settings = settings_]() -> Result<Planned> {
    LOA_TRY(auto announcement, speech::announce(text.text, announce_options(text, region, *dictionary)));
    LOA_TRY(auto plan, speech::plan_synthesis(announcement, *engine, voice, settings));
    return Planned{std::move(announcement), std::move(plan)};
  };
  auto planned = co_await pool_.run(std::move(work));
  if (!planned) co_return planned.error();
  order.import.task = make_uuid_v7(context_.now(), context_.random).text();
  ImportTask& shown = desk_.tasks[order.import.task];
  shown.id = order.import.task;
  shown.unit = order.import.unit;
  const SpeechBegun begun{order.import.task, planned->plan.sentences.size(), planned->plan.new_count};
  context_.tasks.spawn("speech", run(std::move(order), std::move(*planned), voice));
  co_return begun;
}

void Speaker::show(const std::string& task, std::size_t done, std::size_t total) {
  const auto shown = desk_.tasks.find(task);
  if (shown != desk_.tasks.end() && total > 0) shown->second.progress = static_cast<int>(done * kMakingShare / total);
}

void Speaker::failed(const std::string& task, const Error& why) {
  ImportTask& shown = desk_.tasks[task];
  shown.progress = 100;
  shown.state = "failed";
  shown.errors = {why};
  context_.log.warn("speech.failed", {{"task", task}, {"why", to_line(why)}});
}

asio::awaitable<void> Speaker::run(SpeechOrder order, Planned planned, speech::VoiceChoice voice) {
  const std::string task = order.import.task;
  order.import.upload = context_.data_dir / "upload" / (task + ".wav");
  auto told = std::make_shared<Planned>(std::move(planned));
  // The pool's thread tells the loop; the task may be gone by then.
  const speech::SpeechProgress progress = [this, task](std::size_t done, std::size_t total) {
    asio::post(context_.loop, [this, task, done, total] { show(task, done, total); });
    return true;
  };
  auto work = [told, engine = options_.engine, voice, settings = settings_, wav = order.import.upload, progress, options = options_] {
    auto made = speech::synthesise(told->plan, *engine, voice, settings, wav, progress);
    trim_quietly(options, told->plan);
    return made;
  };
  auto made = co_await pool_.run(std::move(work));
  if (!made) {
    failed(task, made.error());
    co_return;
  }
  const std::string sentences = sentences_json(order.text.text, told->announcement, *made);
  order.import.voice = "machine";
  order.import.then = [then = order.then, sentences](ImportTask done) { return then(std::move(done), sentences); };
  auto begun = importer_.begin(std::move(order.import));
  if (!begun) failed(task, begun.error());
}

}  // namespace loa::controller
