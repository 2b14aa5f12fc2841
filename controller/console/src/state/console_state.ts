// What the page knows, as a pure fold over stream events. `at` is steady milliseconds of receipt.
import type { StreamEvent } from '../api/stream'
import type { Demo, Level, Overview } from '../api/types'

export interface HeardLevel extends Level {
  at: number
}

export interface ConsoleState {
  link: 'connecting' | 'open' | 'lost'
  link_at: number
  overview: Overview | null
  overview_at: number | null
  levels: Readonly<Record<string, HeardLevel>>
  demo: Demo | null
}

export const kInitialState: ConsoleState = {
  link: 'connecting',
  link_at: 0,
  overview: null,
  overview_at: null,
  levels: {},
  demo: null,
}

function stamped(levels: Record<string, Level>, at: number): Record<string, HeardLevel> {
  return Object.fromEntries(Object.entries(levels).map(([cluster, level]) => [cluster, { ...level, at }]))
}

export function reduce(state: ConsoleState, event: StreamEvent): ConsoleState {
  switch (event.kind) {
    case 'opened':
      return { ...state, link: 'open', link_at: event.at }
    case 'lost':
      // The first loss dates the silence; retries that fail must not make it look younger.
      return state.link === 'lost' ? state : { ...state, link: 'lost', link_at: event.at }
    case 'overview':
      return { ...state, overview: event.overview, overview_at: event.at }
    case 'levels':
      return { ...state, levels: { ...state.levels, ...stamped(event.levels, event.at) } }
    case 'demo':
      return { ...state, demo: event.demo }
  }
}
