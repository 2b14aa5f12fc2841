// Decides what may still be believed. Anything too old, or whose source is unreachable, is unknown: never good.
import type { Agent, Cluster, ClusterState } from '../api/types'
import type { ConsoleState, HeardLevel } from './console_state'

export type Trust = 'waiting' | 'fresh' | 'stale' | 'controller_lost'

export interface Freshness {
  trust: Trust
  /** Age of the newest overview; null when none ever came. */
  age_ms: number | null
}

/** The stream repeats or is asked for an overview every 4 s at the latest: two misses make it old. */
export const kStaleAfterMs = 10_000
/** A broken line needs no second miss. */
export const kStaleWhenLostMs = 3_000
export const kLevelStaleMs = 1_500

export function freshness(state: ConsoleState, now: number): Freshness {
  if (state.overview === null || state.overview_at === null) return { trust: 'waiting', age_ms: null }
  const age_ms = Math.max(0, now - state.overview_at)
  if (state.demo && !state.demo.controller_reachable) return { trust: 'controller_lost', age_ms }
  const limit = state.link === 'lost' ? kStaleWhenLostMs : kStaleAfterMs
  return { trust: age_ms > limit ? 'stale' : 'fresh', age_ms }
}

/** The controller's clock now, carried on by ours since the newest overview. */
export function controller_now(state: ConsoleState, now: number): number {
  if (state.overview === null || state.overview_at === null) return Date.now()
  return state.overview.now + (now - state.overview_at)
}

/** A horn behind a silent agent is unknown, whatever was last said of it. */
export function shown_state(cluster: Cluster, agent: Agent | undefined, trust: Trust): ClusterState {
  if (trust !== 'fresh' || !agent || !agent.online) return 'unknown'
  const known: readonly string[] = ['playing', 'ready', 'fault']
  return known.includes(cluster.state) ? cluster.state : 'unknown'
}

export function live_level(level: HeardLevel | undefined, now: number): HeardLevel | undefined {
  return level && now - level.at <= kLevelStaleMs ? level : undefined
}
