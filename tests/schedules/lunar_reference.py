#!/usr/bin/python3
# Writes lunar_reference.txt: the months of the Vietnamese lunar calendar (UTC+7), by its rules
# (month 11 holds the winter solstice; of thirteen months between two solstices the first without a major solar term
# is the leap one) over new moons and the sun as the astronomy library ephem computes them (Debian: python3-ephem).
# Not needed to build or test: run it again only to extend the years.
# It also says how near to midnight the nearest new moon and solar term fall: what the tested code's error must stay below.
import datetime
import math
import sys

import ephem

FIRST_YEAR, LAST_YEAR = 1968, 2077
ZONE = 7.0 / 24.0
EPOCH = datetime.date(1899, 12, 31).toordinal()  # ephem counts days from 1899-12-31 12:00 UTC


def civil_day(moment):
    return EPOCH + math.floor(float(moment) + 0.5 + ZONE)


def hours_to_midnight(moment):
    part = (float(moment) + 0.5 + ZONE) % 1.0
    return 24.0 * min(part, 1.0 - part)


def sun_longitude(moment):
    sun = ephem.Sun(moment, epoch=moment)
    return math.degrees(ephem.Ecliptic(sun, epoch=moment).lon) % 360.0


def term_moment(year, index):
    """When the sun passes index * 30 degrees: 0 = March equinox of `year`, 9 = its winter solstice."""
    target = 30.0 * index
    moment = float(ephem.Date((year, 3, 20))) + index * 30.44
    for _ in range(30):
        off = (target - sun_longitude(moment) + 180.0) % 360.0 - 180.0
        moment += off * 365.2422 / 360.0
        if abs(off) < 1e-7:
            break
    return moment


def new_moons(first, last):
    moment = ephem.Date(ephem.next_new_moon(ephem.Date((first, 10, 1))))
    out = []
    while moment < ephem.Date((last, 4, 1)):
        out.append(moment)
        moment = ephem.next_new_moon(moment + 1)
    return out


def months():
    moons = new_moons(FIRST_YEAR - 1, LAST_YEAR + 1)
    starts = [civil_day(m) for m in moons]
    terms = sorted(term_moment(y, i) for y in range(FIRST_YEAR - 2, LAST_YEAR + 2) for i in range(12))
    days_of_terms = sorted(civil_day(t) for t in terms)
    near_moon = min((hours_to_midnight(m), str(ephem.Date(m))) for m in moons)
    near_term = sorted((hours_to_midnight(t), str(ephem.Date(t))) for t in terms)[:3]
    print(f"new moon nearest to midnight: {near_moon[0] * 3600:.0f} s, {near_moon[1]} UT", file=sys.stderr)
    print("solar terms nearest to midnight:", [f"{h * 3600:.0f} s {d}" for h, d in near_term], file=sys.stderr)

    def month_with(day):
        return max(i for i, s in enumerate(starts) if s <= day)

    has_term = [any(starts[i] <= t < starts[i + 1] for t in days_of_terms) for i in range(len(starts) - 1)]
    out = []
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
        a = month_with(civil_day(term_moment(year, 9)))
        b = month_with(civil_day(term_moment(year + 1, 9)))
        leap = next((i for i in range(a + 1, b) if not has_term[i]), None) if b - a == 13 else None
        number = 11
        for i in range(a, b):
            if i == leap:
                number_here, is_leap = number - 1 or 12, True
            else:
                number_here, is_leap = number, False
                number = number % 12 + 1
            lunar_year = year if i - a < 2 or (number_here >= 11 and i - a <= 3) else year + 1
            out.append((starts[i], lunar_year, number_here, is_leap))
    return out


def main():
    years = {}
    all_months = months()
    for (start, year, number, leap), after in zip(all_months, all_months[1:]):
        first, lengths, which = years.setdefault(year, (start, [], []))
        lengths.append("L" if after[0] - start == 30 else "S")
        if leap:
            which.append(number)
    with open("lunar_reference.txt", "w") as f:
        f.write("# lunar year, civil day of its 1/1, its months in order (L = 30 days, S = 29), the leap month's number or 0\n")
        f.write("# made by lunar_reference.py with ephem " + ephem.__version__ + "\n")
        for year, (start, lengths, which) in sorted(years.items()):
            if FIRST_YEAR <= year < LAST_YEAR:
                day = datetime.date.fromordinal(start).isoformat()
                f.write(f"{year} {day} {''.join(lengths)} {which[0] if which else 0}\n")


main()
