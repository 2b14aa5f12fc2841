import { App, Button, Checkbox, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { post, put, remove } from '../../api/client'
import type { DayWindow, PolicyDraft, Regulation, ToSign, Units } from '../../api/shapes'
import { as_regulation, kUsualRegulation, wrong_with } from '../../state/policy_form'
import { add_days } from '../../format/civil'
import { useWords } from '../../words/station'
import { Mark } from '../mark'
import { stale, useAsked } from '../queries'
import { useSay } from '../say'
import { DayField, TimeField } from '../day_field'
import { Field } from '../schedule/item_fields'
import { ToBeSigned } from '../sign_link'
import { useDraft } from '../use_draft'
import { today_civil } from '../zone'
import { AreaRows, BandRows } from './limit_rows'

interface Props {
  unit: string
  close: () => void
  before: Regulation | undefined
}

export function PolicyEditor({ unit, close, before }: Props) {
  const words = useWords()
  const { policy: w } = words
  const say = useSay()
  const { message } = App.useApp()
  const { value: form, set, clear, dirty } = useDraft<Regulation>(`policy.${unit}`, { ...(before ?? kUsualRegulation), number: '', valid_from: add_days(today_civil(), 1) })
  const [checked, set_checked] = useState<PolicyDraft | null>(null)
  const [to_sign, sign] = useState<ToSign | null>(null)
  const wrong = wrong_with(form)
  const known = useAsked<Units>('/units', { unit })
  const change = (next: Partial<Regulation>) => { set(next); set_checked(null); sign(null) }
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  const save = () => attempt(async () => set_checked(await put<PolicyDraft>(`/policy-drafts/${unit}`, as_regulation(form))))
  const publish = () => attempt(async () => { sign(await post<ToSign>(`/policy-drafts/${unit}/publish`)); await stale('/policies', '/inbox') })
  const signed = () => { clear(); void remove(`/policy-drafts/${unit}`).catch(() => undefined) }
  const discard = () => attempt(async () => { clear(); await remove(`/policy-drafts/${unit}`).catch(() => undefined); close() })
  return (
    <section className="card stack gap-below" aria-labelledby="policy-draft">
      <h2 id="policy-draft">{w.draft}</h2>
      <div className="fields">
        <Field id="p-number" label={w.number} bad={dirty && wrong.includes('number') && w.number_missing}><Input id="p-number" value={form.number} maxLength={100} onChange={(event) => change({ number: event.target.value })} /></Field>
        <Field id="p-title" label={w.name}><Input id="p-title" value={form.title ?? ''} maxLength={300} onChange={(event) => change({ title: event.target.value })} /></Field>
        <Field id="p-from" label={w.valid_from}><DayField id="p-from" value={form.valid_from} change={(valid_from) => change({ valid_from })} /></Field>
        <Field id="p-minutes" label={w.per_day}><InputNumber id="p-minutes" min={0} max={1440} placeholder={w.no_limit} value={Math.round((form.max_per_day_ms ?? 0) / 60_000) || null} onChange={(value) => change({ max_per_day_ms: (value ?? 0) * 60_000 })} /></Field>
        <Field id="p-session" label={w.per_session}><InputNumber id="p-session" min={0} max={1440} placeholder={w.no_limit} value={Math.round((form.max_per_session_ms ?? 0) / 60_000) || null} onChange={(value) => change({ max_per_session_ms: (value ?? 0) * 60_000 })} /></Field>
        <Field id="p-airings" label={w.airings}><InputNumber id="p-airings" min={0} max={100} placeholder={w.no_limit} value={form.max_airings_per_day || null} onChange={(value) => change({ max_airings_per_day: value ?? 0 })} /></Field>
        <Field id="p-volume" label={w.max_volume}><InputNumber id="p-volume" min={0} max={100} step={5} value={form.max_volume ?? 100} onChange={(value) => change({ max_volume: value ?? 0 })} /></Field>
      </div>
      <h3>{w.windows}</h3>
      {wrong.includes('window') && <p className="bad-text" role="alert">{w.window_bad}</p>}
      {form.windows.map((one, i) => <WindowRow key={i} window={one} change={(next) => change({ windows: form.windows.map((each, n) => (n === i ? next : each)) })} drop={() => change({ windows: form.windows.filter((_, n) => n !== i) })} />)}
      <div className="row"><Button onClick={() => change({ windows: [...form.windows, { from: '11:00', until: '11:30' }] })}>{w.add_window}</Button></div>
      {wrong.includes('band') && <p className="bad-text" role="alert">{w.window_bad}</p>}
      <BandRows rows={form.volume_bands ?? []} change={(volume_bands) => change({ volume_bands })} />
      {dirty && wrong.includes('area') && <p className="bad-text" role="alert">{w.area_bad}</p>}
      <AreaRows rows={form.sensitive_areas ?? []} change={(sensitive_areas) => change({ sensitive_areas })} groups={known.data?.groups ?? []} />
      {checked && <Verdict draft={checked} />}
      <div className="row">
        {!checked && <Button type="primary" disabled={wrong.length > 0} onClick={() => void save()}>{w.save}</Button>}
        {checked && !to_sign && <Button type="primary" disabled={checked.looser.length > 0} onClick={() => void publish()}>{w.publish}</Button>}
        <Button onClick={() => void discard()}>{w.discard}</Button>
        <Button type="text" onClick={close}>{words.shell.close}</Button>
      </div>
      {to_sign && <ToBeSigned to_sign={to_sign} done={signed} />}
    </section>
  )
}

const kWeek = [1, 2, 3, 4, 5, 6, 7]

function WindowRow({ window: one, change, drop }: { window: DayWindow; change: (next: DayWindow) => void; drop: () => void }) {
  const words = useWords()
  const { policy: w } = words
  const days = one.days && one.days.length > 0 ? one.days : kWeek
  return (
    <div className="row window-row">
      <TimeField label={words.quiet.from} value={one.from} change={(from) => change({ ...one, from })} />
      <span aria-hidden="true">–</span>
      <TimeField label={words.quiet.until} may_close value={one.until} change={(until) => change({ ...one, until })} />
      <Checkbox.Group aria-label={w.days} value={days} onChange={(value) => change({ ...one, days: value as number[] })} options={kWeek.map((day) => ({ value: day, label: words.weekday(day) }))} />
      <Button onClick={drop}>{w.remove_window}</Button>
    </div>
  )
}

/** One rule side by side: what the document above says, what this draft says. */
function Breach({ breach }: { breach: PolicyDraft['looser'][number] }) {
  const { policy: w } = useWords()
  const say = useSay()
  const { field = '', parent_value, child_value, parent_document = '', child_document = '' } = breach.params
  return (
    <div className="breach">
      <p>{say.told(breach)}</p>
      {parent_value !== undefined && child_value !== undefined && (
        <dl className="limits">
          <div><dt>{w.breach_field[field] ?? field}. {w.above_says(parent_document)}</dt><dd>{parent_value}</dd></div>
          <div><dt>{w.breach_field[field] ?? field}. {w.draft_says(child_document)}</dt><dd>{child_value}</dd></div>
        </dl>
      )}
    </div>
  )
}

function Verdict({ draft }: { draft: PolicyDraft }) {
  const { policy: w } = useWords()
  return (
    <div className={draft.looser.length > 0 ? 'say is-fault' : 'say'} aria-live="polite">
      <Mark shade={draft.looser.length > 0 ? 'fault' : 'ready'} word={draft.looser.length > 0 ? w.looser : w.fine} />
      {draft.looser.map((one, i) => <Breach key={i} breach={one} />)}
      {draft.silenced !== undefined && <p>{w.silenced(draft.silenced)}</p>}
    </div>
  )
}
