import { Button } from 'antd'
import { useState } from 'react'
import type { Airing } from '../../api/shapes'
import { cut_names } from '../../state/today_view'
import { useWords } from '../../words/station'
import { Mark } from '../mark'
import { civil_at, moment_at } from '../zone'
import { WhyDialog, type WhyAbout } from './why'
import { day_of } from '../../format/civil'

const kShown = 6
const kNamesShown = 3

interface Props {
  airings: Airing[]
  none: string
  playing: boolean
}

export function AiringList({ airings, none, playing }: Props) {
  const words = useWords()
  const [all, set_all] = useState(false)
  const [why, set_why] = useState<WhyAbout | null>(null)
  if (airings.length === 0) return <p className="soft">{none}</p>
  const shown = all ? airings : airings.slice(0, kShown)
  return (
    <>
      <ul className="airings">
        {shown.map((airing) => <Row key={airing.occurrence} {...{ airing, playing }} ask={set_why} />)}
      </ul>
      {shown.length < airings.length && <Button type="text" onClick={() => set_all(true)}>{words.shell.more_rows(airings.length - shown.length)}</Button>}
      <WhyDialog about={why} close={() => set_why(null)} />
    </>
  )
}

function Row({ airing, playing, ask }: { airing: Airing; playing: boolean; ask: (about: WhyAbout) => void }) {
  const words = useWords()
  const today = day_of(civil_at(Date.now()))
  const names = cut_names(airing.clusters.map((one) => one.name), kNamesShown)
  const first = airing.clusters[0]
  return (
    <li className="airing">
      <time dateTime={airing.start}>{moment_at(airing.start, words, today)}</time>
      <div className="airing-what">
        <strong>{airing.title}</strong>
        <p className="small soft">
          {playing && <><Mark shade="playing" word={words.state.playing} /> {words.today.until(moment_at(airing.end, words, today))} · </>}
          {words.clusters(airing.clusters.length)}: {names.shown.join(', ')} {names.more > 0 && words.today.names_more(names.more)}
        </p>
      </div>
      {first && <Button size="small" onClick={() => ask({ cluster: first.id, name: airing.title, at: Date.parse(airing.start) })}>{words.shell.why}</Button>}
    </li>
  )
}
