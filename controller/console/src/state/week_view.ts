// How days of the schedule are drawn: equal airings of many communes become one, lanes for what overlaps, quiet hours as
// the complement of what the regulations leave open. Pure.
import type { Day, Occurrence } from '../api/shapes'
import { minute_of, time_of } from '../format/civil'
import type { Span } from './day_band'

export interface Block {
  key: string
  title: string
  from: number
  to: number
  clusters: number
  units: number
  /** The worst state of those it stands for. */
  state: Occurrence['state']
  movable: boolean
  level: string
  approved: boolean | null
  item: string
  occurrence: Occurrence
}

const kWorst: Occurrence['state'][] = ['dropped', 'partly', 'waiting', 'planned']
const worse = (a: Occurrence['state'], b: Occurrence['state']) => (kWorst.indexOf(a) < kWorst.indexOf(b) ? a : b)

/** An end at or behind midnight is drawn at the end of its day. */
function end_minute(one: Occurrence): number {
  const to = minute_of(one.end)
  return one.end.slice(0, 10) === one.start.slice(0, 10) && to > minute_of(one.start) ? to : 24 * 60
}

function block_of(one: Occurrence): Block {
  return {
    key: one.occurrence, title: one.title, from: minute_of(one.start), to: end_minute(one), clusters: one.clusters, units: one.units?.length ?? 0,
    state: one.state, movable: one.movable, level: one.level, approved: one.approved ?? null, item: one.item, occurrence: one,
  }
}

export function blocks_of(day: Day): Block[] {
  const found = new Map<string, Block>()
  for (const one of day.occurrences) {
    const key = `${one.start} ${one.end} ${one.title}`
    const known = found.get(key)
    const next = block_of(one)
    if (!known) found.set(key, next)
    else {
      known.clusters += next.clusters
      known.units += next.units
      known.state = worse(known.state, next.state)
      known.movable = known.movable && next.movable
      if (next.approved === false) known.approved = false
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from || b.to - a.to)
}

export interface Placed extends Block {
  lane: number
  lanes: number
}

/** Blocks side by side where they would cover each other; none is drawn shorter than `least` minutes. */
export function place(blocks: Block[], least: number, most_lanes: number): { placed: Placed[]; left_out: number } {
  const placed: Placed[] = []
  let group: Placed[] = []
  let group_end = -1
  let left_out = 0
  const close = () => {
    const lanes = Math.max(0, ...group.map((one) => one.lane)) + 1
    for (const one of group) one.lanes = lanes
    placed.push(...group)
    group = []
  }
  for (const block of blocks) {
    const seen_end = (one: Block) => Math.max(one.to, one.from + least)
    if (block.from >= group_end) close()
    const busy = new Set(group.filter((one) => seen_end(one) > block.from).map((one) => one.lane))
    const lane = Array.from({ length: most_lanes }, (_, i) => i).find((i) => !busy.has(i))
    if (lane === undefined) left_out += 1
    else group.push({ ...block, lane, lanes: 1 })
    group_end = Math.max(group_end, seen_end(block))
  }
  close()
  return { placed, left_out }
}

/** What is closed within the span; nothing is known to be closed when the windows are not given. */
export function quiet_spans(day: Day, span: Span): Span[] {
  if (!day.windows) return []
  const open = day.windows.map((one) => ({ from: minute_of(one.start), to: time_of(one.end) === '00:00' ? 24 * 60 : minute_of(one.end) })).sort((a, b) => a.from - b.from)
  const quiet: Span[] = []
  let at = span.from
  for (const one of open) {
    if (one.from > at) quiet.push({ from: at, to: Math.min(one.from, span.to) })
    at = Math.max(at, one.to)
  }
  if (at < span.to) quiet.push({ from: at, to: span.to })
  return quiet.filter((one) => one.from < one.to)
}

export interface Halves {
  morning: Block[]
  afternoon: Block[]
}

const kNoon = 12 * 60
export function halves_of(day: Day): Halves {
  const blocks = blocks_of(day)
  return { morning: blocks.filter((one) => one.from < kNoon), afternoon: blocks.filter((one) => one.from >= kNoon) }
}

export function week_sums(days: Day[]): { airings: number; minutes: number; trouble: number } {
  const blocks = days.flatMap(blocks_of)
  return {
    airings: blocks.length,
    minutes: Math.round(blocks.reduce((sum, one) => sum + one.to - one.from, 0)),
    trouble: blocks.filter((one) => one.state === 'dropped' || one.state === 'partly').length,
  }
}
