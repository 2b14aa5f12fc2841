// One item of the schedule: new, changed, confirmed by a second person, or only looked at. It is checked as it is typed.
import { App, Button, Drawer, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call_tagged, order_key, post, put, Refused, remove } from '../../api/client'
import type { Item, Saved } from '../../api/shapes'
import { blank_item, form_of, missing_of, order_of, type ItemForm } from '../../state/item_form'
import { useWords } from '../../words/station'
import { useNarrow } from '../frame'
import { Loaded } from '../loaded'
import { usePlace } from '../place'
import { stale } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { useDraft } from '../use_draft'
import { useUndo } from '../undo'
import { Checked, useCheck } from './checked'
import { ItemFields } from './item_fields'
import { SecondPerson } from './second_person'

interface Props {
  item: string | null
  day: string
  programme: string | null
  close: () => void
}

export function ItemDrawer({ item, day, programme, close }: Props) {
  const words = useWords()
  const narrow = useNarrow()
  const found = useQuery({ queryKey: ['/items', item], queryFn: () => call_tagged<Item>(`/items/${item}`), enabled: item !== null })
  const { unit } = usePlace()
  return (
    <Drawer open onClose={close} width={narrow ? '100%' : 560} title={item ? words.item.edit_title : words.item.new_title} className="item-drawer">
      {item === null ? <Editor initial={{ ...blank_item(day, unit), programme: programme ?? '' }} before={null} etag={null} close={close} /> : <Loaded query={found}>{(tagged) => <Editor key={tagged.etag ?? tagged.value.revision} initial={form_of(tagged.value)} before={tagged.value} etag={tagged.etag} close={close} />}</Loaded>}
    </Drawer>
  )
}

interface EditorProps {
  initial: ItemForm
  before: Item | null
  etag: string | null
  close: () => void
}

function Editor({ initial, before, etag, close }: EditorProps) {
  const words = useWords()
  const may_write = useMay('items.write')
  const draft = useDraft<ItemForm>(before ? `item.${before.id}.${before.revision}` : 'item.new', initial)
  useEffect(() => {
    if (!before && initial.programme && draft.value.programme !== initial.programme) draft.set({ programme: initial.programme })
    // Only what the address asked for at opening is taken over.
  }, [])
  const [tried, set_tried] = useState(false)
  const locked = !may_write || (before !== null && !before.movable)
  const check = useCheck(draft.value, before?.id ?? null, !locked)
  const save = useSave({ draft: draft.value, before, etag, done: () => { draft.clear(); close() } })
  const missing = missing_of(draft.value)
  const blocked = (check.data?.conflicts.length ?? 0) > 0
  const go = () => {
    set_tried(true)
    if (missing.length === 0 && !blocked) void save.go()
  }
  return (
    <div className="stack">
      {locked && before && <p className="say">{words.item.locked}</p>}
      {before?.state === 'waiting' && <SecondPerson item={before} done={close} />}
      <ItemFields form={draft.value} set={draft.set} missing={tried ? missing : []} disabled={locked} />
      <Checked form={draft.value} check={check} set={draft.set} />
      {!locked && (
        <div className="drawer-foot">
          <Button type="primary" loading={save.busy} onClick={go} disabled={tried && (missing.length > 0 || blocked)} block>{check.data?.second_person ? words.item.save_waiting : words.item.save}</Button>
          <div className="row">
            {draft.dirty && <span className="small soft">{draft.kept ? words.shell.draft_kept : words.shell.draft_not_kept}</span>}
            {draft.dirty && <Button type="link" onClick={draft.clear}>{words.shell.start_over}</Button>}
            {before && <RemoveButton item={before} etag={etag} close={close} />}
          </div>
        </div>
      )}
    </div>
  )
}

function RemoveButton({ item, etag, close }: { item: Item; etag: string | null; close: () => void }) {
  const words = useWords()
  const say = useSay()
  const undo = useUndo()
  const { message } = App.useApp()
  const go = async () => {
    try {
      undo.offer(await remove<Saved>(`/items/${item.id}`, etag ? { if_match: etag } : {}), words.item.removed)
      await stale('/occurrences', '/items', '/today', '/readiness')
      close()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return <span className="row-end"><Popconfirm title={words.item.remove} description={item.title} onConfirm={() => void go()} okText={words.item.remove} cancelText={words.shell.cancel}><Button danger>{words.item.remove}</Button></Popconfirm></span>
}

function useSave({ draft, before, etag, done }: { draft: ItemForm; before: Item | null; etag: string | null; done: () => void }) {
  const words = useWords()
  const say = useSay()
  const undo = useUndo()
  const { message } = App.useApp()
  const [busy, set_busy] = useState(false)
  const [key] = useState(order_key)
  const go = async () => {
    set_busy(true)
    try {
      const saved = before ? await put<Saved>(`/items/${before.id}`, order_of(draft), etag ? { if_match: etag } : {}) : await post<Saved>('/items', order_of(draft), { order_key: key })
      undo.offer(saved, saved.state === 'waiting' ? words.item.saved_waiting : words.item.saved)
      await stale('/occurrences', '/items', '/today', '/readiness', '/inbox')
      done()
    } catch (error) {
      if (error instanceof Refused && error.status === 412) {
        void message.warning(words.item.changed_meanwhile)
        await stale('/items')
      } else void message.error(say.error(error))
    } finally {
      set_busy(false)
    }
  }
  return { go, busy }
}
