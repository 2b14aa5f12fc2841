// A regulation while it is being written: what is wrong with it before the server is asked, and how windows are said. Pure.
import type { DayWindow, PolicyPath, Regulation, ToSign, VolumeBand } from '../api/shapes'
import { typed_time } from '../format/civil'

export const kUsualRegulation: Regulation = {
  number: '', title: '', valid_from: '', windows: [{ from: '05:30', until: '07:00' }, { from: '17:00', until: '18:30' }], max_per_day_ms: 60 * 60_000, max_airings_per_day: 6, max_volume: 80,
}

export type Wrong = 'number' | 'window' | 'band' | 'area'

export function wrong_with(regulation: Regulation): Wrong[] {
  const wrong: Wrong[] = []
  if (!regulation.number.trim()) wrong.push('number')
  const bad = regulation.windows.some((one) => !typed_time(one.from) || !(typed_time(one.until) || one.until === '24:00') || one.from >= one.until)
  if (bad) wrong.push('window')
  if (regulation.volume_bands?.some(bad_hours)) wrong.push('band')
  const bare = regulation.sensitive_areas?.some((one) => !one.name.trim() || (one.groups ?? []).length + (one.clusters ?? []).length === 0 || bad_hours(one))
  if (bare) wrong.push('area')
  return wrong
}

/** These may run past midnight. */
const bad_hours = (one: VolumeBand): boolean => !typed_time(one.from) || !(typed_time(one.until) || one.until === '24:00') || one.from === one.until

/** Without what was left empty: no limit is no member. */
export function as_regulation(form: Regulation): Regulation {
  const { max_per_day_ms, max_per_session_ms, max_airings_per_day, ...rest } = form
  return { ...rest, ...(max_per_day_ms ? { max_per_day_ms } : {}), ...(max_per_session_ms ? { max_per_session_ms } : {}), ...(max_airings_per_day ? { max_airings_per_day } : {}) }
}

/** How a regulation that was handed over to be signed stands: signed, and in force or from a day on; undefined while nobody signed. */
export function signed_in(path: PolicyPath | undefined, to_sign: ToSign): { number: string; by: string; from: string } | undefined {
  const held = path?.path.find((one) => one.unit === to_sign.unit)
  if (!held || held.version < to_sign.version) return undefined
  return { number: held.regulation.number, by: held.signed_by.join(', '), from: held.regulation.valid_from }
}

/** 1..7 as sorted runs: [1,2,3,4,5] is [[1,5]], [1,3] is [[1,1],[3,3]]. */
export function day_runs(days: number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && last[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

export function say_days(days: DayWindow['days'], weekday: (day: number) => string, every_day: string): string {
  if (!days || days.length === 0 || days.length === 7) return every_day
  return day_runs(days).map(([from, to]) => (from === to ? weekday(from) : `${weekday(from)}–${weekday(to)}`)).join(', ')
}

export function windows_of_day(path: PolicyPath, day: string): { from: string; until: string }[] {
  const found = path.effective.days.find((one) => one.day === day)
  return (found?.windows ?? []).map((one) => ({ from: one.start.slice(11, 16), until: one.end.slice(11, 16) }))
}
