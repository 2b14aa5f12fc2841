import { Input, InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Days } from '../../api/shapes'
import { typed_time, weekday_of } from '../../format/civil'
import { useWords } from '../../words/station'
import type { ItemForm, Missing, Repeat } from '../../state/item_form'
import { DayField } from '../day_field'
import { useAsked } from '../queries'
import { LunarFields, RelayFields, SeasonFields } from './item_rules'
import { ProgrammeSelect } from './programme_select'
import { TargetSelect } from './targets'

export interface Props {
  form: ItemForm
  set: (change: Partial<ItemForm>) => void
  missing: Missing[]
  disabled: boolean
}

export function Field({ id, label, children, hint, bad }: { id: string; label: string; children: ReactNode; hint?: ReactNode; bad?: string | false | undefined }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {bad ? <span className="bad" role="alert">{bad}</span> : hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}

function useDayWords(day: string): string {
  const words = useWords()
  const found = useAsked<Days>('/occurrences', { from: day, days: 1 }, { enabled: /^\d{4}-\d{2}-\d{2}$/.test(day) })
  const one = found.data?.days[0]
  const parts = [day ? words.long_weekday(weekday_of(day)) : '', one?.lunar ? words.today.lunar(one.lunar.text) : '', one?.holiday ?? '']
  return parts.filter(Boolean).join(' · ')
}

export function ItemFields({ form, set, missing, disabled }: Props) {
  const words = useWords()
  const { item: w } = words
  const [left_time, set_left_time] = useState(false)
  const day_words = useDayWords(form.day)
  const kind = form.rest.kind ?? 'programme'
  const bad_time = form.time !== '' && left_time && !typed_time(form.time)
  return (
    <>
      <Field id="item-kind" label={w.what}>
        <Select id="item-kind" value={kind} disabled={disabled} onChange={(next) => set({ rest: { ...form.rest, kind: next } })} options={Object.entries(w.kinds).filter(([value]) => value === kind || value === 'programme' || value === 'relay').map(([value, label]) => ({ value: value as typeof kind, label }))} />
      </Field>
      {kind === 'programme' && (
        <Field id="item-programme" label={w.programme} bad={missing.includes('programme') && w.missing.programme}>
          <ProgrammeSelect id="item-programme" value={form.programme} change={(programme) => set({ programme })} disabled={disabled} />
        </Field>
      )}
      {kind === 'relay' && <RelayFields {...{ form, set, missing, disabled }} />}
      <Field id="item-where" label={w.where} bad={missing.includes('where') && w.missing.where}>
        <TargetSelect id="item-where" where={form.where} change={(where) => set({ where })} disabled={disabled} />
      </Field>
      <div className="fields">
        <Field id="item-day" label={w.day} hint={day_words}>
          <DayField id="item-day" value={form.day} disabled={disabled} change={(day) => set({ day, replace: [] })} />
        </Field>
        <Field id="item-time" label={w.time} bad={bad_time ? w.time_bad : missing.includes('time') && w.missing.time}>
          <Input id="item-time" inputMode="numeric" placeholder="05:30" autoComplete="off" value={form.time} disabled={disabled} onChange={(event) => set({ time: event.target.value, replace: [] })} onBlur={() => { set_left_time(true); const time = typed_time(form.time); if (time && time !== form.time) set({ time }) }} />
        </Field>
        <Field id="item-repeat" label={w.repeat}>
          <Select<Repeat> id="item-repeat" value={form.repeat} disabled={disabled} onChange={(repeat) => set({ repeat })} options={Object.entries(w.repeats).filter(([value]) => value !== 'other' || form.repeat === 'other').map(([value, label]) => ({ value: value as Repeat, label }))} />
        </Field>
        {form.repeat === 'lunar' && <LunarFields {...{ form, set, missing, disabled }} />}
        {form.repeat !== 'once' && form.repeat !== 'other' && (
          <Field id="item-until" label={w.until} hint={w.until_hint}>
            <DayField id="item-until" least={form.day} value={form.until} disabled={disabled} may_clear change={(until) => set({ until })} />
          </Field>
        )}
        <Field id="item-volume" label={w.volume}>
          <InputNumber id="item-volume" min={0} max={100} step={5} value={form.volume} disabled={disabled} onChange={(volume) => set({ volume: volume ?? 0 })} />
        </Field>
        <Field id="item-class" label={w.class}>
          <Select id="item-class" value={form.class} disabled={disabled} onChange={(value) => set({ class: value })} options={(['normal', 'priority'] as const).map((value) => ({ value, label: w.classes[value] ?? value }))} />
        </Field>
      </div>
      {form.repeat !== 'once' && <SeasonFields {...{ form, set, missing, disabled }} />}
    </>
  )
}
