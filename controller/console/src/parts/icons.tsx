// Small drawn signs, one shape per meaning so that colour is never the only difference. Decorative: a word stands beside.
import type { ClusterState } from '../api/types'

const kPaths = {
  playing: 'M4 9v6h4l5 4V5L8 9H4zm12-1.5a6 6 0 0 1 0 9M18.5 5a9.5 9.5 0 0 1 0 14',
  ready: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-4 9.5 3 3 5.5-6.5',
  fault: 'M12 3 2.5 20h19L12 3zm0 6.5v5m0 2.6v.4',
  unknown: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.3 9.6a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2m0 2.6v.4',
  waiting: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4.5V12l3 2',
  stop: 'M6 6h12v12H6z',
  broken: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 8.5l7 7m0-7-7 7',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 8v5m0-8.4V8',
  ear: 'M7 10a5 5 0 1 1 10 0c0 4-4 4-4 8a3 3 0 0 1-5.5 1.5M10 10a2 2 0 1 1 4 0c0 1.5-1.5 1.5-1.5 3',
} as const

export type Sign = keyof typeof kPaths

export function Icon({ sign, size = 20 }: { sign: Sign; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={kPaths[sign]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

export function StateMark({ state, word }: { state: ClusterState; word: string }) {
  return (
    <span className={`mark is-${state}`}>
      <Icon sign={state} />
      {word}
    </span>
  )
}
