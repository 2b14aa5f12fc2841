// An item sent to the commune: the slots that fit before its deadline; one press airs it there.
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { order_key, post } from '../../api/client'
import type { InboxEntry, Saved, Slot } from '../../api/shapes'
import { useWords } from '../../words/station'
import { stale, useAsked } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { useUndo } from '../undo'
import { moment, today_civil } from '../zone'

export function OfferSlots({ entry }: { entry: InboxEntry }) {
  const words = useWords()
  const { inbox: w } = words
  const say = useSay()
  const undo = useUndo()
  const { message } = App.useApp()
  const may_write = useMay('items.write')
  const [all, set_all] = useState(false)
  const [declining, set_declining] = useState(false)
  const [reason, set_reason] = useState('')
  const [key] = useState(order_key)
  const offer = entry.link?.['offer'] ?? ''
  const more = useAsked<{ slots: Slot[] }>(`/offers/${offer}/slots`, { unit: entry.unit }, { enabled: all && offer !== '' })
  const slots = (all ? more.data?.slots : undefined) ?? entry.slots ?? []
  const answer = async (body: Record<string, string>) => {
    try {
      const saved = await post<Saved | null>(`/offers/${offer}/answer`, { unit: entry.unit, ...body }, { order_key: key })
      if (saved?.change) undo.offer(saved, w.accepted)
      else void message.success(w.declined)
      await stale('/inbox', '/occurrences', '/items', '/today')
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  if (!may_write) return null
  return (
    <div className="stack">
      {slots.length === 0 ? <p className="soft">{w.no_slots}</p> : <p className="soft small">{w.slots}</p>}
      <div className="row">
        {slots.map((slot, i) => <Button key={slot.start} type={i === 0 ? 'primary' : 'default'} onClick={() => void answer({ answer: 'accept', start: slot.start })}>{w.accept(moment(slot.start, words, today_civil()))}</Button>)}
        {!all && slots.length > 0 && <Button type="link" onClick={() => set_all(true)}>{w.more_slots}</Button>}
        {!declining && <Button onClick={() => set_declining(true)}>{w.decline}</Button>}
      </div>
      {declining && (
        <div className="row">
          <Input className="grow" autoFocus aria-label={w.decline_reason} placeholder={w.decline_reason} value={reason} maxLength={500} onChange={(event) => set_reason(event.target.value)} />
          <Button danger disabled={!reason.trim()} onClick={() => void answer({ answer: 'decline', reason: reason.trim() })}>{w.decline}</Button>
        </div>
      )}
    </div>
  )
}
