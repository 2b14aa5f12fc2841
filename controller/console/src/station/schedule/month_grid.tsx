// The month: how many airings a day, what will not play, the lunar day small in the corner.
import { Icon } from '../../parts/icons'
import type { Day } from '../../api/shapes'
import { time_of } from '../../format/civil'
import { blocks_of } from '../../state/week_view'
import { useWords } from '../../words/station'
import { today_civil } from '../zone'

const kNamesShown = 3

export function MonthGrid({ days, month, open_day }: { days: Day[]; month: string; open_day: (day: string) => void }) {
  const words = useWords()
  return (
    <section className="card month">
      <div className="month-heads" aria-hidden="true">{[1, 2, 3, 4, 5, 6, 7].map((day) => <b key={day}>{words.weekday(day)}</b>)}</div>
      <div className="month-days">{days.map((day) => <Cell key={day.day} {...{ day, month, open_day }} />)}</div>
    </section>
  )
}

function Cell({ day, month, open_day }: { day: Day; month: string; open_day: (day: string) => void }) {
  const words = useWords()
  const blocks = blocks_of(day)
  const trouble = blocks.filter((one) => one.state === 'dropped' || one.state === 'partly').length
  const kind = `month-day${day.day.startsWith(month) ? '' : ' is-other'}${day.day === today_civil() ? ' is-today' : ''}`
  return (
    <button type="button" className={kind} onClick={() => open_day(day.day)}>
      <span className="month-number"><b>{Number(day.day.slice(8))}</b> <span className="small soft">{day.lunar ? `${day.lunar.day}/${day.lunar.month}${day.lunar.leap ? 'n' : ''}` : ''}</span></span>
      {day.holiday && <span className="month-line is-holiday">{day.holiday}</span>}
      {blocks.slice(0, kNamesShown).map((one) => <span key={one.key} className="month-line"><b>{time_of(one.occurrence.start)}</b> {one.title}</span>)}
      {blocks.length > kNamesShown && <span className="month-line soft">{words.schedule.more(blocks.length - kNamesShown)}</span>}
      {blocks.length > 0 && <span className="month-count">{words.schedule.count(blocks.length)}</span>}
      {trouble > 0 && <span className="mark is-fault small"><Icon sign="fault" size={16} /> {trouble}</span>}
    </button>
  )
}
