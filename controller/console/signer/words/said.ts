// What a signature will say, in plain words, made from the payload's own bytes and the manifest it names.
import type { Manifest } from '../protocol/manifest'
import { kNoHash, type Approval } from '../protocol/payloads'
import type { Words } from './vi'

/** 05:30 24/11/2026 in the network's zone. */
export function time_words(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', day: '2-digit', month: '2-digit', year: 'numeric', hourCycle: 'h23' }).formatToParts(new Date(ms))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('hour')}:${of('minute')} ${of('day')}/${of('month')}/${of('year')}`
}

export function length_words(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export const hush_words = (unit: string, until: number, zone: string, words: Words): string[] => [words.home.hush_says(unit), words.home.hush_until(time_words(until, zone))]

export function approval_words(a: Approval, name_of: (unit: string) => string, manifest: Pick<Manifest, 'title' | 'duration_ms'>, zone: string, words: Words): string[] {
  return [
    words.says.units(a.units.length, a.units.map(name_of).join(', ')),
    words.says.period(time_words(a.from, zone), time_words(a.until, zone)),
    words.says.airings(a.airings_per_day),
    ...(a.max_volume === undefined ? [] : [words.says.volume(a.max_volume)]),
    words.says.class[a.class],
    ...(a.law === kNoHash ? [] : [words.says.law]),
    words.says.length(manifest.title, a.revision, length_words(manifest.duration_ms)),
  ]
}
