// Khoảng lặng: mute an area until a date; what falls silent is shown before it is asked for, and it holds once signed.
import { App, Button, Drawer, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api/client'
import type { QuietOrder, QuietPreview, QuietSpell, QuietToSign, ToSign } from '../../api/shapes'
import { add_days, full_day, time_of } from '../../format/civil'
import { useWords } from '../../words/station'
import { useNarrow } from '../frame'
import { Loaded } from '../loaded'
import { Mark, type Shade } from '../mark'
import { kFoldedFilter, unit_options, usePlace, useUnits } from '../place'
import { stale, useAsked } from '../queries'
import { useSay } from '../say'
import { DayField, TimeField } from '../day_field'
import { Field } from '../schedule/item_fields'
import { useSettled } from '../schedule/targets'
import { useMay } from '../shell/session_context'
import { ToBeSigned } from '../sign_link'
import { useDraft } from '../use_draft'
import { civil_at, instant_of, today_civil } from '../zone'

export default function QuietPage() {
  const { quiet: w } = useWords()
  const { unit } = usePlace()
  const may_write = useMay('quiet.write')
  const spells = useAsked<{ spells: QuietSpell[] }>('/quiet-spells', { unit }, { every_ms: 30_000 })
  const [adding, add] = useState(false)
  const [signing, sign] = useState<ToSign | null>(null)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        {may_write && <Button type="primary" onClick={() => add(true)}>{w.add}</Button>}
      </div>
      <Loaded query={spells}>{(found) => <Spells spells={found.spells} sign={sign} />}</Loaded>
      {adding && <QuietForm close={() => add(false)} sign={(to_sign) => { add(false); sign(to_sign) }} />}
      <Modal open={signing !== null} onCancel={() => sign(null)} footer={null} title={w.to_sign}>{signing && <ToBeSigned key={signing.version} to_sign={signing} />}</Modal>
    </>
  )
}

const kShades: Record<QuietSpell['state'], Shade> = { waiting: 'unknown', coming: 'playing', running: 'ready' }

function Spells({ spells, sign }: { spells: QuietSpell[]; sign: (to_sign: ToSign) => void }) {
  const { quiet: w } = useWords()
  const running = spells.filter((one) => one.state === 'running').length
  return (
    <>
      <p className="answer is-plain">{w.sentence(running, spells.length - running)}</p>
      {spells.length === 0 && <p className="empty-note">{w.empty}</p>}
      <div className="stack">{spells.map((spell) => <Spell key={spell.id} {...{ spell, sign }} />)}</div>
    </>
  )
}

const whole = (instant: string): string => { const civil = civil_at(instant); return `${time_of(civil)} ${full_day(civil.slice(0, 10))}` }

function Spell({ spell, sign }: { spell: QuietSpell; sign: (to_sign: ToSign) => void }) {
  const { quiet: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const may_write = useMay('quiet.write')
  const [ending, end] = useState(false)
  const link = () => post<ToSign>(`/quiet-spells/${encodeURIComponent(spell.id)}/sign`).then(sign, (error) => void message.error(say.error(error), 8))
  return (
    <article className="card entry">
      <p className="row"><Mark shade={kShades[spell.state]} sign={spell.state === 'running' ? 'stop' : 'waiting'} word={w.states[spell.state] ?? ''} /> <strong>{spell.unit_name}</strong> <span className="chip">{w.kinds[spell.kind ?? 'other']}</span></p>
      <p>{spell.reason}</p>
      <p className="soft">{whole(spell.from)} – {whole(spell.until)}{spell.by && ` · ${spell.by}`}</p>
      {may_write && (
        <div className="row">
          {spell.state === 'waiting' && <Button type="primary" onClick={() => void link()}>{w.sign}</Button>}
          <Button onClick={() => end(true)}>{spell.state === 'waiting' ? w.take_back : w.end}</Button>
        </div>
      )}
      {ending && <EndDialog spell={spell} close={() => end(false)} sign={sign} />}
    </article>
  )
}

function EndDialog({ spell, close, sign }: { spell: QuietSpell; close: () => void; sign: (to_sign: ToSign) => void }) {
  const { quiet: w, shell } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const [reason, set_reason] = useState('')
  const go = async () => {
    try {
      const to_sign = await post<ToSign | null>(`/quiet-spells/${encodeURIComponent(spell.id)}/end`, { reason: reason.trim() })
      if (to_sign) sign(to_sign)
      else void message.success(w.ended)
      await stale('/quiet-spells', '/today', '/occurrences')
      close()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <Modal open onCancel={close} title={spell.state === 'waiting' ? w.take_back : w.end} okText={spell.state === 'waiting' ? w.take_back : w.end} cancelText={shell.cancel} okButtonProps={{ disabled: !reason.trim() }} onOk={() => void go()}>
      <label htmlFor="end-reason">{w.end_reason}</label>
      <Input id="end-reason" autoFocus value={reason} maxLength={300} onChange={(event) => set_reason(event.target.value)} />
    </Modal>
  )
}

interface Form {
  unit: string
  kind: NonNullable<QuietOrder['kind']>
  reason: string
  from_day: string
  from_time: string
  until_day: string
  until_time: string
}

const order_of = (form: Form): QuietOrder => ({ unit: form.unit, kind: form.kind, reason: form.reason.trim(), from: instant_of(`${form.from_day}T${form.from_time}`), until: instant_of(`${form.until_day}T${form.until_time}`) })

function QuietForm({ close, sign }: { close: () => void; sign: (to_sign: ToSign) => void }) {
  const words = useWords()
  const { quiet: w } = words
  const say = useSay()
  const { message } = App.useApp()
  const narrow = useNarrow()
  const units = useUnits()
  const { unit } = usePlace()
  const now = civil_at(Date.now())
  const { value: form, set, clear } = useDraft<Form>('quiet', { unit: unit ?? '', kind: 'funeral', reason: '', from_day: today_civil(), from_time: time_of(now), until_day: add_days(today_civil(), 2), until_time: '18:00' })
  const backwards = `${form.until_day}T${form.until_time}` <= `${form.from_day}T${form.from_time}`
  const ready = Boolean(form.unit && form.reason.trim() && !backwards)
  const order = useSettled(ready ? JSON.stringify(order_of(form)) : '', 400)
  const preview = useQuery({ queryKey: ['quiet-preview', order], queryFn: () => post<QuietPreview>('/quiet-spells/preview', JSON.parse(order)), enabled: order !== '', gcTime: 0, retry: false })
  const go = async () => {
    try {
      const made = await post<QuietToSign>('/quiet-spells', order_of(form))
      clear()
      await stale('/quiet-spells', '/inbox')
      sign(made.to_sign)
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  return (
    <Drawer open onClose={close} width={narrow ? '100%' : 520} title={w.add}>
      <div className="stack">
        <Field id="q-unit" label={w.where}><Select id="q-unit" optionLabelProp="title" showSearch filterOption={kFoldedFilter} value={form.unit || null} options={unit_options(units)} onChange={(value) => set({ unit: value ?? '' })} /></Field>
        <Field id="q-kind" label={w.kind}><Select id="q-kind" value={form.kind} options={Object.entries(w.kinds).map(([value, label]) => ({ value: value as Form['kind'], label }))} onChange={(kind) => set({ kind })} /></Field>
        <Field id="q-reason" label={w.reason}><Input id="q-reason" value={form.reason} maxLength={300} onChange={(event) => set({ reason: event.target.value })} /></Field>
        <div className="fields">
          <Field id="q-from" label={w.from}><DayField id="q-from" value={form.from_day} change={(from_day) => set({ from_day })} /><TimeField label={`${w.from}: ${words.item.time}`} value={form.from_time} change={(from_time) => set({ from_time })} /></Field>
          <Field id="q-until" label={w.until} bad={backwards && w.end_before}><DayField id="q-until" value={form.until_day} least={form.from_day} change={(until_day) => set({ until_day })} /><TimeField label={`${w.until}: ${words.item.time}`} value={form.until_time} change={(until_time) => set({ until_time })} /></Field>
        </div>
        {ready && preview.error && <p className="say is-fault" role="alert">{say.error(preview.error)}</p>}
        {ready && preview.data && <Consequence preview={preview.data} until={`${form.until_time} ${full_day(form.until_day)}`} />}
        <Button type="primary" block disabled={!ready} onClick={() => void go()}>{w.go}</Button>
      </div>
    </Drawer>
  )
}

function Consequence({ preview, until }: { preview: QuietPreview; until: string }) {
  const { quiet: w } = useWords()
  const silenced = preview.silenced_total ?? preview.silenced.length
  return (
    <div className="say stack" aria-live="polite">
      <p>{w.say(preview.unit_name ?? '', until, preview.clusters, silenced)}</p>
      {preview.already_quiet && <p>{w.already}</p>}
      {preview.silenced.length > 0 && <ul className="preview">{preview.silenced.slice(0, 10).map((one) => <li key={one.occurrence}><b>{whole(one.start)}</b> {one.title}</li>)}</ul>}
    </div>
  )
}
