#include "schedules/lunar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace loa::schedules {
namespace {

constexpr double kSynodicMonth = 29.530588861;
constexpr double kFirstNewMoon = 2451550.09766;  // JDE of the mean new moon with number 0, 2000-01-06
constexpr double kUnixEpoch = 2440587.5;         // JD of 1970-01-01T00:00Z
constexpr double kZoneDays = 7.0 / 24.0;
constexpr double kSignDegrees = 30.0;
constexpr double kFirstKnownYear = 1900, kLastGuessedYear = 2200;  // beyond, the polynomials run away

double sine(double degrees) { return std::sin(degrees * std::numbers::pi / 180.0); }
double cosine(double degrees) { return std::cos(degrees * std::numbers::pi / 180.0); }

// Dynamical minus universal time in days: the polynomials of F. Espenak and J. Meeus for the years around ours.
double delta_t(double jd) {
  const double year = std::clamp(2000.0 + (jd - 2451544.5) / 365.2425, kFirstKnownYear, kLastGuessedYear);
  const double t = year - 2000.0;
  double seconds = 0;
  if (year < 1920) {
    const double u = year - 1900.0;
    seconds = -2.79 + u * (1.494119 + u * (-0.0598939 + u * (0.0061966 - u * 0.000197)));
  } else if (year < 1941) {
    const double u = year - 1920.0;
    seconds = 21.20 + u * (0.84493 + u * (-0.076100 + u * 0.0020936));
  } else if (year < 1961) {
    const double u = year - 1950.0;
    seconds = 29.07 + u * (0.407 + u * (-1.0 / 233.0 + u / 2547.0));
  } else if (year < 1986) {
    const double u = year - 1975.0;
    seconds = 45.45 + u * (1.067 - u / 260.0 - u * u / 718.0);
  } else if (year < 2005) {
    seconds = 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
  } else {
    seconds = 62.92 + t * (0.32217 + t * 0.005589);
  }
  return seconds / 86400.0;
}

struct MoonArguments {
  double k, t, e;             // number, Julian centuries, eccentricity factor of the earth's orbit
  double sun, moon, f, node;  // degrees
};

MoonArguments arguments_of(int number) {
  const double k = number;
  const double t = k / 1236.85;
  const double t2 = t * t, t3 = t2 * t, t4 = t3 * t;
  return {k, t, 1 - 0.002516 * t - 0.0000074 * t2,
          2.5534 + 29.10535670 * k - 0.0000014 * t2 - 0.00000011 * t3,
          201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4,
          160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4,
          124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3};
}

struct PeriodicTerm {
  double days;
  int e, sun, moon, f;  // power of e; multiples of the arguments
};
constexpr std::array<PeriodicTerm, 24> kNewMoonTerms{{
    {-0.40720, 0, 0, 1, 0},  {0.17241, 1, 1, 0, 0},   {0.01608, 0, 0, 2, 0},   {0.01039, 0, 0, 0, 2},
    {0.00739, 1, -1, 1, 0},  {-0.00514, 1, 1, 1, 0},  {0.00208, 2, 2, 0, 0},   {-0.00111, 0, 0, 1, -2},
    {-0.00057, 0, 0, 1, 2},  {0.00056, 1, 1, 2, 0},   {-0.00042, 0, 0, 3, 0},  {0.00042, 1, 1, 0, 2},
    {0.00038, 1, 1, 0, -2},  {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0},  {0.00004, 0, 0, 2, -2},
    {0.00004, 0, 3, 0, 0},   {0.00003, 0, 1, 1, -2},  {0.00003, 0, 0, 2, 2},   {-0.00003, 0, 1, 1, 2},
    {0.00003, 0, -1, 1, 2},  {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0}, {0.00002, 0, 0, 4, 0},
}};

struct PlanetaryTerm {
  double days, at_zero, per_month;
};
constexpr std::array<PlanetaryTerm, 14> kPlanetaryTerms{{
    {0.000325, 299.77, 0.107408},  {0.000165, 251.88, 0.016321},  {0.000164, 251.83, 26.651886}, {0.000126, 349.42, 36.412478},
    {0.000110, 84.66, 18.206239},  {0.000062, 141.74, 53.303771}, {0.000060, 207.14, 2.453732},  {0.000056, 154.84, 7.306860},
    {0.000047, 34.52, 27.261239},  {0.000042, 207.19, 0.121824},  {0.000040, 291.34, 1.844379},  {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
}};

// Julian day in universal time.
double new_moon(int number) {
  const auto a = arguments_of(number);
  const double t2 = a.t * a.t;
  double jde = kFirstNewMoon + kSynodicMonth * a.k + 0.00015437 * t2 - 0.000000150 * t2 * a.t + 0.00000000073 * t2 * t2;
  for (const auto& term : kNewMoonTerms)
    jde += term.days * std::pow(a.e, term.e) * sine(term.sun * a.sun + term.moon * a.moon + term.f * a.f);
  jde -= 0.00017 * sine(a.node);
  for (const auto& term : kPlanetaryTerms) {
    const double bend = &term == kPlanetaryTerms.data() ? 0.009173 * t2 : 0;
    jde += term.days * sine(term.at_zero + term.per_month * a.k - bend);
  }
  return jde - delta_t(jde);
}

// Apparent longitude in degrees at a Julian day of universal time.
double sun_longitude(double jd) {
  const double t = (jd + delta_t(jd) - 2451545.0) / 36525.0;
  const double mean = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
  const double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sine(anomaly) +
                        (0.019993 - t * 0.000101) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
  // Venus, Jupiter and the moon pull the earth about; centuries of these terms run from 1900.
  const double c = t + 1.0;
  const double pulls = 0.00134 * cosine(153.23 + 22518.7541 * c) + 0.00154 * cosine(216.57 + 45037.5082 * c) +
                       0.00200 * cosine(312.69 + 32964.3577 * c) + 0.00179 * sine(350.74 + 445267.1142 * c - 0.00144 * c * c);
  const double apparent = mean + centre + pulls - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  return apparent - 360.0 * std::floor(apparent / 360.0);
}

int days_of(CivilDay day) { return static_cast<int>(day.time_since_epoch().count()); }
CivilDay day_at(int days) { return CivilDay{date::days{days}}; }

// Days since 1970 of the civil day at UTC+7 that holds this new moon.
int new_moon_day(int number) { return static_cast<int>(std::floor(new_moon(number) - kUnixEpoch + kZoneDays)); }

// The sign, 0 .. 11, the sun stands in when the civil day begins at UTC+7.
int sign_at(int days) { return static_cast<int>(sun_longitude(days + kUnixEpoch - kZoneDays) / kSignDegrees); }

// The number of the last new moon on or before the day.
int moon_on_or_before(int days) {
  int number = static_cast<int>(std::floor((days + kUnixEpoch - kFirstNewMoon) / kSynodicMonth)) + 1;
  while (new_moon_day(number) > days) --number;
  return number;
}

// The moon of month 11: at its end the sun has entered the sign of the winter solstice (270 degrees).
int moon_of_month_11(int civil_year) {
  const auto end_of_year = CivilDay{date::year{civil_year} / 12 / 31};
  const int number = moon_on_or_before(days_of(end_of_year));
  return sign_at(new_moon_day(number)) >= 9 ? number - 1 : number;
}

// Offset from month 11 of the month that repeats its number; 0 when the thirteen are only twelve.
int leap_offset(int month_11, int next_11) {
  if (next_11 - month_11 != 13) return 0;
  for (int offset = 1; offset < 13; ++offset)
    if (sign_at(new_moon_day(month_11 + offset)) == sign_at(new_moon_day(month_11 + offset + 1))) return offset;
  return 0;
}

struct Between {  // the months from the one of a solstice to the one before the next
  int civil_year;  // of the first solstice
  int month_11, next_11, leap;
};

Between between(int civil_year) {
  const int first = moon_of_month_11(civil_year), second = moon_of_month_11(civil_year + 1);
  return {civil_year, first, second, leap_offset(first, second)};
}

LunarMonth month_at(const Between& span, int number) {
  const int offset = number - span.month_11;
  const bool has_leap_behind = span.leap != 0 && offset >= span.leap;
  const int counted = has_leap_behind ? offset - 1 : offset;
  const int first = new_moon_day(number);
  LunarMonth out;
  out.first = day_at(first);
  out.length = new_moon_day(number + 1) - first;
  out.month = (counted + 10) % 12 + 1;
  out.is_leap = span.leap != 0 && offset == span.leap;
  out.year = counted < 2 ? span.civil_year : span.civil_year + 1;
  return out;
}

int civil_year_of(CivilDay day) { return static_cast<int>(date::year_month_day{day}.year()); }

}  // namespace

LunarMonth lunar_month_of(CivilDay day) {
  const int number = moon_on_or_before(days_of(day));
  auto span = between(civil_year_of(day));
  if (number < span.month_11) span = between(span.civil_year - 1);
  return month_at(span, number);
}

LunarDate lunar_of(CivilDay day) {
  const auto month = lunar_month_of(day);
  return {month.year, month.month, days_of(day) - days_of(month.first) + 1, month.is_leap};
}

std::vector<LunarMonth> lunar_year(int year) {
  std::vector<LunarMonth> out;
  for (const auto& span : {between(year - 1), between(year)})
    for (int number = span.month_11; number < span.next_11; ++number)
      if (auto month = month_at(span, number); month.year == year) out.push_back(month);
  return out;
}

std::optional<CivilDay> civil_of(const LunarDate& date) {
  for (const auto& month : lunar_year(date.year))
    if (month.month == date.month && month.is_leap == date.is_leap && date.day >= 1 && date.day <= month.length)
      return month.first + date::days{date.day - 1};
  return std::nullopt;
}

}  // namespace loa::schedules
