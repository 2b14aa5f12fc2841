#include "controller/store/schema.h"

namespace loa::controller {

sql::Migration programmes_schema(int number) {
  return {number,
          {
              "create table drafts(seq integer primary key autoincrement, id text not null unique, unit text not null,"
              " kind text not null, form text not null, state text not null, topic integer not null, folder text not null,"
              " title text not null, author text not null, account text not null, law_number text not null,"
              " languages text not null, created bigint not null, updated bigint not null, expires bigint not null,"
              " version bigint not null, body text not null)",
              "create index drafts_by_change on drafts(updated, seq)",
              "create index drafts_by_unit on drafts(unit, updated, seq)",
              "create index drafts_by_law on drafts(law_number)",
              "create index drafts_by_end on drafts(expires)",
              "create table draft_texts(draft text not null references drafts(id), language text not null, text text not null,"
              " respellings text not null, sentences text not null, primary key(draft, language))",
              "create table draft_requests(request text primary key, draft text not null references drafts(id))",
              "create index draft_requests_by_draft on draft_requests(draft)",
              "create virtual table draft_words using fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3',"
              " detail = none)",
              "create table uploads(id text primary key, account text not null, name text not null, length bigint not null,"
              " at bigint not null, created bigint not null, touched bigint not null)",
              "create table dictionary(written text not null, place text not null, spoken text not null, note text not null,"
              " primary key(written, place))",
          }};
}

}  // namespace loa::controller
