import { short_day, weekday_of } from '../../format/civil'
import type { Day } from '../../api/shapes'
import { useWords } from '../../words/station'
import { DayColumn, HourScale } from './day_column'
import { DayHead, DayLists } from './lists'

interface Props {
  days: Day[]
  open: (item: string) => void
  open_day: (day: string) => void
}

export function WeekBands({ days, now, open, open_day }: Props & { now: string }) {
  const words = useWords()
  const has_quiet = days.some((day) => day.windows)
  return (
    <section className="card week">
      <div className="week-heads">
        <span />
        {days.map((day) => (
          <button key={day.day} type="button" className={day.day === now.slice(0, 10) ? 'week-head is-today' : 'week-head'} onClick={() => open_day(day.day)}>
            <b>{words.weekday(weekday_of(day.day))} {short_day(day.day)}</b>
            <span className="small soft">{day.lunar?.text ?? ''}</span>
          </button>
        ))}
      </div>
      <div className="week-bands">
        <HourScale />
        {days.map((day) => <DayColumn key={day.day} {...{ day, now, open }} />)}
      </div>
      <p className="small soft week-key"><span className="band-swatch" /> {has_quiet ? words.schedule.quiet_hours : words.schedule.quiet_none}</p>
    </section>
  )
}

export function WeekList({ days, open }: Props) {
  return (
    <div className="stack">
      {days.map((day) => <section key={day.day} className="card"><DayHead day={day} /><DayLists day={day} open={open} /></section>)}
    </div>
  )
}
