import { App, Button } from 'antd'
import { useState } from 'react'
import { order_key, post } from '../../api/client'
import type { BulkPreview, Saved } from '../../api/shapes'
import { day_of, short_day, time_of } from '../../format/civil'
import { useWords } from '../../words/station'
import { stale } from '../queries'
import { useSay } from '../say'
import { useUndo } from '../undo'

const kShown = 100

type Side = BulkPreview['items'][number]['before']

export function useApply(said: string, done: () => void) {
  const say = useSay()
  const undo = useUndo()
  const { message } = App.useApp()
  const [busy, set_busy] = useState(false)
  const [key] = useState(order_key)
  const go = async (preview: BulkPreview) => {
    set_busy(true)
    try {
      undo.offer(await post<Saved>(`/schedule-previews/${preview.token}/apply`, {}, { order_key: key }), said)
      await stale('/occurrences', '/items', '/today', '/readiness')
      done()
    } catch (error) {
      void message.error(say.error(error))
    } finally {
      set_busy(false)
    }
  }
  return { go, busy }
}

export function PreviewTable({ preview }: { preview: BulkPreview }) {
  const { bulk: w, shell } = useWords()
  const say = useSay()
  const [limit, set_limit] = useState(kShown)
  const side = (one: Side) => (one?.start ? `${time_of(one.start)} ${short_day(day_of(one.start))}${one.volume === undefined ? '' : ` · ${one.volume}`}` : w.gone)
  return (
    <>
      <ul className="preview">
        {preview.items.slice(0, limit).map((one, i) => (
          <li key={`${one.item}-${i}`}>
            <strong>{one.title}</strong>
            <p className="small"><span className="soft">{w.before}</span> {one.before ? side(one.before) : '–'} → <span className="soft">{w.after}</span> <b>{side(one.after)}</b></p>
            {one.conflicts.map((conflict, n) => <p key={n} className="small bad-text">{say.told(conflict)}</p>)}
          </li>
        ))}
      </ul>
      {preview.items.length > limit && <Button onClick={() => set_limit(limit + 500)}>{shell.more_rows(preview.items.length - limit)}</Button>}
      {(preview.left_out ?? []).length > 0 && (
        <div>
          <h3>{w.left_out}</h3>
          <ul className="preview">{(preview.left_out ?? []).slice(0, kShown).map((one) => <li key={one.item}><strong>{one.title}</strong> <span className="small">{say.told(one.why)}</span></li>)}</ul>
        </div>
      )}
    </>
  )
}
