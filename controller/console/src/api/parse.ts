// Reads what came over the wire. A message without its load-bearing fields is refused (undefined), so that
// the page grows stale and says so instead of drawing half an answer; a missing list is an empty list.
import type { Demo, Levels, Overview } from './types'

type Loose = Record<string, unknown>

function object_of(text: string): Loose | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : undefined
  } catch {
    return undefined
  }
}

function with_lists(source: Loose, names: readonly string[]): Loose {
  const lists = names.map((name) => [name, Array.isArray(source[name]) ? source[name] : []] as const)
  return { ...source, ...Object.fromEntries(lists) }
}

const kOverviewLists = ['units', 'agents', 'clusters', 'next', 'programmes', 'ledger', 'events'] as const
const kDemoLists = ['processes', 'networks', 'horns', 'trials'] as const

export function parse_overview(text: string): Overview | undefined {
  const raw = object_of(text)
  if (!raw || typeof raw.now !== 'number' || typeof raw.network !== 'object' || raw.network === null) return undefined
  return with_lists(raw, kOverviewLists) as unknown as Overview
}

export function parse_levels(text: string): Levels | undefined {
  return object_of(text) as Levels | undefined
}

export function parse_demo(text: string): Demo | undefined {
  const raw = object_of(text)
  if (!raw || typeof raw.controller_reachable !== 'boolean') return undefined
  return with_lists(raw, kDemoLists) as unknown as Demo
}
