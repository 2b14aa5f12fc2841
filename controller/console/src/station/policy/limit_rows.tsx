// Volume by hours, and sensitive areas: a school, a hospital, a pagoda beside the clusters of a group.
import { Button, Input, InputNumber, Select } from 'antd'
import type { SensitiveArea, VolumeBand } from '../../api/shapes'
import { useWords } from '../../words/station'
import { TimeField } from '../day_field'

interface Rows<T> {
  rows: T[]
  change: (rows: T[]) => void
}

const put = <T,>(rows: T[], i: number, next: Partial<T>): T[] => rows.map((one, n) => (n === i ? { ...one, ...next } : one))

function Hours({ one, change }: { one: VolumeBand; change: (next: Partial<VolumeBand>) => void }) {
  const { quiet, policy: w } = useWords()
  return (
    <>
      <TimeField label={quiet.from} value={one.from} change={(from) => change({ from })} />
      <span aria-hidden="true">–</span>
      <TimeField label={quiet.until} may_close value={one.until} change={(until) => change({ until })} />
      <InputNumber aria-label={w.max_volume} min={0} max={100} step={5} addonAfter="%" value={one.max_volume} onChange={(max_volume) => change({ max_volume: max_volume ?? 0 })} />
    </>
  )
}

export function BandRows({ rows, change }: Rows<VolumeBand>) {
  const { policy: w } = useWords()
  return (
    <>
      <h3>{w.bands}</h3>
      {rows.map((one, i) => (
        <div key={i} className="row window-row">
          <Hours one={one} change={(next) => change(put(rows, i, next))} />
          <Button onClick={() => change(rows.filter((_, n) => n !== i))}>{w.remove_row}</Button>
        </div>
      ))}
      <div className="row"><Button onClick={() => change([...rows, { from: '05:30', until: '06:30', max_volume: 60 }])}>{w.add_band}</Button></div>
    </>
  )
}

export function AreaRows({ rows, change, groups }: Rows<SensitiveArea> & { groups: string[] }) {
  const { policy: w } = useWords()
  return (
    <>
      <h3>{w.areas}</h3>
      <p className="soft small">{w.areas_say}</p>
      {rows.map((one, i) => (
        <div key={i} className="row window-row">
          <Input className="area-name" aria-label={w.area_name} placeholder={w.area_name} value={one.name} maxLength={150} onChange={(event) => change(put<SensitiveArea>(rows, i, { name: event.target.value }))} />
          <Select className="area-groups" mode="tags" aria-label={w.area_groups} placeholder={w.area_groups} value={one.groups ?? []} options={groups.map((value) => ({ value, label: value }))} onChange={(next) => change(put(rows, i, { groups: next }))} />
          <Hours one={one} change={(next) => change(put<SensitiveArea>(rows, i, next))} />
          <Button onClick={() => change(rows.filter((_, n) => n !== i))}>{w.remove_row}</Button>
        </div>
      ))}
      <div className="row"><Button onClick={() => change([...rows, { name: '', groups: [], from: '07:00', until: '17:00', max_volume: 40 }])}>{w.add_area}</Button></div>
    </>
  )
}
