// A schedule as a file: out as YAML or iCalendar, in with every conflict shown before anything is saved.
import { App, Button, Modal } from 'antd'
import { useState, type ChangeEvent } from 'react'
import { address_of, call, order_key } from '../../api/client'
import { useWords } from '../../words/station'
import { usePlace } from '../place'
import { stale } from '../queries'
import { useSay } from '../say'

interface Row {
  title: string
  start: string
  conflicts: { text_vi: string; text_en: string }[]
}

interface Chosen {
  name: string
  text: string
  rows: Row[]
}

const type_of = (name: string): string => (name.toLowerCase().endsWith('.ics') ? 'text/calendar' : 'application/yaml')

export function FilesDialog({ close }: { close: () => void }) {
  const { files: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const { unit } = usePlace()
  const [chosen, choose] = useState<Chosen | null>(null)
  const [key] = useState(order_key)
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (!file) return
    try {
      const text = await file.text()
      const found = await call<{ items: Row[] }>('/schedules/check', { method: 'POST', query: { name: file.name }, raw: text, raw_type: type_of(file.name) })
      choose({ name: file.name, text, rows: found.items })
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  const take = async (file: Chosen) => {
    try {
      await call('/schedules', { method: 'POST', query: { name: file.name }, raw: file.text, raw_type: type_of(file.name), order_key: key })
      void message.success(w.done)
      await stale('/occurrences', '/items', '/today', '/readiness')
      close()
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  return (
    <Modal open onCancel={close} footer={null} title={w.title}>
      <h3>{w.export}</h3>
      <div className="row gap-below">
        <Button href={address_of('/schedules/export', { unit, format: 'yaml' })} download>{w.yaml}</Button>
        <Button href={address_of('/schedules/export', { unit, format: 'ics' })} download>{w.ics}</Button>
      </div>
      <h3>{w.import}</h3>
      <label className="file-choice">{w.choose}<input type="file" accept=".yaml,.yml,.ics" onChange={(event) => void read(event)} /></label>
      {chosen && (
        <div className="stack">
          <p className="say">{w.found(chosen.rows.length)}</p>
          <ul className="preview">
            {chosen.rows.slice(0, 100).map((row, i) => <li key={i}><strong>{row.title}</strong> <span className="small">{row.start.replace('T', ' ')} · {row.conflicts.length > 0 ? w.conflicts(row.conflicts.length) : w.fine}</span>{row.conflicts.map((one, n) => <p key={n} className="small bad-text">{say.told(one)}</p>)}</li>)}
          </ul>
          <Button type="primary" disabled={chosen.rows.some((row) => row.conflicts.length > 0)} onClick={() => void take(chosen)}>{w.import_go(chosen.rows.length)}</Button>
        </div>
      )}
    </Modal>
  )
}
