// The duty desk's decisions: how the answer is coloured, what is shown first, names cut to a readable count. Pure.
import type { Finding, Readiness, Severity, Today } from '../api/shapes'

export type AnswerShade = 'ready' | 'fault' | 'unknown'

/** Unknown never looks good; something to do outweighs something not known. */
export function answer_shade(readiness: Readiness): AnswerShade {
  const { clusters } = readiness
  if (clusters.needs_action > 0) return 'fault'
  if (clusters.unknown > 0 || clusters.ready < clusters.total || clusters.total === 0) return 'unknown'
  return 'ready'
}

const kOrder: Severity[] = ['blocks', 'risks', 'unknown', 'notice']

export function findings_shown(findings: Finding[], code: string): Finding[] {
  const wanted = code ? findings.filter((one) => one.code === code) : [...findings]
  return wanted.sort((a, b) => kOrder.indexOf(a.severity) - kOrder.indexOf(b.severity))
}

export function cut_names(names: string[], shown: number): { shown: string[]; more: number } {
  return { shown: names.slice(0, shown), more: Math.max(0, names.length - shown) }
}

export const is_blank = (today: Today): boolean => Object.values(today.states).every((count) => count === 0)
