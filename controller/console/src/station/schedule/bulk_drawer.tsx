// Many items at once: say what, see every item before and after, then apply exactly what was seen.
import { App, Button, Drawer, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { post } from '../../api/client'
import type { BulkOrder, BulkPreview } from '../../api/shapes'
import { useWords } from '../../words/station'
import { DayField } from '../day_field'
import { useNarrow } from '../frame'
import { usePlace } from '../place'
import { useSay } from '../say'
import { today_civil } from '../zone'
import { Field } from './item_fields'
import { PreviewTable, useApply } from './preview_table'

type Change = 'shift' | 'volume' | 'skip_day' | 'remove'

export function BulkDrawer({ close }: { close: () => void }) {
  const words = useWords()
  const { bulk: w } = words
  const say = useSay()
  const narrow = useNarrow()
  const { message } = App.useApp()
  const { unit } = usePlace()
  const [change, set_change] = useState<Change>('shift')
  const [minutes, set_minutes] = useState(30)
  const [volume, set_volume] = useState(60)
  const [day, set_day] = useState(today_civil())
  const [preview, set_preview] = useState<BulkPreview | null>(null)
  const look = async () => {
    const order: BulkOrder = { change, ...(unit ? { unit } : {}), ...(change === 'shift' ? { minutes } : change === 'volume' ? { volume } : change === 'skip_day' ? { day } : {}) }
    try {
      set_preview(await post<BulkPreview>('/schedule-previews', order))
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  const edit = <T,>(set: (value: T) => void) => (value: T) => { set(value); set_preview(null) }
  return (
    <Drawer open onClose={close} width={narrow ? '100%' : 640} title={w.title}>
      <div className="stack">
        <Field id="bulk-change" label={w.change}>
          <Select<Change> id="bulk-change" value={change} onChange={edit(set_change)} options={Object.entries(w.changes).map(([value, label]) => ({ value: value as Change, label }))} />
        </Field>
        {change === 'shift' && <Field id="bulk-minutes" label={w.minutes}><InputNumber id="bulk-minutes" min={-720} max={720} step={5} value={minutes} onChange={edit((value: number | null) => set_minutes(value ?? 0))} /></Field>}
        {change === 'volume' && <Field id="bulk-volume" label={w.volume}><InputNumber id="bulk-volume" min={0} max={100} step={5} value={volume} onChange={edit((value: number | null) => set_volume(value ?? 0))} /></Field>}
        {change === 'skip_day' && <Field id="bulk-day" label={w.day}><DayField id="bulk-day" value={day} change={edit(set_day)} /></Field>}
        <Button type={preview ? 'default' : 'primary'} onClick={() => void look()}>{w.preview}</Button>
        {preview && <Previewed preview={preview} close={close} />}
      </div>
    </Drawer>
  )
}

export function Previewed({ preview, close }: { preview: BulkPreview; close: () => void }) {
  const { bulk: w } = useWords()
  const apply = useApply(w.done, close)
  return (
    <>
      {preview.conflicts > 0 && <p className="say is-fault">{w.conflicts(preview.conflicts)}</p>}
      {preview.items.length === 0 && <p className="soft">{w.nothing}</p>}
      {preview.token && preview.items.length > 0 && <Button type="primary" loading={apply.busy} onClick={() => void apply.go(preview)}>{w.apply(preview.items.length)}</Button>}
      <PreviewTable preview={preview} />
    </>
  )
}
