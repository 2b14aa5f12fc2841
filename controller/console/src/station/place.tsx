// The area the screens speak of; it stands in the address (?xa=), so that a view can be sent to a colleague.
import { Select } from 'antd'
import { useMemo } from 'react'
import type { Units } from '../api/shapes'
import { useSearchParams } from 'react-router-dom'
import { useWords } from '../words/station'
import { fold } from '../format/fold'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client'

export type UnitRow = Units['units'][number]

const kKey = 'xa'
const kUnitsAgeMs = 600_000

export function useUnits(): UnitRow[] {
  const answer = useQuery({ queryKey: ['/units'], queryFn: ({ signal }) => call<{ units: UnitRow[] }>('/units', { signal }), staleTime: kUnitsAgeMs })
  return useMemo(() => in_tree_order(answer.data?.units ?? []), [answer.data])
}

/** Every unit right behind its parent, names in Vietnamese order. */
export function in_tree_order(units: UnitRow[]): UnitRow[] {
  const known = new Set(units.map((unit) => unit.id))
  const below = new Map<string, UnitRow[]>()
  for (const unit of [...units].sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))) {
    const parent = unit.parent && known.has(unit.parent) ? unit.parent : ''
    below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  const walk = (parent: string): UnitRow[] => (below.get(parent) ?? []).flatMap((unit) => [unit, ...walk(unit.id)])
  return walk('')
}

export function usePlace(): { unit: string | undefined; name: string | undefined; choose: (unit: string | undefined) => void } {
  const [search, set_search] = useSearchParams()
  const units = useUnits()
  const unit = search.get(kKey) ?? (units.length === 1 ? units[0]?.id : undefined)
  const choose = (next: string | undefined) => {
    const query = new URLSearchParams(search)
    if (next) query.set(kKey, next)
    else query.delete(kKey)
    set_search(query, { replace: true })
  }
  return { unit, name: units.find((one) => one.id === unit)?.name, choose }
}

/** People who hear it: the hamlets below count where the unit itself tells no number; null when nobody told. */
export function people_of(id: string, units: UnitRow[]): number | null {
  const own = units.find((one) => one.id === id)?.people
  if (own !== null && own !== undefined) return own
  const below = units.filter((one) => one.parent === id).map((one) => people_of(one.id, units)).filter((one) => one !== null)
  return below.length > 0 ? below.reduce((sum, one) => sum + one, 0) : null
}

export function depth_of(unit: UnitRow, all: Map<string, UnitRow>): number {
  const parent = unit.parent ? all.get(unit.parent) : undefined
  return parent ? 1 + depth_of(parent, all) : 0
}

export function unit_options(units: UnitRow[]): { value: string; label: string; title: string }[] {
  const all = new Map(units.map((unit) => [unit.id, unit]))
  return units.map((unit) => ({ value: unit.id, label: '\u2003'.repeat(depth_of(unit, all)) + unit.name, title: unit.name }))
}

export const kFoldedFilter = (typed: string, option?: { label?: unknown }): boolean => fold(String(option?.label ?? '')).includes(fold(typed))

export function PlaceSelect() {
  const words = useWords()
  const units = useUnits()
  const { unit, choose } = usePlace()
  if (units.length === 0) return <span />
  if (units.length === 1) return <strong className="bar-place">{units[0]?.name}</strong>
  return (
    <Select
      className="bar-place" aria-label={words.shell.place} value={unit ?? ''} optionLabelProp="title" showSearch filterOption={kFoldedFilter} popupMatchSelectWidth={320}
      options={[{ value: '', label: words.shell.everywhere, title: words.shell.everywhere }, ...unit_options(units)]} onChange={(value) => choose(value || undefined)}
    />
  )
}
