// Lịch phát: the week's answer first; day, week or month; everything that changes it opens beside it.
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Days } from '../../api/shapes'
import { add_days, monday_of, month_grid, next_month, short_day } from '../../format/civil'
import { week_sums } from '../../state/week_view'
import { useWords } from '../../words/station'
import { useNarrow } from '../frame'
import { Loaded } from '../loaded'
import { usePlace } from '../place'
import { useAsked } from '../queries'
import { useMay } from '../shell/session_context'
import { civil_at, today_civil } from '../zone'
import { BulkDrawer } from './bulk_drawer'
import { CopyWeekDialog } from './copy_week'
import { DayColumn, HourScale } from './day_column'
import { FilesDialog } from './files_dialog'
import { ItemDrawer } from './item_drawer'
import { DayHead, DayLists } from './lists'
import { MonthGrid } from './month_grid'
import { WeekBands, WeekList } from './week'

type View = 'day' | 'week' | 'month'
const kViewKey = 'xem'
const kDayKey = 'ngay'
const kItemKey = 'muc'
const kNew = 'moi'
const kEveryMs = 30_000

function span_of(view: View, day: string): { from: string; days: number } {
  if (view === 'day') return { from: day, days: 1 }
  return view === 'week' ? { from: monday_of(day), days: 7 } : month_grid(day)
}

function step_of(view: View, day: string, way: 1 | -1): string {
  if (view === 'month') return next_month(day, way)
  return add_days(day, way * (view === 'day' ? 1 : 7))
}

function useView() {
  const [search, set_search] = useSearchParams()
  const set = (change: Record<string, string | null>) => {
    const query = new URLSearchParams(search)
    for (const [name, value] of Object.entries(change)) {
      if (value === null) query.delete(name)
      else query.set(name, value)
    }
    set_search(query, { replace: true })
  }
  const kept = search.get(kViewKey)
  const view: View = kept === 'day' || kept === 'month' ? kept : 'week'
  const typed = search.get(kDayKey) ?? ''
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : today_civil()
  return { view, day, item: search.get(kItemKey), programme: search.get('chuong-trinh'), set }
}

export default function SchedulePage() {
  const words = useWords()
  const { schedule: w } = words
  const { view, day, item, programme, set } = useView()
  const { unit } = usePlace()
  const [side, set_side] = useState<'copy' | 'bulk' | 'files' | null>(null)
  const may_write = useMay('items.write')
  const span = span_of(view, day)
  const days = useAsked<Days>('/occurrences', { unit, from: span.from, days: span.days }, { every_ms: kEveryMs })
  const open = (id: string) => set({ [kItemKey]: id })
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        {may_write && (
          <>
            <Button type="primary" onClick={() => open(kNew)}>{w.add}</Button>
            <Button onClick={() => set_side('copy')}>{w.copy_week}</Button>
            <Button onClick={() => set_side('bulk')}>{w.bulk}</Button>
            <Button onClick={() => set_side('files')}>{w.files}</Button>
          </>
        )}
      </div>
      <div className="row gap-below">
        <Segmented<View> aria-label={w.view} value={view} onChange={(next) => set({ [kViewKey]: next })} options={[{ value: 'day', label: w.day }, { value: 'week', label: w.week }, { value: 'month', label: w.month }]} />
        <Button onClick={() => set({ [kDayKey]: step_of(view, day, -1) })} aria-label={w.before}>‹</Button>
        <Button onClick={() => set({ [kDayKey]: null })}>{w.today}</Button>
        <Button onClick={() => set({ [kDayKey]: step_of(view, day, 1) })} aria-label={w.after}>›</Button>
        <strong>{view === 'month' ? w.month_shown(day.slice(5, 7), day.slice(0, 4)) : w.shown(short_day(span.from), short_day(add_days(span.from, span.days - 1)))}</strong>
      </div>
      <Loaded query={days} rows={8}>{(found) => <Shown {...{ found, view, open }} open_day={(next) => set({ [kViewKey]: 'day', [kDayKey]: next })} month={day.slice(0, 7)} copy={may_write ? () => set_side('copy') : null} />}</Loaded>
      {item && <ItemDrawer key={item} item={item === kNew ? null : item} day={day < today_civil() ? today_civil() : day} programme={programme} close={() => set({ [kItemKey]: null, 'chuong-trinh': null })} />}
      {side === 'bulk' && <BulkDrawer close={() => set_side(null)} />}
      {side === 'copy' && <CopyWeekDialog monday={monday_of(day)} close={() => set_side(null)} />}
      {side === 'files' && <FilesDialog close={() => set_side(null)} />}
    </>
  )
}

interface ShownProps {
  found: Days
  view: View
  open: (item: string) => void
  open_day: (day: string) => void
  month: string
  copy: (() => void) | null
}

function Shown({ found, view, open, open_day, month, copy }: ShownProps) {
  const { schedule: w } = useWords()
  const narrow = useNarrow()
  const now = civil_at(Date.now())
  const sums = week_sums(found.days)
  const first = found.days[0]
  return (
    <>
      {view === 'week' && (
        <p className={`answer ${sums.trouble > 0 ? 'is-fault' : 'is-plain'}`}>
          {sums.airings === 0 ? w.summary_none : w.summary(sums.airings, sums.minutes, sums.trouble)}
        </p>
      )}
      {view === 'week' && sums.airings === 0 && copy && <div className="empty-note"><p>{w.empty}</p><Button type="primary" onClick={copy}>{w.copy_week}</Button></div>}
      {view === 'week' && (narrow ? <WeekList days={found.days} {...{ open, open_day }} /> : <WeekBands days={found.days} {...{ now, open, open_day }} />)}
      {view === 'month' && <MonthGrid days={found.days} {...{ month, open_day }} />}
      {view === 'day' && first && (
        <div className="day-view">
          <section className="card"><DayHead day={first} /><DayLists day={first} open={open} /></section>
          <section className="card"><h2>{w.band}</h2><div className="one-band"><HourScale /><DayColumn day={first} {...{ now, open }} /></div></section>
        </div>
      )}
    </>
  )
}
