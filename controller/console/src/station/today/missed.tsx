// What was missed and why; "Phát bù" shows the next lawful slot first, and only for the clusters that missed.
import { Alert, App, Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { order_key, post } from '../../api/client'
import type { MakeGood, Missed, Saved } from '../../api/shapes'
import { cut_names } from '../../state/today_view'
import { useWords } from '../../words/station'
import { stale } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { moment, moment_at, today_civil } from '../zone'
import { useUndo } from '../undo'

const kNamesShown = 3

export function MissedList({ missed }: { missed: Missed[] }) {
  const { today: w } = useWords()
  const [chosen, choose] = useState<Missed | null>(null)
  if (missed.length === 0) return <p className="soft">{w.missed_none}</p>
  return (
    <>
      <ul className="airings">{missed.map((one) => <Row key={one.occurrence} missed={one} make_good={() => choose(one)} />)}</ul>
      {chosen && <MakeGoodDialog missed={chosen} close={() => choose(null)} />}
    </>
  )
}

function Row({ missed, make_good }: { missed: Missed; make_good: () => void }) {
  const words = useWords()
  const say = useSay()
  const may_write = useMay('items.write')
  const names = cut_names(missed.clusters.map((one) => one.name), kNamesShown)
  return (
    <li className="airing is-missed">
      <time dateTime={missed.start}>{moment_at(missed.start, words, today_civil())}</time>
      <div className="airing-what">
        <strong>{missed.title}</strong>
        <p className="small soft">{words.clusters(missed.clusters.length)}: {names.shown.join(', ')} {names.more > 0 && words.today.names_more(names.more)}</p>
        {missed.why.map((why) => <p key={why.code} className="small">{say.told(why)}</p>)}
      </div>
      {missed.made_good_by ? <span className="chip is-accent">{words.today.made_good}</span> : missed.can_make_good && may_write && <Button onClick={make_good}>{words.today.make_good}</Button>}
    </li>
  )
}

function MakeGoodDialog({ missed, close }: { missed: Missed; close: () => void }) {
  const words = useWords()
  const say = useSay()
  const undo = useUndo()
  const { message } = App.useApp()
  const [key] = useState(order_key)
  const [busy, set_busy] = useState(false)
  const slot = useQuery({ queryKey: ['make-good', missed.occurrence], queryFn: () => post<MakeGood>('/make-goods/preview', { occurrence: missed.occurrence }), gcTime: 0, retry: false })
  const go = async (found: MakeGood) => {
    set_busy(true)
    try {
      const saved = await post<Saved>('/make-goods', { occurrence: found.occurrence, clusters: found.clusters.map((one) => one.id), start: found.start }, { order_key: key })
      undo.offer(saved, words.today.make_good_done)
      await stale('/today', '/readiness', '/occurrences')
      close()
    } catch (error) {
      void message.error(say.error(error))
    } finally {
      set_busy(false)
    }
  }
  const found = slot.data
  const when = found ? moment(found.start, words, today_civil()) : ''
  const buttons = found ? <Button type="primary" loading={busy} block onClick={() => void go(found)}>{words.today.make_good_go(when)}</Button> : null
  return (
    <Modal open onCancel={close} title={words.today.make_good_title} footer={buttons}>
      {slot.error && <Alert type="warning" showIcon role="alert" message={words.today.cannot_make_good} description={say.error(slot.error)} />}
      {slot.isPending && <><p className="soft">{words.today.asking_slot}</p><Skeleton active title={false} /></>}
      {found && <MakeGoodSay found={found} when={when} />}
    </Modal>
  )
}

function MakeGoodSay({ found, when }: { found: MakeGood; when: string }) {
  const { today: w } = useWords()
  const say = useSay()
  return (
    <div className="stack">
      <p className="say">{w.make_good_say(found.title, when, found.clusters.length)} {found.rule && w.make_good_rule(found.rule)}</p>
      {found.warnings.map((one) => <Alert key={one.code} type="warning" showIcon message={say.told(one)} />)}
      {found.left_out.length > 0 && (
        <div>
          <h3>{w.make_good_left_out}</h3>
          <ul>{found.left_out.map((one) => <li key={one.cluster.id}>{one.cluster.name}: {say.told(one.why)}</li>)}</ul>
        </div>
      )}
    </div>
  )
}
