// How values lie in columns, and the edge where SOCI's exceptions become errors.
#pragma once

#include "controller/domain/area_scope.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/sql/database.h"

#include <string>
#include <type_traits>
#include <utility>

namespace loa::controller {

// Runs one store operation; a database failure becomes "store.failed".
template <class Work>
auto at_edge(Work work) -> std::conditional_t<std::is_void_v<decltype(work())>, Status, Result<decltype(work())>> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const ErrorException& failure) {
    return failure.error();
  } catch (const std::exception& failure) {
    return fail("store.failed", {{"why", failure.what()}});
  }
}

// "1=1" for the whole province, else "column in ('…')": unit ids are formatted UUIDs, never outside text.
std::string scope_sql(const AreaScope& scope, const std::string& column);

std::string hash_text(const Hash& hash);       // '' for zero
Hash hash_of(const std::string& text);         // zero for ''
std::string bytes_text(ByteSpan bytes);
Bytes bytes_of(const std::string& text);
template <class IdType>
IdType id_of(const std::string& text) {
  auto parsed = IdType::parse(text);
  return parsed ? *parsed : IdType{};
}
std::string params_text(const ErrorParams& params);
ErrorParams params_of(const std::string& text);

}  // namespace loa::controller
