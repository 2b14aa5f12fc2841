// Civil times as people here write them: 24-hour 05:30, T3 25/11. All in the network's zone, not the browser's.

export interface CivilParts {
  weekday: number
  day: string
  month: string
  hour: number
  minute: number
  second: number
}

const kFallbackZone = 'Asia/Ho_Chi_Minh'
const kWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const formats = new Map<string, Intl.DateTimeFormat>()

function format_for(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }
  let made: Intl.DateTimeFormat
  try {
    made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
  } catch {
    made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: kFallbackZone })
  }
  formats.set(zone, made)
  return made
}

export function civil(at: number, zone: string): CivilParts {
  const parts = Object.fromEntries(format_for(zone).formatToParts(at).map((part) => [part.type, part.value]))
  return {
    weekday: kWeekdays.indexOf(parts.weekday ?? 'Sun'),
    day: parts.day ?? '',
    month: parts.month ?? '',
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

export function clock(at: number, zone: string): string {
  const { hour, minute, second } = civil(at, zone)
  return `${two(hour)}:${two(minute)}:${two(second)}`
}

/** Minutes since local midnight, with the seconds as a fraction. */
export function minute_of_day(at: number, zone: string): number {
  const { hour, minute, second } = civil(at, zone)
  return hour * 60 + minute + second / 60
}

export function same_day(a: number, b: number, zone: string): boolean {
  const [x, y] = [civil(a, zone), civil(b, zone)]
  return Math.abs(a - b) < 86_400_000 && x.day === y.day && x.month === y.month
}

/** "05:30" as minutes since midnight; undefined when it is not such a time. */
export function minutes_of(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}
