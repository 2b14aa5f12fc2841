// Bàn trực: the answer for tomorrow's 05:30 first, then now, next and missed, then every finding with its remedy.
import { Button } from 'antd'
import { useNavigate } from 'react-router-dom'
import type { Today } from '../../api/shapes'
import { answer_shade, is_blank } from '../../state/today_view'
import { short_day, weekday_of } from '../../format/civil'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { Mark, type Shade } from '../mark'
import { usePlace } from '../place'
import { useAsked } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import type { Readiness } from '../../api/shapes'
import { AiringList } from './airings'
import { Board } from './board'
import { HushButton } from './hush'
import { MissedList } from './missed'

const kTodayEveryMs = 10_000
const kBoardEveryMs = 20_000

export function TodayPage() {
  const words = useWords()
  const { unit } = usePlace()
  const readiness = useAsked<Readiness>('/readiness', { unit }, { every_ms: kBoardEveryMs })
  const today = useAsked<Today>('/today', { unit }, { every_ms: kTodayEveryMs })
  return (
    <>
      <Loaded query={readiness} rows={2}>{(found) => <Answer readiness={found} today={today.data} />}</Loaded>
      <div className="columns">
        <div className="stack">
          <Loaded query={today}>{(found) => (is_blank(found) ? <Nothing /> : <Now today={found} />)}</Loaded>
        </div>
        <div className="stack">
          <Loaded query={today} rows={2}>{(found) => <Tally today={found} />}</Loaded>
        </div>
      </div>
      <section className="card board" aria-labelledby="board-title">
        <h2 id="board-title">{words.today.board}</h2>
        <Loaded query={readiness}>{(found) => <Board readiness={found} />}</Loaded>
      </section>
    </>
  )
}

function Answer({ readiness, today }: { readiness: Readiness; today: Today | undefined }) {
  const words = useWords()
  const say = useSay()
  return (
    <section className={`answer is-${answer_shade(readiness)}`}>
      {today && (
        <p className="kicker">
          {words.long_weekday(weekday_of(today.day))} {short_day(today.day)}
          {today.lunar && <> · {words.today.lunar(today.lunar.text)}</>}
        </p>
      )}
      <h1>{say.told(readiness.sentence)}</h1>
      {today && <p>{say.told(today.sentence)}</p>}
    </section>
  )
}

function Now({ today }: { today: Today }) {
  const { today: w } = useWords()
  return (
    <>
      <section className="card">
        <h2>{w.playing}</h2>
        <AiringList airings={today.playing} none={w.playing_none} playing />
      </section>
      <section className="card">
        <h2>{w.next}</h2>
        <AiringList airings={today.next} none={w.next_none} playing={false} />
      </section>
      <section className="card">
        <h2>{w.missed}</h2>
        <MissedList missed={today.missed} />
      </section>
    </>
  )
}

const kShades: Record<string, Shade> = { playing: 'playing', ready: 'ready', needs_action: 'fault', unknown: 'unknown' }

function Tally({ today }: { today: Today }) {
  const words = useWords()
  const navigate = useNavigate()
  const may_write = useMay('programmes.write')
  const may_hush = useMay('hush')
  return (
    <section className="card">
      <h2>{words.today.tally_of}</h2>
      <ul className="tally">
        {Object.entries(today.states).map(([state, count]) => (
          <li key={state}><b>{count}</b> <Mark shade={kShades[state] ?? 'unknown'} word={words.today.tally[state] ?? state} /></li>
        ))}
      </ul>
      <div className="stack">
        {may_write && <Button type="primary" block onClick={() => navigate('/chuong-trinh/moi')}>{words.today.write_first}</Button>}
        {may_hush && <HushButton />}
      </div>
    </section>
  )
}

function Nothing() {
  const words = useWords()
  return <section className="card empty-note"><p>{words.today.empty}</p></section>
}
