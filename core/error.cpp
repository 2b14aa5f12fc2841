#include "core/error.h"

#include "core/catalogue.h"

namespace loa {

std::string to_line(const Error& error) {
  const auto text = describe(error, Language::en);
  return error.place.empty() ? text : error.place + ": " + text;
}

ErrorException::ErrorException(Error error) : std::runtime_error(to_line(error)), error_(std::move(error)) {}

void throw_exception_from_error(const Error& error, const boost::source_location&) { throw ErrorException(error); }

}  // namespace loa
