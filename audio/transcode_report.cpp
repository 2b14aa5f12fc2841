#include "audio/transcode_report.h"

#include "audio/process.h"
#include "core/json.h"

#include <cmath>

namespace loa::audio {
namespace {

constexpr JsonLimits kReportLimits{.max_bytes = 64 * 1024, .max_depth = 6, .allow_fractions = true};

double number(JsonFields& fields, std::string_view key) {
  const json::value* value = fields.find(key);
  if (value != nullptr && value->is_number()) return value->to_number<double>();
  fields.note(fail("json.field_bad", {{"field", std::string(key)}}, fields.place_of(key)));
  return 0;
}

Error read_error(const json::value& value) {
  JsonFields fields(value, "error");
  Error error{fields.text("code"), {}, {}};
  const json::value* params = fields.find("params");
  if (params != nullptr && params->is_object())
    for (const auto& [key, text] : params->get_object())
      if (text.is_string()) error.params.emplace_back(std::string(key), std::string(text.get_string()));
  const auto status = fields.status();
  return status ? error : status.error();
}

double rounded(double value) { return std::round(value * 100) / 100; }

}  // namespace

Result<TranscodeReport> parse_transcode_report(std::string_view json_text) {
  LOA_TRY(const json::value value, parse_json(json_text, kReportLimits));
  JsonFields fields(value);
  if (const json::value* error = fields.find("error")) return read_error(*error);
  TranscodeReport report;
  report.duration_ms = fields.integer("duration_ms", 0, std::int64_t{1} << 40);
  report.input_format = fields.text("input_format");
  report.loudness_before = number(fields, "loudness_before");
  report.true_peak_before = number(fields, "true_peak_before");
  report.gain_db = number(fields, "gain_db");
  report.loudness_after = number(fields, "loudness_after");
  report.true_peak_after = number(fields, "true_peak_after");
  report.size = fields.integer("size", 0, std::int64_t{1} << 40);
  report.sha256 = fields.hash("sha256");
  for (const auto& reason : fields.array_or_empty("reasons", 16))
    if (reason.is_string()) report.reasons.emplace_back(reason.get_string());
  for (const auto& peak : fields.array("waveform", 1000))
    if (peak.is_int64()) report.waveform.push_back(static_cast<int>(peak.get_int64()));
  LOA_TRY_OK(fields.status());
  return report;
}

std::string write_transcode_report(const TranscodeReport& report) {
  json::object out;
  out["duration_ms"] = report.duration_ms;
  out["input_format"] = report.input_format;
  out["loudness_before"] = rounded(report.loudness_before);
  out["true_peak_before"] = rounded(report.true_peak_before);
  out["gain_db"] = rounded(report.gain_db);
  out["loudness_after"] = rounded(report.loudness_after);
  out["true_peak_after"] = rounded(report.true_peak_after);
  json::array reasons;
  for (const auto& reason : report.reasons) reasons.emplace_back(reason);
  out["reasons"] = std::move(reasons);
  out["size"] = report.size;
  out["sha256"] = report.sha256.hex();
  json::array waveform;
  for (const int peak : report.waveform) waveform.emplace_back(peak);
  out["waveform"] = std::move(waveform);
  return write_json(out);
}

std::string write_transcode_error(const Error& error) {
  json::object params;
  for (const auto& [key, value] : error.params) params[key] = value;
  json::object inner;
  inner["code"] = error.code;
  inner["params"] = std::move(params);
  json::object out;
  out["error"] = std::move(inner);
  return write_json(out);
}

Result<TranscodeReport> run_transcode(const TranscodeRun& run) {
  const ProcessRun process{.argv = {run.program.string(), "--in", run.in.string(), "--out", run.out.string(), "--max-duration-s",
                                    std::to_string(run.max_duration_s)},
                           .input = {},
                           .time_limit = run.time_limit,
                           .max_output = kReportLimits.max_bytes};
  LOA_TRY(const ProcessEnd end, run_process(process));
  if (end.output.empty()) return fail("audio.transcode_died", {{"status", std::to_string(end.exit_code)}});
  return parse_transcode_report(as_text(end.output));
}

}  // namespace loa::audio
