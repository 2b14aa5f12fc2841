// An unusual time waits for a second person, who is never the one that proposed it; the server holds that.
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { post } from '../../api/client'
import type { Item } from '../../api/shapes'
import { useWords } from '../../words/station'
import { stale } from '../queries'
import { useSay } from '../say'

export function SecondPerson({ item, done }: { item: Item; done: () => void }) {
  const { item: w, inbox } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const [reason, set_reason] = useState('')
  const decide = async (decision: 'confirm' | 'refuse') => {
    if (decision === 'refuse' && !reason.trim()) return void message.warning(inbox.reason_missing)
    try {
      await post(`/items/${item.id}/decide`, { decision, ...(reason ? { reason } : {}) })
      await stale('/occurrences', '/items', '/inbox', '/today', '/readiness')
      done()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <div className="say stack">
      <p>{w.second}</p>
      <Input value={reason} onChange={(event) => set_reason(event.target.value)} placeholder={w.refuse_reason} aria-label={w.refuse_reason} maxLength={500} />
      <div className="row">
        <Button type="primary" onClick={() => void decide('confirm')}>{w.confirm}</Button>
        <Button danger onClick={() => void decide('refuse')}>{w.refuse}</Button>
      </div>
    </div>
  )
}
