// The smallest believable overview; tests change only what they are about.
import type { Agent, Cluster, LedgerRow, Overview } from '../src/api/types'

export const kNow = Date.UTC(2026, 10, 23, 22, 30, 8)

export const agent = (over: Partial<Agent> = {}): Agent => ({
  id: 'a1', name: 'Tác tử 1', unit: 'u1', online: true, last_seen: kNow, root_wanted: 1, root_held: 1, time_known: true,
  time_error_ms: 1, bridge_linked: true, bridge_current: true, journal_waiting: 0, ...over,
})

export const cluster = (over: Partial<Cluster> = {}): Cluster => ({
  id: 'c1', name: 'Cụm Đình Làng', unit: 'u1', agent: 'a1', state: 'ready', fault: null, occurrence: null, title: null, volume: 70,
  amplifier_on: false, ...over,
})

export const ledger_row = (over: Partial<LedgerRow> = {}): LedgerRow => ({
  id: 'r1', occurrence: 'o1', cluster: 'c1', cluster_name: 'Cụm Đình Làng', unit: 'u1', unit_name: 'Xã Đại Đồng', unit_code: '1', item: 'i1',
  programme: 'p1', title: 'Luật Đất đai', planned_start: kNow, planned_end: kNow + 30_000, state: 'aired', heard: true, cause: null,
  start_error_ms: -12, approved_by: 'Hạnh', approval: 'x', ...over,
})

export const overview = (over: Partial<Overview> = {}): Overview => ({
  network: { name: 'Mạng thử', id: 'n', words: [], demo: true }, now: kNow, zone: 'Asia/Ho_Chi_Minh',
  units: [{ id: 'u1', name: 'Xã Đại Đồng', kind: 'commune', parent: null, code: '1' }], agents: [agent()],
  clusters: [cluster(), cluster({ id: 'c2', name: 'Cụm Chợ Tía' })],
  next: [{ occurrence: 'o1', item: 'i1', title: 'Luật Đất đai', start: kNow + 12_000, end: kNow + 42_000, clusters: ['c1', 'c2'], class: 'normal' }],
  programmes: [], ledger: [], events: [], ...over,
})
