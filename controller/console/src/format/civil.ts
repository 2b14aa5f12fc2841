// Civil times as the interface writes them (2026-11-25T05:30:00, days 2026-11-25) and as people here read them.
// Arithmetic runs on UTC fields: the sites have no daylight saving, and no zone may shift a civil day.
const kDayMs = 86_400_000
const two = (value: number): string => String(value).padStart(2, '0')

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export const day_of = (civil_text: string): string => civil_text.slice(0, 10)
export const time_of = (civil_text: string): string => civil_text.slice(11, 16)

/** The first whole minute not before it: forms know no seconds. */
export function whole_minute(civil_text: string): string {
  const ms = Date.parse(`${civil_text.slice(0, 19)}Z`)
  return new Date(Math.ceil(ms / 60_000) * 60_000).toISOString().slice(0, 19)
}

export function add_days(day: string, count: number): string {
  return new Date(utc(day) + count * kDayMs).toISOString().slice(0, 10)
}

/** 1 = Monday .. 7 = Sunday, as the interface counts. */
export function weekday_of(day: string): number {
  return ((new Date(utc(day)).getUTCDay() + 6) % 7) + 1
}

export const monday_of = (day: string): string => add_days(day, 1 - weekday_of(day))

export function month_grid(day: string): { from: string; days: number } {
  const first = `${day.slice(0, 7)}-01`
  const from = monday_of(first)
  const last = add_days(next_month(first), -1)
  return { from, days: (utc(add_days(monday_of(last), 7)) - utc(from)) / kDayMs }
}

export function next_month(day: string, step = 1): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const index = year * 12 + month - 1 + step
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}-01`
}

/** 25/11 */
export const short_day = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`
/** 25/11/2026 */
export const full_day = (day: string): string => `${short_day(day)}/${day.slice(0, 4)}`

export function minute_of(civil_text: string): number {
  return Number(civil_text.slice(11, 13)) * 60 + Number(civil_text.slice(14, 16)) + Number(civil_text.slice(17, 19) || 0) / 60
}

export function add_minutes(civil_text: string, minutes: number): string {
  return new Date(Date.parse(`${civil_text.slice(0, 19)}Z`) + minutes * 60_000).toISOString().slice(0, 19)
}

/** "5:30", "0530", "05h30", "5h" become 05:30; undefined when it is no time of a day. */
export function typed_time(text: string): string | undefined {
  const match = /^\s*(\d{1,2})(?:\s*[:hHg.]\s*(\d{2})?|(\d{2}))?\s*$/.exec(text)
  if (!match) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? match[3] ?? 0)]
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : undefined
}

/** "5/12/2026", "05122026" and "2026-12-05" are 2026-12-05; undefined when there is no such day. */
export function typed_day(text: string): string | undefined {
  const match = /^\s*(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{2})(\d{2})(\d{4})|(\d{4})-(\d{2})-(\d{2}))\s*$/.exec(text)
  if (!match) return undefined
  const [day, month, year] = match[7] ? [match[9], match[8], match[7]] : [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]]
  const written = `${year}-${two(Number(month))}-${two(Number(day))}`
  return Number.isNaN(utc(written)) || new Date(utc(written)).toISOString().slice(0, 10) !== written ? undefined : written
}

/** The civil text of an instant in a zone. */
export function civil_of(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).format(at)
  return parts.replace(' ', 'T')
}
