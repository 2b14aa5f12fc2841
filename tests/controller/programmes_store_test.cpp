// Drafts in the database: scope, search without accents, paging, versions; uploads by the rules of tus.
#include "controller/domain/upload.h"
#include "controller/store/search_words.h"
#include "controller/store/store.h"
#include "core/random.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace loa::controller {
namespace {

UnitId unit(std::uint8_t n) {
  UnitId id;
  id.uuid.bytes[15] = n;
  return id;
}
const UtcTime kNow = *parse_rfc3339("2026-11-25T01:00:00.000Z");

class ProgrammesStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("loa_drafts_" + std::to_string(random_.u64()));
    std::filesystem::create_directories(folder_);
    auto opened = Store::open(folder_ / "controller.db");
    ASSERT_TRUE(opened) << to_line(opened.error());
    store_ = std::move(*opened);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Draft draft(const std::string& title, UnitId owner = unit(1), const std::string& text = {}) {
    Draft out;
    out.id = DraftId::make(kNow, random_);
    out.unit = owner;
    out.title = title;
    out.created = out.updated = kNow + Millis(++made_);
    if (!text.empty()) (*version_for(out, "vi"))->text = text;
    EXPECT_TRUE(store_->drafts.add(AreaScope::whole(), out, "test"));
    return out;
  }
  std::vector<std::string> titles(const std::string& words, AreaScope scope = AreaScope::whole(), std::size_t limit = 50) {
    std::vector<std::string> out;
    DraftQuery query;
    query.words = words;
    query.limit = limit;
    const auto page = store_->drafts.search(scope, query);
    EXPECT_TRUE(page) << to_line(page.error());
    for (const auto& one : page ? page->drafts : std::vector<Draft>{}) out.push_back(one.title);
    return out;
  }
  static Status nothing(Draft&) { return {}; }

  SystemRandom random_;
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
  int made_ = 0;
};
using Titles = std::vector<std::string>;

TEST_F(ProgrammesStoreTest, words_are_found_without_accents_and_with_them) {
  draft("Nghị định về Đất đai");
  draft("Lịch tiêm chủng", unit(1), "Trẻ dưới sáu tháng tuổi, tại trạm y tế xã Đông Thọ.");
  EXPECT_EQ(titles("nghi dinh"), Titles{"Nghị định về Đất đai"});
  EXPECT_EQ(titles("NGHỊ ĐỊNH"), Titles{"Nghị định về Đất đai"});
  EXPECT_EQ(titles("dat nghi"), Titles{"Nghị định về Đất đai"}) << "in any order";
  EXPECT_EQ(titles("ngh đ"), Titles{"Nghị định về Đất đai"}) << "beginnings of words";
  EXPECT_EQ(titles("hi dinh"), Titles{}) << "not the middle of a word";
  EXPECT_EQ(titles("dong tho"), Titles{"Lịch tiêm chủng"}) << "in the text";
  EXPECT_EQ(titles("nghị tiêm"), Titles{}) << "every word in one draft";
  EXPECT_EQ(titles("nghi\xCC\xA3 \xC4\x91i\xCC\xA3nh"), Titles{"Nghị định về Đất đai"}) << "decomposed";
  EXPECT_EQ(titles("\" OR title:* NEAR("), Titles{}) << "no operator gets through";
  EXPECT_EQ(titles("  ").size(), 2u);
}

TEST_F(ProgrammesStoreTest, a_document_number_is_found_and_a_changed_text_is_found_anew) {
  auto one = draft("Quy chế");
  auto set = [](Draft& it) -> Status {
    it.law = Law{.number = "184/KH-UBND", .kind = {}, .title = {}, .agency = "UBND tỉnh", .signer = {}, .field = {}, .state = {}, .issued = {},
                 .effective = {}, .expires = {}, .replaced_by = {}, .replaced_from = {}, .source = {}};
    it.title = "Kế hoạch";
    return {};
  };
  ASSERT_TRUE(store_->drafts.change(AreaScope::whole(), one.id, 0, set, "test", kNow));
  EXPECT_EQ(titles("184/KH-UBND"), Titles{"Kế hoạch"});
  EXPECT_EQ(titles("quy che"), Titles{}) << "the old title is gone from the index";
  DraftQuery query;
  query.law_number = "184/KH-UBND";
  EXPECT_EQ(store_->drafts.search(AreaScope::whole(), query)->drafts.size(), 1u);
}

TEST_F(ProgrammesStoreTest, a_foreign_commune_sees_and_changes_nothing) {
  const auto mine = draft("Của xã một", unit(1), "Họp thôn.");
  const auto foreign = AreaScope::of({unit(2)});
  EXPECT_EQ(titles("", foreign), Titles{});
  EXPECT_EQ(titles("hop thon", foreign), Titles{});
  EXPECT_EQ(store_->drafts.find(foreign, mine.id).error().code, "controller.draft_unknown");
  EXPECT_EQ(store_->drafts.change(foreign, mine.id, 0, nothing, "x", kNow).error().code, "controller.draft_unknown");
  auto theirs = mine;
  theirs.id = DraftId::make(kNow, random_);
  EXPECT_EQ(store_->drafts.add(foreign, theirs, "x").error().code, "store.scope");
  EXPECT_TRUE(store_->drafts.folders(foreign)->empty());
  EXPECT_EQ(titles("hop thon", AreaScope::of({unit(1)})), Titles{"Của xã một"});
}

TEST_F(ProgrammesStoreTest, the_second_of_two_writers_is_told) {
  const auto one = draft("Một");
  const auto rename = [](const char* title) {
    return [title](Draft& it) -> Status {
      it.title = title;
      return {};
    };
  };
  const auto first = store_->drafts.change(AreaScope::whole(), one.id, 0, rename("Hai"), "a", kNow);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->version, 1);
  EXPECT_EQ(store_->drafts.change(AreaScope::whole(), one.id, 0, rename("Ba"), "b", kNow).error().code, "api.match_failed");
  EXPECT_EQ(store_->drafts.find(AreaScope::whole(), one.id)->title, "Hai");
  EXPECT_EQ(store_->drafts.change(AreaScope::whole(), one.id, 1, rename(""), "b", kNow).error().code, "draft.title");
  EXPECT_EQ(store_->drafts.find(AreaScope::whole(), one.id)->title, "Hai") << "a refused change leaves all as it was";
}

TEST_F(ProgrammesStoreTest, texts_respellings_and_requests_come_back) {
  auto one = draft("Một", unit(1), "Đường QL4H.");
  SigningId request;
  request.uuid.bytes[0] = 5;
  const auto work = [&](Draft& it) -> Status {
    auto* km = *version_for(it, "km");
    km->text = "ខ្មែរ";
    it.find("vi")->respellings = {{6, 10, "QL4H", "quốc lộ bốn hát"}};
    it.submission = Submission{};
    it.submission->waiting = {{"vi", request, false}};
    return {};
  };
  ASSERT_TRUE(store_->drafts.change(AreaScope::whole(), one.id, {}, work, "a", kNow));
  const auto back = store_->drafts.find(AreaScope::whole(), one.id);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->find("km")->text, "ខ្មែរ");
  EXPECT_EQ(back->find("vi")->respellings.at(0).spoken, "quốc lộ bốn hát");
  EXPECT_EQ(**store_->drafts.waiting_for(AreaScope::whole(), request), one.id);
  EXPECT_FALSE(*store_->drafts.waiting_for(AreaScope::of({unit(2)}), request));
}

TEST_F(ProgrammesStoreTest, pages_hold_each_draft_once_although_others_change_meanwhile) {
  std::vector<Draft> all;
  for (int i = 0; i < 25; ++i) all.push_back(draft("Bản " + std::to_string(i)));
  DraftQuery query;
  query.limit = 10;
  std::multiset<std::string> seen;
  for (int page = 0; page < 4; ++page) {
    const auto got = store_->drafts.search(AreaScope::whole(), query);
    ASSERT_TRUE(got) << to_line(got.error());
    for (const auto& one : got->drafts) seen.insert(one.id.text());
    if (page == 0) ASSERT_TRUE(store_->drafts.change(AreaScope::whole(), all[24].id, {}, nothing, "x", kNow + Millis(99)));
    query.after = got->next;
    if (query.after.empty()) break;
  }
  EXPECT_EQ(seen.size(), 25u);
  for (const auto& one : all) EXPECT_EQ(seen.count(one.id.text()), 1u);
  query.after = "nonsense";
  EXPECT_EQ(store_->drafts.search(AreaScope::whole(), query).error().code, "api.cursor_bad");
}

TEST_F(ProgrammesStoreTest, overdue_drafts_are_those_whose_last_day_is_over) {
  const auto one = draft("Một"), two = draft("Hai");
  const auto ends = [](const char* last) {
    return [last](Draft& it) -> Status {
      it.expires = *parse_day(last);
      return {};
    };
  };
  ASSERT_TRUE(store_->drafts.change(AreaScope::whole(), one.id, {}, ends("2026-11-24"), "x", kNow));
  ASSERT_TRUE(store_->drafts.change(AreaScope::whole(), two.id, {}, ends("2026-11-25"), "x", kNow));
  EXPECT_EQ(*store_->drafts.overdue(AreaScope::whole(), *parse_day("2026-11-25")), std::vector<DraftId>{one.id});
}

TEST_F(ProgrammesStoreTest, fifty_thousand_drafts_are_searched) {
  const std::string a = fold_words("Đất đai"), b = fold_words("Bảo hiểm y tế"), c = fold_words("Hôn nhân và gia đình"),
                    d = fold_words("Giao thông đường bộ"), e = fold_words("Nghĩa vụ quân sự");
  auto& session = store_->database().session();
  Draft model = draft("Mẫu", unit(1), "Toàn văn.");
  const std::string id = model.id.text();
  session << "insert into drafts(id, unit, kind, form, state, topic, folder, title, author, account, law_number, languages, created,"
             " updated, expires, version, body) with recursive n(i) as (select 1 union all select i + 1 from n where i < 49999)"
             " select 'x' || i, unit, kind, form, state, topic, folder, title, author, account, law_number, languages, created,"
             " updated + i, expires, version, body from drafts, n where id = :i", soci::use(id);
  session << "insert into draft_words(rowid, words) select seq, 'luat so ' || seq || ' ' || case seq % 5 when 0 then :a when 1 then :b"
             " when 2 then :c when 3 then :d else :e end from drafts where id <> :i",
      soci::use(a, "a"), soci::use(b, "b"), soci::use(c, "c"), soci::use(d, "d"), soci::use(e, "e"), soci::use(id, "i");
  DraftQuery query;
  query.words = "giao thông";
  const auto page = store_->drafts.search(AreaScope::of({unit(1)}), query);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->drafts.size(), 50u);
  EXPECT_FALSE(page->next.empty());
  query.words = "luật số 43210";
  EXPECT_EQ(store_->drafts.search(AreaScope::whole(), query)->drafts.size(), 1u);
  EXPECT_TRUE(store_->drafts.search(AreaScope::of({unit(2)}), query)->drafts.empty());
}

TEST_F(ProgrammesStoreTest, the_dictionary_belongs_to_the_province) {
  const DictionaryRow row{"TDP", "tổ dân phố", "anywhere", ""};
  EXPECT_EQ(store_->dictionary.put(AreaScope::of({unit(1)}), row, "x", kNow).error().code, "store.scope");
  ASSERT_TRUE(store_->dictionary.put(AreaScope::whole(), row, "x", kNow));
  ASSERT_TRUE(store_->dictionary.put(AreaScope::whole(), {"TDP", "tổ dân phòng", "anywhere", "x"}, "x", kNow));
  const auto all = store_->dictionary.all(AreaScope::whole());
  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ(all->front().spoken, "tổ dân phòng");
  ASSERT_TRUE(store_->dictionary.remove(AreaScope::whole(), "TDP", "anywhere", "x", kNow));
  EXPECT_EQ(store_->dictionary.remove(AreaScope::whole(), "TDP", "anywhere", "x", kNow).error().code, "controller.entry_unknown");
}

TEST(UploadRules, a_piece_fits_or_says_where_to_go_on) {
  Upload upload{{}, {}, "a.mp3", 100, 40, kNow, kNow};
  EXPECT_TRUE(check_piece(upload, 40, 60, kNow));
  const auto wrong = check_piece(upload, 0, 10, kNow);
  EXPECT_EQ(wrong.error().code, "upload.offset");
  EXPECT_EQ(wrong.error().params.at(0).second, "40");
  EXPECT_EQ(check_piece(upload, 40, 61, kNow).error().code, "upload.beyond");
  EXPECT_TRUE(check_piece(upload, 40, 1, kNow + kUploadLife - Millis(1)));
  EXPECT_EQ(check_piece(upload, 40, 1, kNow + kUploadLife).error().code, "upload.expired");
}

TEST(UploadRules, what_the_disk_cannot_hold_is_not_begun) {
  const std::int64_t mb = 1024 * 1024;
  EXPECT_TRUE(check_upload(200 * mb, {0, 0, kDiskReserve + 400 * mb}));
  EXPECT_EQ(check_upload(200 * mb + 1, {0, 0, 1ll << 50}).error().code, "upload.too_large");
  EXPECT_EQ(check_upload(200 * mb, {0, 0, kDiskReserve + 400 * mb - 1}).error().code, "upload.no_space");
  EXPECT_EQ(check_upload(200 * mb, {0, 1, kDiskReserve + 400 * mb}).error().code, "upload.no_space") << "what others were promised";
  EXPECT_EQ(check_upload(1, {kMaxUploadsEach, 0, 1ll << 50}).error().code, "upload.too_many");
  EXPECT_EQ(check_upload(0, {0, 0, 1ll << 50}).error().code, "upload.length");
}

TEST(UploadRules, headers) {
  EXPECT_EQ(*upload_name("filetype YXVkaW8=,filename " + to_base64(as_bytes("../../Bản tin.mp3"))), "Bản tin.mp3");
  EXPECT_EQ(*upload_name(""), "");
  EXPECT_FALSE(upload_name("filename ###"));
  EXPECT_TRUE(read_checksum("sha256 " + to_base64(sha256("x").bytes)));
  EXPECT_FALSE(read_checksum("sha1 " + to_base64(sha256("x").bytes)));
  EXPECT_FALSE(read_checksum("md5 " + to_base64(as_bytes("0123456789abcdef"))));
}

}  // namespace
}  // namespace loa::controller
