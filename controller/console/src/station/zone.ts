// The sites' clock. Instants come as RFC 3339; people read civil time of this zone whatever their own device says.
import { civil_of, day_of, short_day, time_of, weekday_of } from '../format/civil'
import type { StationWords } from '../words/station_vi'

export const kZone = 'Asia/Ho_Chi_Minh'
const kOffset = '+07:00'

export const civil_at = (instant: string | number): string => civil_of(typeof instant === 'number' ? instant : Date.parse(instant), kZone)
export const instant_of = (civil: string): string => new Date(`${civil.slice(0, 16)}:00${kOffset}`).toISOString().replace('.000Z', 'Z')
export const today_civil = (): string => day_of(civil_at(Date.now()))

/** "05:30" today, "05:30 T5 26/11" on another day. */
export function moment(civil: string, words: StationWords, today: string): string {
  const day = day_of(civil)
  return day === today ? time_of(civil) : `${time_of(civil)} ${words.weekday(weekday_of(day))} ${short_day(day)}`
}
export const moment_at = (instant: string, words: StationWords, today: string): string => moment(civil_at(instant), words, today)
