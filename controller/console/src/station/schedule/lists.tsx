// Morning and afternoon as lists: what will be heard, where, in which state; the province's blocks say so and do not move.
import { Button } from 'antd'
import type { Day } from '../../api/shapes'
import { full_day, time_of, weekday_of } from '../../format/civil'
import { halves_of, type Block } from '../../state/week_view'
import { useWords } from '../../words/station'
import { Mark, type Shade } from '../mark'
import { useSay } from '../say'

const kShades: Record<Block['state'], Shade> = { planned: 'ready', partly: 'fault', dropped: 'fault', waiting: 'unknown' }
const kShown = 60

export function DayHead({ day }: { day: Day }) {
  const words = useWords()
  return (
    <header className="day-head">
      <h2>{words.long_weekday(weekday_of(day.day))} {full_day(day.day)}</h2>
      {day.lunar && <span className="soft small">{words.today.lunar(day.lunar.text)}</span>}
      {day.holiday && <span className="chip is-accent">{day.holiday}</span>}
    </header>
  )
}

export function DayLists({ day, open }: { day: Day; open: (item: string) => void }) {
  const { schedule: w } = useWords()
  const { morning, afternoon } = halves_of(day)
  return (
    <>
      <Notices day={day} />
      <h3>{w.morning}</h3>
      <Blocks blocks={morning} none={w.none_morning} open={open} />
      <h3>{w.afternoon}</h3>
      <Blocks blocks={afternoon} none={w.none_afternoon} open={open} />
    </>
  )
}

function Notices({ day }: { day: Day }) {
  const { schedule: w } = useWords()
  return (
    <>
      {day.quiet.map((one) => <p key={one.id} className="say">{w.quiet_spell(one.reason)} · {one.unit_name}</p>)}
      {day.power_cuts.map((one) => <p key={one.id} className="say is-fault">{w.power_cut(one.from.slice(11, 16), one.until.slice(11, 16))} · {one.unit_name}</p>)}
    </>
  )
}

function Blocks({ blocks, none, open }: { blocks: Block[]; none: string; open: (item: string) => void }) {
  const words = useWords()
  if (blocks.length === 0) return <p className="soft list-gap">{none}</p>
  return (
    <ul className="airings list-gap">
      {blocks.slice(0, kShown).map((block) => <BlockRow key={block.key} {...{ block, open }} />)}
      {blocks.length > kShown && <li className="soft">{words.schedule.more(blocks.length - kShown)}</li>}
    </ul>
  )
}

function BlockRow({ block, open }: { block: Block; open: (item: string) => void }) {
  const words = useWords()
  const say = useSay()
  const { schedule: w } = words
  const fixed = block.level === 'national' ? w.national_block : w.province_block
  return (
    <li className="airing">
      <time>{time_of(block.occurrence.start)}</time>
      <div className="airing-what">
        <strong>{block.title}</strong>
        <p className="small row">
          <Mark shade={kShades[block.state]} word={w.state[block.state] ?? ''} />
          <span className="soft">{words.minutes(Math.max(1, Math.round(block.to - block.from)))} · {words.clusters(block.clusters)}</span>
          {block.approved === false && <span className="chip is-fault">{w.not_approved}</span>}
          {!block.movable && <span className="chip">{fixed}</span>}
        </p>
        {block.state !== 'planned' && (block.occurrence.why ?? []).map((why) => <p key={why.code} className="small">{say.told(why)}</p>)}
      </div>
      <Button size="small" onClick={() => open(block.item)} aria-label={`${words.item.edit_title}: ${time_of(block.occurrence.start)} ${block.title}`}>{w.open}</Button>
    </li>
  )
}
