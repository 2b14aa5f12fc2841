import { describe, expect, it } from 'vitest'
import { parse_demo, parse_overview } from '../src/api/parse'
import { kInitialState, reduce, type ConsoleState } from '../src/state/console_state'
import { controller_now, freshness, kLevelStaleMs, kStaleAfterMs, kStaleWhenLostMs, live_level, shown_state } from '../src/state/freshness'
import type { Demo } from '../src/api/types'
import { agent, cluster, kNow, overview } from './world'

const demo = (reachable: boolean): Demo => ({ processes: [], networks: [], horns: [], controller_reachable: reachable, started_at: 0, trials: [] })
const open_with_data = (): ConsoleState =>
  reduce(reduce(kInitialState, { kind: 'opened', at: 0 }), { kind: 'overview', at: 1_000, overview: overview() })

describe('reduce', () => {
  it('keeps the first instant of a loss through failing retries', () => {
    const once = reduce(open_with_data(), { kind: 'lost', at: 5_000 })
    expect(reduce(once, { kind: 'lost', at: 9_000 }).link_at).toBe(5_000)
    expect(reduce(once, { kind: 'opened', at: 9_500 })).toMatchObject({ link: 'open', link_at: 9_500 })
  })

  it('stamps levels and keeps those of clusters the newest message does not name', () => {
    const level = { rms_dbfs: -18, peak_dbfs: -9, position_ms: 0, occurrence: 'o1' }
    const first = reduce(kInitialState, { kind: 'levels', at: 10, levels: { c1: level } })
    const second = reduce(first, { kind: 'levels', at: 20, levels: { c2: level } })
    expect([second.levels.c1?.at, second.levels.c2?.at]).toEqual([10, 20])
  })

  it('keeps the last overview when the line is lost, so that its age can be told', () => {
    expect(reduce(open_with_data(), { kind: 'lost', at: 2_000 }).overview).not.toBeNull()
  })
})

describe('freshness', () => {
  it('waits, without an age, before any overview', () => {
    expect(freshness(kInitialState, 99_000)).toEqual({ trust: 'waiting', age_ms: null })
  })

  it('turns stale just after the limit on an open line and earlier on a broken one', () => {
    const open = open_with_data()
    expect(freshness(open, 1_000 + kStaleAfterMs).trust).toBe('fresh')
    expect(freshness(open, 1_001 + kStaleAfterMs).trust).toBe('stale')
    const lost = reduce(open, { kind: 'lost', at: 1_500 })
    expect(freshness(lost, 1_001 + kStaleWhenLostMs).trust).toBe('stale')
  })

  it('believes the supervisor at once that the controller is gone', () => {
    const state = reduce(open_with_data(), { kind: 'demo', at: 1_100, demo: demo(false) })
    expect(freshness(state, 1_100).trust).toBe('controller_lost')
  })

  it('carries the controller clock on from the newest overview', () => {
    expect(controller_now(open_with_data(), 3_500)).toBe(kNow + 2_500)
  })

  it('drops a level that is too old', () => {
    const level = { rms_dbfs: -18, peak_dbfs: -9, position_ms: 0, occurrence: null, at: 100 }
    expect(live_level(level, 100 + kLevelStaleMs)).toBe(level)
    expect(live_level(level, 101 + kLevelStaleMs)).toBeUndefined()
  })
})

describe('shown_state', () => {
  it('never shows good what is not known', () => {
    expect(shown_state(cluster(), agent(), 'fresh')).toBe('ready')
    for (const trust of ['waiting', 'stale', 'controller_lost'] as const) expect(shown_state(cluster(), agent(), trust)).toBe('unknown')
    expect(shown_state(cluster({ state: 'playing' }), agent({ online: false }), 'fresh')).toBe('unknown')
    expect(shown_state(cluster(), undefined, 'fresh')).toBe('unknown')
    expect(shown_state(cluster({ state: 'novel' as never }), agent(), 'fresh')).toBe('unknown')
  })
})

describe('parse', () => {
  it('refuses what cannot be an overview and fills missing lists', () => {
    expect(parse_overview('{')).toBeUndefined()
    expect(parse_overview('[]')).toBeUndefined()
    expect(parse_overview('{"network":{}}')).toBeUndefined()
    expect(parse_overview('{"network":{},"now":1}')?.clusters).toEqual([])
    expect(parse_demo('{}')).toBeUndefined()
    expect(parse_demo('{"controller_reachable":true}')?.trials).toEqual([])
  })
})
