#include "controller/services/importer.h"

#include "audio/ogg_scan.h"
#include "audio/transcode_report.h"
#include "core/files.h"
#include "core/unicode.h"
#include "protocol/limits.h"

#include <cmath>

namespace loa::controller {

namespace {

constexpr std::size_t kMaxImports = 10;
constexpr std::size_t kTasksKept = 200;

std::int64_t centi(double value) { return static_cast<std::int64_t>(std::lround(value * 100)); }

Status store_content(const std::filesystem::path& folder, ByteSpan bytes, const Hash& hash) {
  const auto file = folder / hash.hex();
  if (std::filesystem::exists(file)) return {};
  return write_file_durably(file, bytes, 0444);
}

}  // namespace

Importer::Importer(Context& context, Desk& desk, EventDesk& events, std::filesystem::path transcoder,
                   std::function<void()> changed)
    : context_(context), desk_(desk), events_(events), transcoder_(std::move(transcoder)), changed_(std::move(changed)),
      pool_(context.loop, 2, "import", kMaxImports, context.metrics) {}

Result<std::string> Importer::begin(ImportOrder order) {
  if (running_ >= kMaxImports) {
    std::error_code ignored;
    std::filesystem::remove(order.upload, ignored);
    return fail("import.busy");
  }
  if (order.task.empty()) {
    if (desk_.tasks.size() >= kTasksKept) desk_.tasks.erase(desk_.tasks.begin());
    order.task = make_uuid_v7(context_.now(), context_.random).text();
  }
  ImportTask& shown = desk_.tasks[order.task];
  shown.id = order.task;
  shown.unit = order.unit;
  shown.progress = std::max(shown.progress, 5);
  ++running_;
  const std::string task = order.task;
  context_.tasks.spawn("import", run(std::move(order)));
  return task;
}

asio::awaitable<void> Importer::run(ImportOrder order) {
  const std::string task = order.task;
  const std::filesystem::path upload = order.upload;
  const auto then = order.then;
  auto done = co_await import(std::move(order));
  if (done && then) done = co_await then(desk_.tasks[task]);
  --running_;
  std::error_code ignored;
  std::filesystem::remove(upload, ignored);
  ImportTask& shown = desk_.tasks[task];
  shown.progress = 100;
  shown.state = done ? "done" : "failed";
  if (!done) {
    shown.errors = {done.error()};
    context_.log.warn("import.failed", {{"task", task}, {"why", to_line(done.error())}});
  }
  changed_();
}

Result<Importer::Made> Importer::make(const ImportOrder& order, const ProgrammeId& programme, std::int64_t number,
                                      UtcTime now) const {
  const auto out = order.upload.parent_path() / (order.task + ".opus");
  auto report = audio::run_transcode({.program = transcoder_, .in = order.upload, .out = out});
  if (!report) return report.error();
  auto bytes = read_file(out, protocol::kMaxContent);
  std::error_code ignored;
  std::filesystem::remove(out, ignored);
  if (!bytes) return bytes.error();
  LOA_TRY(auto units, audio::scan_ogg_opus(*bytes));
  const Bytes unit_bytes = audio::write_unit_list(units);
  protocol::Manifest manifest{.programme = programme, .revision = number, .author = order.author, .title = order.title,
                              .audio = sha256(*bytes), .size = static_cast<std::int64_t>(bytes->size()),
                              .duration = Millis(units.total_samples / 48),
                              .loudness_centi_lufs = centi(report->loudness_after),
                              .true_peak_centi_dbtp = centi(report->true_peak_after), .unit_list = sha256(unit_bytes),
                              .unit_list_size = static_cast<std::int64_t>(unit_bytes.size())};
  const std::string manifest_text = protocol::write_manifest(manifest);
  const Hash manifest_hash = sha256(manifest_text);
  const auto folder = context_.data_dir / "content";
  LOA_TRY_OK(store_content(folder, *bytes, manifest.audio));
  LOA_TRY_OK(store_content(folder, unit_bytes, manifest.unit_list));
  LOA_TRY_OK(store_content(folder, as_bytes(manifest_text), manifest_hash));
  Made made;
  made.revision = {programme, number, manifest_hash, manifest.audio, manifest.unit_list, manifest.size,
                   manifest.duration.count(), manifest.loudness_centi_lufs, manifest.true_peak_centi_dbtp,
                   audio::write_transcode_report(*report), now};
  made.contents = {{manifest.audio, manifest.size, "audio"},
                   {manifest.unit_list, manifest.unit_list_size, "unit_list"},
                   {manifest_hash, static_cast<std::int64_t>(manifest_text.size()), "manifest"}};
  return made;
}

asio::awaitable<Status> Importer::import(ImportOrder order) {
  const UtcTime now = context_.now();
  ProgrammeRecord programme;
  if (order.programme) {
    auto held = desk_.programmes.find(*order.programme);
    if (held == desk_.programmes.end()) co_return fail("controller.programme_unknown");
    programme = held->second;
    programme.title = order.title;
  } else {
    programme = {ProgrammeId::make(now, context_.random), order.title, order.author, order.voice, order.unit, now, {}};
  }
  const std::int64_t number = programme.revisions.empty() ? 1 : programme.revisions.back().revision + 1;
  desk_.tasks[order.task].progress = std::max(desk_.tasks[order.task].progress, 20);
  auto making = [this, order, id = programme.id, number, now] { return make(order, id, number, now); };
  auto made = co_await pool_.run(std::move(making));
  if (!made) co_return made.error();
  desk_.tasks[order.task].progress = 90;
  auto work = [programme, made = *made, now](Store& store) {
    return store.library.add_revision(AreaScope::whole(), programme, made.revision, made.contents, now);
  };
  auto stored = co_await context_.store.run(std::move(work));
  if (!stored) {
    for (const auto& content : made->contents) {
      std::error_code ignored;
      if (!desk_.contents.contains(content.hash)) std::filesystem::remove(desk_.content_file(context_.data_dir, content.hash), ignored);
    }
    co_return stored.error();
  }
  for (const auto& content : made->contents) {
    const auto size = static_cast<std::uint64_t>(content.size);
    desk_.contents[content.hash] = {size, {}, desk_.content_file(context_.data_dir, content.hash)};
    desk_.sender.offer(content.hash, size);
    if (content.kind == "manifest") desk_.manifest_sizes[content.hash] = content.size;
  }
  auto& record = desk_.programmes.try_emplace(programme.id, programme).first->second;
  record.title = order.title;
  record.revisions.push_back(made->revision);
  record.revisions.back().report.clear();  // only the store keeps it: waveforms of all programmes fill the memory
  ImportTask& task = desk_.tasks[order.task];
  task.programme = programme.id;
  task.revision = number;
  task.manifest = made->revision.manifest;
  events_.tell("info", fail("programme.imported", {{"title", order.title}, {"revision", std::to_string(number)}}));
  co_return ok();
}

}  // namespace loa::controller
