import { Select } from 'antd'
import { useWords } from '../../words/station'
import { kFoldedFilter } from '../place'
import { useSounds } from '../programmes/programme_queries'

export function ProgrammeSelect({ id, value, change, disabled }: { id: string; value: string; change: (programme: string) => void; disabled: boolean }) {
  const words = useWords()
  const found = useSounds()
  const options = (found.data?.programmes ?? []).map((one) => ({ value: one.id, label: `${one.title} · ${words.duration(one.duration_ms)}`, title: one.title }))
  return (
    <Select
      id={id} showSearch filterOption={kFoldedFilter} value={value || null} onChange={change} loading={found.isFetching} disabled={disabled} placeholder={words.item.programme_hint}
      options={options} notFoundContent={found.isPending ? words.shell.loading : words.programmes.none_match}
    />
  )
}
