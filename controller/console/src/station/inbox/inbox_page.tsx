// Hộp việc: what waits for me, most urgent first, each with the press that settles it.
import { App, Button, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { post } from '../../api/client'
import type { Inbox, InboxEntry } from '../../api/shapes'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { usePlace } from '../place'
import { stale, useAsked } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { moment_at, today_civil } from '../zone'
import { OfferSlots } from './offer_slots'

type State = 'open' | 'done' | 'dismissed'
const kStateKey = 'tinh-trang'
const kEveryMs = 30_000
const kPage = 50

export default function InboxPage() {
  const { inbox: w } = useWords()
  const { unit } = usePlace()
  const [search, set_search] = useSearchParams()
  const kept = search.get(kStateKey)
  const state: State = kept === 'done' || kept === 'dismissed' ? kept : 'open'
  const inbox = useAsked<Inbox>('/inbox', { unit, state, limit: 200 }, { every_ms: kEveryMs })
  const choose = (next: State) => {
    const query = new URLSearchParams(search)
    query.set(kStateKey, next)
    set_search(query, { replace: true })
  }
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <Segmented<State> value={state} onChange={choose} options={(['open', 'done', 'dismissed'] as const).map((value) => ({ value, label: w.states[value] ?? value }))} />
      </div>
      <Loaded query={inbox}>{(found) => <Entries found={found} state={state} />}</Loaded>
    </>
  )
}

function Entries({ found, state }: { found: Inbox; state: State }) {
  const words = useWords()
  const { inbox: w } = words
  const [limit, set_limit] = useState(kPage)
  return (
    <>
      {state === 'open' && <p className={`answer ${found.count.urgent > 0 ? 'is-fault' : 'is-plain'}`}>{w.sentence(found.count.open, found.count.urgent)}</p>}
      {found.entries.length === 0 && <p className="empty-note">{w.empty}</p>}
      <div className="stack">{found.entries.slice(0, limit).map((entry) => <Entry key={entry.key} entry={entry} />)}</div>
      {found.entries.length > limit && <Button className="list-gap" onClick={() => set_limit(limit + kPage)}>{words.shell.more_rows(found.entries.length - limit)}</Button>}
    </>
  )
}

function Entry({ entry }: { entry: InboxEntry }) {
  const words = useWords()
  const { inbox: w } = words
  const say = useSay()
  const late = entry.deadline ? Date.parse(entry.deadline) < Date.now() : false
  const due = entry.deadline ? moment_at(entry.deadline, words, today_civil()) : ''
  return (
    <article className="card entry">
      <p className="row">
        <span className="chip is-accent">{w.kinds[entry.kind]}</span>
        {entry.urgent && <span className="chip is-fault">{w.urgent}</span>}
        {due && <b className={late ? 'bad-text' : ''}>{late ? w.overdue(due) : w.deadline(due)}</b>}
        <span className="soft small">{entry.unit_name}</span>
      </p>
      <p className="entry-text">{say.told(entry)}</p>
      {entry.state === 'open' && entry.kind === 'offer' && <OfferSlots entry={entry} />}
      {entry.state === 'open' ? <EntryButtons entry={entry} /> : entry.reason && <p className="soft small">{w.closed_by(entry.closed_by ?? '', entry.reason)}</p>}
    </article>
  )
}

function target_of(entry: InboxEntry): { path: string; kind: 'programme' | 'item' | 'today' } {
  const link = entry.link ?? {}
  const draft = link['draft'] ?? link['programme']
  if (entry.kind !== 'fault' && draft) return { path: `/chuong-trinh/${draft}`, kind: 'programme' }
  if (link['item']) return { path: `/lich-phat?muc=${link['item']}`, kind: 'item' }
  return { path: `/ban-truc?xa=${entry.unit}`, kind: 'today' }
}

function EntryButtons({ entry }: { entry: InboxEntry }) {
  const { inbox: w } = useWords()
  const navigate = useNavigate()
  const [closing, set_closing] = useState<'done' | 'dismissed' | null>(null)
  const target = target_of(entry)
  const names = { programme: w.open_programme, item: w.open_item, today: w.open_today }
  return (
    <div className="row">
      {entry.kind === 'signature' ? <Button type="primary" onClick={() => navigate('/khoang-lang')}>{w.open_sign}</Button> : entry.kind !== 'offer' && <Button type="primary" onClick={() => navigate(target.path)}>{names[target.kind]}</Button>}
      {entry.kind !== 'offer' && <Button onClick={() => set_closing('done')}>{w.close}</Button>}
      <Button type="text" onClick={() => set_closing('dismissed')}>{w.dismiss}</Button>
      {closing && <CloseDialog entry={entry} state={closing} close={() => set_closing(null)} />}
    </div>
  )
}

function CloseDialog({ entry, state, close }: { entry: InboxEntry; state: 'done' | 'dismissed'; close: () => void }) {
  const { inbox: w, shell } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const may_answer = useMay('inbox.read')
  const [reason, set_reason] = useState('')
  const go = async () => {
    try {
      await post(`/inbox/${encodeURIComponent(entry.key)}/close`, { state, reason: reason.trim() })
      void message.success(w.closed)
      await stale('/inbox')
      close()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <Modal open onCancel={close} title={state === 'done' ? w.close : w.dismiss} okText={state === 'done' ? w.close : w.dismiss} cancelText={shell.cancel} onOk={() => void go()} okButtonProps={{ disabled: !reason.trim() || !may_answer }}>
      <label htmlFor="close-reason">{w.reason}</label>
      <Input id="close-reason" autoFocus value={reason} maxLength={500} onChange={(event) => set_reason(event.target.value)} onPressEnter={() => reason.trim() && void go()} />
    </Modal>
  )
}
