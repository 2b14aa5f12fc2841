// Errors are a catalogue code, parameters and a place; the words come from core/catalogue.h in Vietnamese or English.
// Expected failures travel as Result<T>; start-up failures throw ErrorException up to main; bugs are CHECK (core/check.h).
#pragma once

#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace loa {

using ErrorParams = std::vector<std::pair<std::string, std::string>>;

struct Error {
  std::string code;    // key in the catalogue, "area.what", e.g. "trust.expired"
  ErrorParams params;  // values for {name} in the text
  std::string place;   // file:line, JSON field path or topic; may be empty

  Error() = default;
  // Never from one argument: an aggregate could be made from a string, and Result<std::string> would be ambiguous.
  Error(std::string c, ErrorParams p, std::string where = {})
      : code(std::move(c)), params(std::move(p)), place(std::move(where)) {}

  bool operator==(const Error&) const = default;
};

// One readable English line, for logs and start-up: "place: text".
std::string to_line(const Error& error);

class ErrorException : public std::runtime_error {
 public:
  explicit ErrorException(Error error);
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// Found by boost::system::result::value().
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Error>;
using Status = Result<void>;

inline Status ok() { return {}; }
inline Error fail(std::string code, ErrorParams params = {}, std::string place = {}) {
  return {std::move(code), std::move(params), std::move(place)};
}

}  // namespace loa

// LOA_TRY(auto x, expression): declares x from a Result or returns its error. Not for coroutines.
#define LOA_JOIN2(a, b) a##b
#define LOA_JOIN(a, b) LOA_JOIN2(a, b)
#define LOA_TRY(declaration, ...)                              \
  auto LOA_JOIN(loa_try_, __LINE__) = (__VA_ARGS__);           \
  if (!LOA_JOIN(loa_try_, __LINE__)) return LOA_JOIN(loa_try_, __LINE__).error(); \
  declaration = std::move(*LOA_JOIN(loa_try_, __LINE__))
#define LOA_TRY_OK(...) \
  if (auto loa_try_status = (__VA_ARGS__); !loa_try_status) return loa_try_status.error()
