// What of an item is not everyday: lunar days, seasons, holidays, a relay and its source.
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { said_season, season_text } from '../../state/item_rules'
import { useWords } from '../../words/station'
import { Field, type Props } from './item_fields'

const kDays = Array.from({ length: 30 }, (_, i) => i + 1)
const kMonths = Array.from({ length: 13 }, (_, i) => i)

export function LunarFields({ form, set, missing, disabled }: Props) {
  const { item: w } = useWords()
  const { lunar } = form
  const change = (next: Partial<typeof lunar>) => set({ lunar: { ...lunar, ...next }, replace: [] })
  return (
    <>
      <Field id="item-lunar-days" label={w.lunar_days} bad={missing.includes('lunar') && w.missing.lunar}>
        <Select id="item-lunar-days" mode="multiple" disabled={disabled} value={lunar.days} onChange={(days) => change({ days })} options={[...kDays, -1].map((value) => ({ value, label: w.lunar_day(value) }))} />
      </Field>
      <Field id="item-lunar-month" label={w.lunar_month}>
        <Select id="item-lunar-month" disabled={disabled} value={lunar.month} onChange={(month) => change({ month })} options={kMonths.map((value) => ({ value, label: w.lunar_months[value] ?? '' }))} />
      </Field>
    </>
  )
}

const kHolidays = ['', 'NEVER', 'NEVER=tet', 'ONLY']

export function SeasonFields({ form, set, disabled }: Props) {
  const { item: w } = useWords()
  const { seasons = [], holidays = '' } = form.rest
  const [typed, type] = useState('')
  const put = (next: typeof form.rest) => set({ rest: { ...form.rest, ...next } })
  const season = season_text(typed)
  const add = () => { if (season) { put({ seasons: [...seasons, season] }); type('') } }
  return (
    <div className="fields">
      <Field id="item-season" label={w.seasons} hint={seasons.length === 0 ? w.seasons_hint : undefined} bad={typed !== '' && !season && w.season_bad}>
        {seasons.map((one, i) => <span key={one} className="row">{said_season(one)} {!disabled && <Button size="small" onClick={() => put({ seasons: seasons.filter((_, n) => n !== i) })}>{w.season_drop}</Button>}</span>)}
        {!disabled && <span className="row"><Input id="item-season" placeholder="16/04 – 15/10" value={typed} onChange={(event) => type(event.target.value)} onPressEnter={add} /><Button disabled={!season} onClick={add}>{w.season_add}</Button></span>}
      </Field>
      <Field id="item-holidays" label={w.holidays}>
        <Select id="item-holidays" disabled={disabled} value={holidays} onChange={(value) => put({ holidays: value })} options={[...new Set([...kHolidays, holidays])].map((value) => ({ value, label: w.holiday_rules[value] ?? value }))} />
      </Field>
    </div>
  )
}

const kMinuteMs = 60_000

export function RelayFields({ form, set, missing, disabled }: Props) {
  const { item: w } = useWords()
  const put = (next: typeof form.rest) => set({ rest: { ...form.rest, ...next } })
  const { source = '', duration_ms } = form.rest
  return (
    <>
      <Field id="item-source" label={w.source} hint={w.source_hint} bad={missing.includes('source') && w.missing.source}>
        <Input id="item-source" value={source} maxLength={120} disabled={disabled} onChange={(event) => put({ source: event.target.value.trimStart() })} />
      </Field>
      <div className="fields">
        <Field id="item-title" label={w.note}><Input id="item-title" value={form.title} maxLength={300} disabled={disabled} onChange={(event) => set({ title: event.target.value })} /></Field>
        <Field id="item-minutes" label={w.minutes} bad={missing.includes('minutes') && w.missing.minutes}>
          <InputNumber id="item-minutes" min={1} max={1440} disabled={disabled} value={duration_ms ? Math.round(duration_ms / kMinuteMs) : null} onChange={(value) => (value ? put({ duration_ms: value * kMinuteMs }) : set({ rest: without_length(form.rest) }))} />
        </Field>
      </div>
    </>
  )
}

function without_length<T extends { duration_ms?: number }>({ duration_ms: _, ...rest }: T): Omit<T, 'duration_ms'> {
  return rest
}
