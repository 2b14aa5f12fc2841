// A regulation while it is being written: what is wrong with it before the server is asked, and how windows are said. Pure.
import type { DayWindow, PolicyPath, Regulation } from '../api/shapes'
import { typed_time } from '../format/civil'

export const kUsualRegulation: Regulation = {
  number: '', title: '', valid_from: '', windows: [{ from: '05:30', until: '07:00' }, { from: '17:00', until: '18:30' }], max_per_day_ms: 60 * 60_000, max_airings_per_day: 6, max_volume: 80,
}

export type Wrong = 'number' | 'window'

export function wrong_with(regulation: Regulation): Wrong[] {
  const wrong: Wrong[] = []
  if (!regulation.number.trim()) wrong.push('number')
  const bad = regulation.windows.some((one) => !typed_time(one.from) || !(typed_time(one.until) || one.until === '24:00') || one.from >= one.until)
  if (bad) wrong.push('window')
  return wrong
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
