// A regulation in plain words. A member this page does not know is shown as it stands: nothing that is signed is left out.
import type { Json } from '../protocol/strict_json'
import type { Policy } from '../protocol/payloads'
import { time_words } from './said'
import type { Words } from './vi'

type Member = { [key: string]: Json }
const list = (value: Json | undefined): Member[] => (Array.isArray(value) ? value.filter((one): one is Member => one !== null && typeof one === 'object' && !Array.isArray(one)) : [])
const kEveryDay = '1,2,3,4,5,6,7'

export function policy_words({ regulation: r }: Policy, zone: string, words: Words): string[] {
  const w = words.policy
  const days = (value: Json | undefined) => {
    const numbers = Array.isArray(value) ? value.map(Number) : []
    return numbers.join() === kEveryDay ? w.every_day : numbers.map((day) => w.days[day - 1] ?? '?').join(', ')
  }
  const said: Record<string, () => string[]> = {
    number: () => [`${w.number}: ${String(r.number)}`],
    title: () => [String(r.title)],
    valid_from: () => [`${w.valid_from}: ${day_words(String(r.valid_from))}`],
    windows: () => (list(r.windows).length ? list(r.windows).map((one) => w.window(days(one.days), String(one.from), String(one.until))) : [w.no_window]),
    max_per_day_ms: () => [w.minutes(Math.round(Number(r.max_per_day_ms) / 60_000))],
    max_per_session_ms: () => [w.session(Math.round(Number(r.max_per_session_ms) / 60_000))],
    max_airings_per_day: () => [w.airings(Number(r.max_airings_per_day))],
    max_volume: () => [words.says.volume(Number(r.max_volume))],
    volume_bands: () => list(r.volume_bands).map((one) => w.band(String(one.from), String(one.until), Number(one.max_volume))),
    sensitive_areas: () => list(r.sensitive_areas).map((one) => `${w.sensitive(String(one.name), String(one.from), String(one.until), Number(one.max_volume))}${rest(one, ['name', 'from', 'until', 'max_volume'])}`),
    quiet: () => list(r.quiet).map((one) => `${w.quiet(time_words(Number(one.from), zone), time_words(Number(one.until), zone), `${kind_words(one)}${String(one.reason)}`)}${rest(one, ['from', 'until', 'reason', 'kind'])}`),
    needs: () => [],
  }
  const kind_words = (one: Member) => (one.kind === undefined || one.kind === 'other' ? '' : `${w.kinds[String(one.kind)] ?? String(one.kind)}, `)
  const known = Object.keys(said).filter((key) => key in r || key === 'windows').flatMap((key) => said[key]!())
  const unknown = Object.keys(r).filter((key) => !(key in said)).map((key) => `${key}: ${JSON.stringify(r[key])}`)
  return [...known, ...unknown]
}

/** 2026-11-24 as 24/11/2026; anything else as it stands. */
const day_words = (day: string): string => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')

function rest(member: Member, known: string[]): string {
  const more = Object.entries(member).filter(([key]) => !known.includes(key))
  return more.length ? ` (${more.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('; ')})` : ''
}
