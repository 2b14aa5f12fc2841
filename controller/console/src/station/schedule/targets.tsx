// Where it is heard: communes and hamlets at once, single clusters by typing their name. Accents are not needed.
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import type { NamedClusters } from '../../api/shapes'
import { useWords } from '../../words/station'
import { kFoldedFilter, unit_options, useUnits } from '../place'
import { useAsked } from '../queries'

type ClusterRow = NamedClusters['clusters'][number]

const kLeastTyped = 2
const kAskAfterMs = 300

export function useSettled<T>(value: T, after_ms: number): T {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), after_ms)
    return () => clearTimeout(timer)
  }, [value, after_ms])
  return settled
}

export function useTargetNames(where: string[]): string[] {
  const units = useUnits()
  const clusters = useAsked<{ clusters: ClusterRow[] }>('/clusters', { limit: 500 }, { enabled: where.some((one) => one.startsWith('c:')) })
  return where.map((one) => {
    const id = one.slice(2)
    const rows: { id: string; name: string }[] = one.startsWith('u:') ? units : clusters.data?.clusters ?? []
    return rows.find((row) => row.id === id)?.name ?? ''
  }).filter(Boolean)
}

export function TargetSelect({ id, where, change, disabled }: { id: string; where: string[]; change: (where: string[]) => void; disabled?: boolean }) {
  const { item } = useWords()
  const units = useUnits()
  const [typed, set_typed] = useState('')
  const asked = useSettled(typed.trim(), kAskAfterMs)
  const found = useAsked<{ clusters: ClusterRow[] }>('/clusters', { q: asked, limit: 50 }, { enabled: asked.length >= kLeastTyped })
  const named = useAsked<{ clusters: ClusterRow[] }>('/clusters', { limit: 500 }, { enabled: where.some((one) => one.startsWith('c:')) })
  const clusters = [...new Map([...(named.data?.clusters ?? []).filter((one) => where.includes(`c:${one.id}`)), ...(found.data?.clusters ?? [])].map((one) => [one.id, one])).values()]
  const options = [
    ...unit_options(units).map((one) => ({ ...one, value: `u:${one.value}` })),
    ...clusters.map((one) => ({ value: `c:${one.id}`, label: `${one.name} (${units.find((unit) => unit.id === one.unit)?.name ?? ''})`, title: one.name })),
  ]
  return (
    <Select
      id={id} mode="multiple" optionLabelProp="title" showSearch value={where} onChange={change} onSearch={set_typed} filterOption={kFoldedFilter} options={options} placeholder={item.where_hint}
      disabled={disabled ?? false} maxTagCount="responsive"
    />
  )
}
