// A controller without broker and agents, serving the built signing page on the real clock, for a browser test to act on. One
// command a line on stdin, one JSON answer a line on stdout: invite NAME | grant | request | policy | paper | tamper | mend |
// approvals | policies | hushes.
//   loa-signing-stage FOLDER BUNDLE_DIR
#include "controller/cli/trust_change.h"
#include "schedules/policy.h"
#include "tests/signing/signing_bench.h"

#include <iostream>

namespace loa::controller {
namespace {

constexpr const char* kTitle = "Những điểm mới của Luật Đất đai năm 2024";

class Stage {
 public:
  Stage(const std::filesystem::path& folder, const std::filesystem::path& bundle)
      : world_({SystemClock().system_utc()}), bench_(world_, folder, SignerBundle::read(bundle, std::nullopt).value()) {
    bench_.signing.set_origin("http://localhost:" + std::to_string(bench_.server.port()));
    for (const auto& document : {world_.trust(), world_.map()}) take(document);
    bench_.import(programme_, kTitle);
  }

  json::object act(const std::string& verb, const std::string& word) {
    if (verb == "invite") return invite(word);
    if (verb == "grant") return grant();
    if (verb == "request") return open();
    if (verb == "tamper" || verb == "mend") return alter(verb == "tamper");
    if (verb == "policy") return policy();
    if (verb == "paper") return paper();
    if (verb == "hushes") return hushes();
    if (verb == "policies") return {{"policies", bench_.held(protocol::DocumentType::policy)}};
    if (verb == "approvals") return {{"approvals", bench_.held(protocol::DocumentType::approval)}};
    return {{"error", "unknown command"}};
  }

 private:
  void take(const Bytes& document) {
    if (const auto code = bench_.take(document); !code.empty()) std::cerr << code << std::endl;
  }
  UtcTime now() const { return bench_.clock.system_utc(); }

  json::object invite(const std::string& name) {
    const auto person = PersonId::make(world_.now(), world_.random());
    const auto link = bench_.wait_for([&] { return bench_.signing.invite(person, name, world_.site().unit); }).value();
    return {{"url", link.url}};
  }
  json::object grant() {
    const auto one = bench_.wait_for([&] { return bench_.signing.enrolments(); }).value().front();
    cli::OfficerKeys keys{one.person, one.name, one.unit, {}, protocol::PublicKey{}};
    const auto key = from_hex(one.key).value(), quick = from_hex(one.quick_key).value();
    std::copy(key.begin(), key.end(), keys.key.begin());
    std::copy(quick.begin(), quick.end(), keys.quick->begin());
    const auto held = *bench_.desk.registry.trust();
    auto trust = cli::with_officer(held, keys, world_.duty_one().person, 365, now(), world_.random()).value();
    trust.grants.at(held.grants.size()).actions.push_back(protocol::Action::policy);
    take(world_.trust(trust));
    return {{"state", one.state}};
  }
  json::object open() {
    SigningRequest r;
    r.programme = programme_.id;
    r.revision = 1;
    r.manifest = programme_.manifest_hash;
    r.author = world_.author();
    r.author_name = "Trần Văn Bình";
    r.title = kTitle;
    r.text = "Kính thưa bà con! Từ ngày 01 tháng 01 năm 2025, Luật Đất đai số 31/2024/QH15 có hiệu lực thi hành.\n\n"
             "Bà con cần chú ý ba điểm mới về cấp giấy chứng nhận, về bảng giá đất và về bồi thường khi Nhà nước thu hồi đất.";
    r.law = R"({"number":"31/2024/QH15","kind":"Luật","agency":"Quốc hội","signer":"Trần Thanh Mẫn","issued":"18/01/2024","effective":"01/08/2024","state":"Còn hiệu lực"})";
    r.units = {world_.site().unit};
    r.from = std::chrono::floor<std::chrono::minutes>(now());
    r.until = r.from + std::chrono::hours(24 * 30);
    r.airings_per_day = 2;
    r.max_volume = 70;
    r.slots = {"Thứ Năm 26/11, 05:30", "Thứ Sáu 27/11, 17:00"};
    const auto link = bench_.wait_for([&] { return bench_.signing.open_request(r); });
    if (!link) return {{"error", to_line(link.error())}};
    return {{"url", link->url}};
  }
  json::object policy() {
    const auto unit = world_.site().unit;
    const protocol::PolicyHead head{{DocumentId::make(now(), world_.random()), now(), {}}, world_.next_version(), unit};
    return {{"payload", protocol::write_policy_payload(head, schedules::policy_fields(world_.regulation(unit, 330, 1200, 60, 60)))}};
  }
  // A quiet spell to sign, as the console hands it over.
  json::object paper() {
    const auto unit = world_.site().unit;
    auto regulation = world_.regulation(unit, 330, 1200, 60, 60);
    const auto from = std::chrono::floor<std::chrono::minutes>(now());
    regulation.quiet.push_back({from, from + std::chrono::hours(24), "nhà ông Bình", schedules::QuietReason::funeral, {}});
    const protocol::PolicyHead head{{DocumentId::make(now(), world_.random()), now(), {}}, to_unix_ms(now()), unit};
    const auto payload = protocol::write_policy_payload(head, schedules::policy_fields(regulation));
    const auto link = bench_.on_loop([&] { return bench_.signing.link_paper(payload); });
    return {{"url", link.url}, {"unit", unit.text()}};
  }
  json::object hushes() {
    const auto last = bench_.on_loop([&] {
      const auto held = bench_.desk.shelf.of_type(protocol::DocumentType::hush);
      return held.empty() ? std::string() : held.back()->payload;
    });
    return {{"last", last}};
  }
  json::object alter(bool tamper) {
    Bytes audio = programme_.audio;
    if (tamper) audio[audio.size() / 2] ^= 1;
    write_file_durably(bench_.folder / "content" / programme_.manifest.audio.hex(), audio).value();
    return {{"tampered", tamper}};
  }

  test::World world_;
  test::Programme programme_ = world_.programme(std::chrono::seconds(2));
  SigningBench bench_;
};

}  // namespace
}  // namespace loa::controller

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const std::filesystem::path folder = argv[1];
  loa::controller::Stage stage(folder, argv[2]);
  std::cout << "{\"ready\":true}" << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    const auto space = line.find(' ');
    std::cout << loa::write_json(stage.act(line.substr(0, space), space == line.npos ? "" : line.substr(space + 1))) << std::endl;
  }
}
