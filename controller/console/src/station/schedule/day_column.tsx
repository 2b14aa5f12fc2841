// One day as one vertical band from 04:00 to 22:00, quiet hours hatched: the same picture in every screen.
import { kBandFrom, kBandTo } from '../../state/day_band'
import type { Day, PowerCut } from '../../api/shapes'
import { minute_of, time_of } from '../../format/civil'
import { blocks_of, place, quiet_spans, type Placed } from '../../state/week_view'
import { useWords } from '../../words/station'
import { civil_at } from '../zone'

export const kHourPixels = 54
const kLeastMinutes = 24
const kMostLanes = 3
const kSpan = { from: kBandFrom, to: kBandTo }
export const kBandPixels = ((kBandTo - kBandFrom) / 60) * kHourPixels

const y = (minute: number): number => ((Math.min(kBandTo, Math.max(kBandFrom, minute)) - kBandFrom) / 60) * kHourPixels

export function HourScale() {
  const hours = Array.from({ length: (kBandTo - kBandFrom) / 60 + 1 }, (_, i) => kBandFrom / 60 + i)
  return (
    <div className="hours" style={{ height: `${kBandPixels}px` }} aria-hidden="true">
      {hours.map((hour) => <span key={hour} style={{ top: `${y(hour * 60)}px` }}>{`${String(hour).padStart(2, '0')}:00`}</span>)}
    </div>
  )
}

interface Props {
  day: Day
  now: string
  open: (item: string) => void
}

export function DayColumn({ day, now, open }: Props) {
  const words = useWords()
  const { placed, left_out } = place(blocks_of(day), kLeastMinutes, kMostLanes)
  return (
    <div className="day-band" style={{ height: `${kBandPixels}px` }}>
      {quiet_spans(day, kSpan).map((piece) => (
        <div key={piece.from} className="band-quiet" title={words.schedule.quiet_hours} style={{ top: `${y(piece.from)}px`, height: `${y(piece.to) - y(piece.from)}px` }} />
      ))}
      {day.power_cuts.map((cut) => <Cut key={cut.id} cut={cut} day={day.day} />)}
      {placed.map((block) => <BlockButton key={block.key} {...{ block, open }} />)}
      {now.slice(0, 10) === day.day && <div className="band-now" style={{ top: `${y(minute_of(now))}px` }} />}
      {left_out > 0 && <span className="band-more">{words.schedule.more(left_out)}</span>}
    </div>
  )
}

function Cut({ cut, day }: { cut: PowerCut; day: string }) {
  const words = useWords()
  const [from, until] = [civil_at(cut.from), civil_at(cut.until)]
  const top = from.slice(0, 10) < day ? kBandFrom : minute_of(from)
  const bottom = until.slice(0, 10) > day ? kBandTo : minute_of(until)
  const said = words.schedule.power_cut(time_of(from), time_of(until))
  return <div className="band-cut" title={said} style={{ top: `${y(top)}px`, height: `${Math.max(4, y(bottom) - y(top))}px` }}><span className="hidden">{said}</span></div>
}

function BlockButton({ block, open }: { block: Placed; open: (item: string) => void }) {
  const words = useWords()
  const time = time_of(block.occurrence.start)
  const width = 100 / block.lanes
  const notes = [words.schedule.state[block.state] ?? '', block.approved === false ? words.schedule.not_approved : '', block.movable ? '' : words.schedule.province_block]
  const label = `${time} ${block.title}. ${notes.filter(Boolean).join('; ')}`
  return (
    <button
      type="button" className={`block is-${block.state}${block.movable ? '' : ' is-fixed'}${block.approved === false ? ' is-unapproved' : ''}`} title={label} aria-label={label} onClick={() => open(block.item)}
      style={{ top: `${y(block.from)}px`, minHeight: `${(kLeastMinutes / 60) * kHourPixels - 1}px`, height: `${y(block.to) - y(block.from) - 1}px`, left: `calc(${width * block.lane}% + 1px)`, width: `calc(${width}% - 2px)` }}
    >
      <b>{time}</b> {block.title}
    </button>
  )
}
