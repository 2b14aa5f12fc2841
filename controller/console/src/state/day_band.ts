// Places a day's airings on the vertical band 04:00-22:00. The band only grows when something really lies outside.
import type { Overview, QuietWindow } from '../api/types'
import { minute_of_day, minutes_of, same_day } from '../format/time'

export interface Airing {
  occurrence: string
  title: string
  start: number
  end: number
  clusters: number
  past: boolean
}

export interface Span {
  from: number
  to: number
}

export const kBandFrom = 4 * 60
export const kBandTo = 22 * 60

/** Coming slots and those the ledger remembers, once each, of the civil day of `now`, earliest first. */
export function airings_of_day(overview: Overview, now: number): Airing[] {
  const found = new Map<string, Airing>()
  for (const row of overview.ledger) {
    const known = found.get(row.occurrence)
    if (known) known.clusters += 1
    else
      found.set(row.occurrence, {
        occurrence: row.occurrence, title: row.title, start: row.planned_start, end: row.planned_end,
        clusters: 1, past: row.planned_end <= now,
      })
  }
  for (const slot of overview.next) {
    const { occurrence, title, start, end } = slot
    found.set(occurrence, { occurrence, title, start, end, clusters: slot.clusters.length, past: end <= now })
  }
  return [...found.values()].filter((airing) => same_day(airing.start, now, overview.zone)).sort((a, b) => a.start - b.start)
}

export function band_span(airings: Airing[], now: number, zone: string): Span {
  const minutes = [now, ...airings.map((airing) => airing.start)].map((at) => minute_of_day(at, zone))
  const from = Math.min(kBandFrom, Math.floor(Math.min(...minutes) / 60) * 60)
  const to = Math.max(kBandTo, Math.floor(Math.max(...minutes) / 60) * 60 + 60)
  return { from, to }
}

/** Quiet windows cut to the band; one that crosses midnight becomes two pieces. */
export function quiet_pieces(windows: QuietWindow[], span: Span): Span[] {
  return windows.flatMap(({ start, end }) => {
    const [from, to] = [minutes_of(start), minutes_of(end)]
    if (from === undefined || to === undefined || from === to) return []
    const pieces = from < to ? [{ from, to }] : [{ from: 0, to }, { from, to: 24 * 60 }]
    return pieces
      .map((piece) => ({ from: Math.max(piece.from, span.from), to: Math.min(piece.to, span.to) }))
      .filter((piece) => piece.from < piece.to)
  })
}

/** Pushes label tops down so that none covers another: tops are in order, at least `height` apart, inside `room`. */
export function spread(tops: number[], height: number, room: number): number[] {
  const placed: number[] = []
  for (const top of tops) placed.push(Math.max(top, (placed.at(-1) ?? -height) + height))
  let limit = room - height
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    placed[i] = Math.max(0, Math.min(placed[i] ?? 0, limit))
    limit = (placed[i] ?? 0) - height
  }
  return placed
}
