// The sentence at the top of the page: first facts (summarise), then words (say_*). Pure.
import type { ClusterState, NextSlot, Overview } from '../api/types'
import { clock } from '../format/time'
import type { Words } from '../words/vi'
import { shown_state, type Freshness, type Trust } from './freshness'

export interface Summary {
  total: number
  names: Record<ClusterState, string[]>
  running: NextSlot | null
  next: NextSlot | null
}

export function summarise(overview: Overview, trust: Trust, now: number): Summary {
  const agents = new Map(overview.agents.map((agent) => [agent.id, agent]))
  const names: Record<ClusterState, string[]> = { playing: [], ready: [], fault: [], unknown: [] }
  for (const cluster of overview.clusters) names[shown_state(cluster, agents.get(cluster.agent), trust)].push(cluster.name)
  const slots = [...overview.next].sort((a, b) => a.start - b.start)
  return {
    total: overview.clusters.length,
    names,
    running: slots.find((slot) => slot.start <= now && now < slot.end) ?? null,
    next: slots.find((slot) => slot.start > now) ?? null,
  }
}

const kNamesShown = 3

function list_names(names: string[], words: Words): string {
  const shown = names.slice(0, kNamesShown).join(', ')
  return names.length > kNamesShown ? `${shown} ${words.answer.more(names.length - kNamesShown)}` : shown
}

/** How the horns are, worst last so that the remedy is read last; never "ready" for what is not known. */
export function say_horns({ total, names }: Summary, words: Words): string {
  const say = words.answer
  if (total === 0) return say.empty
  if (names.ready.length === total) return say.all_ready(total, total)
  if (names.playing.length === total) return say.all_playing(total)
  const parts: string[] = []
  if (names.playing.length > 0) parts.push(say.playing(names.playing.length, total))
  if (names.ready.length > 0) parts.push(say.ready(names.ready.length, total))
  if (names.fault.length > 0) parts.push(say.fault(names.fault.length, list_names(names.fault, words)))
  if (names.unknown.length > 0) parts.push(say.unknown(names.unknown.length, list_names(names.unknown, words)))
  return `${parts.join('; ')}.`
}

export function say_slot({ running, next }: Summary, zone: string, words: Words): string {
  if (running) return words.answer.running(running.title, clock(running.end, zone))
  if (next) return words.answer.next(next.title, clock(next.start, zone), next.clusters.length)
  return words.answer.next_none
}

export function seconds_until(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000))
}

export function say_trouble({ trust, age_ms }: Freshness, link_lost: boolean, words: Words): string | null {
  const age = words.duration(Math.floor((age_ms ?? 0) / 1000))
  switch (trust) {
    case 'fresh':
      return null
    case 'waiting':
      return link_lost ? words.answer.waiting_lost : words.answer.waiting
    case 'stale':
      return words.answer.stale(age)
    case 'controller_lost':
      return words.answer.controller_lost(age)
  }
}
