// The shapes of controller/API.md, section "Console" and "Demo supervisor". Times are unix milliseconds.

export interface Network {
  name: string
  id: string
  words: string[]
  demo: boolean
}

export interface Unit {
  id: string
  name: string
  kind: string
  parent: string | null
  code: string
}

export interface Agent {
  id: string
  name: string
  unit: string
  online: boolean
  last_seen: number | null
  root_wanted: number
  root_held: number
  time_known: boolean
  time_error_ms: number | null
  bridge_linked: boolean
  bridge_current: boolean
  journal_waiting: number
}

/** Texts come from the controller's catalogue in both languages. */
export interface Told {
  code?: string
  text_vi: string
  text_en: string
}

export type ClusterState = 'playing' | 'ready' | 'fault' | 'unknown'

export interface Cluster {
  id: string
  name: string
  unit: string
  agent: string
  state: ClusterState
  fault: Told | null
  occurrence: string | null
  title: string | null
  volume: number | null
  amplifier_on: boolean
}

export interface NextSlot {
  occurrence: string
  item: string
  title: string
  start: number
  end: number
  clusters: string[]
  class: string
}

export interface Progress {
  done: number
  of: number
  at: number | null
}

export interface Journey {
  transcoded: { at: number; loudness_centi_lufs: number; true_peak_centi_dbtp: number; size: number } | null
  approved: { at: number; by: string; key: string; document: string } | null
  delivered: Progress
  aired: Progress
  proof: Progress
}

export type Voice = 'machine' | 'recorded' | 'file'

export interface Programme {
  id: string
  title: string
  revision: number
  voice: Voice
  duration_ms: number
  author_name: string
  journey: Journey
}

export type LedgerState = 'planned' | 'delivered' | 'aired' | 'partly' | 'missed'

export interface LedgerRow {
  id: string
  occurrence: string
  cluster: string
  cluster_name: string
  unit: string
  unit_name: string
  unit_code: string
  item: string
  programme: string
  title: string
  planned_start: number
  planned_end: number
  state: LedgerState
  heard: boolean | null
  cause: Told | null
  start_error_ms: number | null
  approved_by: string
  approval: string
}

export type EventLevel = 'info' | 'warn' | 'alarm'

export interface LoaEvent extends Told {
  id: string
  at: number
  level: EventLevel
  agent: string | null
  cluster: string | null
  count: number
}

/** Half-open window of civil times "HH:MM"; may cross midnight. */
export interface QuietWindow {
  start: string
  end: string
}

export interface Overview {
  network: Network
  now: number
  zone: string
  units: Unit[]
  agents: Agent[]
  clusters: Cluster[]
  next: NextSlot[]
  programmes: Programme[]
  ledger: LedgerRow[]
  events: LoaEvent[]
  /** Absent until the controller publishes the policy's windows; then the day band hatches them. */
  quiet?: QuietWindow[]
}

export interface Level {
  rms_dbfs: number | null
  peak_dbfs: number | null
  position_ms: number
  occurrence: string | null
}

export type Levels = Record<string, Level>

export interface DemoProcess {
  name: string
  label_vi: string
  label_en: string
  state: 'running' | 'restarting' | 'stopped'
  restarts: number
}

export interface Trial extends Told {
  id: string
  at: number
  verb: string
  ok: boolean
}

export interface Demo {
  processes: DemoProcess[]
  networks: { agent: string; cut: boolean }[]
  horns: { cluster: string; cut: boolean }[]
  controller_reachable: boolean
  started_at: number
  trials: Trial[]
}

export interface TrialAnswer extends Told {
  ok: boolean
}

export interface ExplainStep extends Told {
  params?: Record<string, unknown>
}
