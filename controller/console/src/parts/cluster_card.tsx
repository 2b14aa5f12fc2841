// One pole: its state in colour, sign and word; what it plays; how loud; what is wrong; listen and why.
import type { Agent, Cluster, Overview, Voice } from '../api/types'
import { clock } from '../format/time'
import type { HeardLevel } from '../state/console_state'
import { shown_state, type Trust } from '../state/freshness'
import { useLanguage } from '../words/language'
import { Icon, StateMark } from './icons'
import type { Listening } from './listening'
import { Meter } from './meter'

interface Props {
  cluster: Cluster
  agent: Agent | undefined
  overview: Overview
  trust: Trust
  now: number
  level: HeardLevel | undefined
  horn_cut: boolean
  listening: Listening | null
  on_why: () => void
}

/** The programme behind what plays, found by its ledger row and, before one exists, by its title. */
function voice_of(overview: Overview, cluster: Cluster): Voice | undefined {
  const row = overview.ledger.find((candidate) => candidate.occurrence === cluster.occurrence)
  return overview.programmes.find((one) => one.id === row?.programme || one.title === cluster.title)?.voice
}

export function ClusterCard(props: Props) {
  const { cluster, agent, overview, trust, now, level, horn_cut, listening, on_why } = props
  const { words, told } = useLanguage()
  const state = shown_state(cluster, agent, trust)
  const heard = listening?.cluster === cluster.id
  return (
    <article className={`card is-${state}`} aria-label={cluster.name}>
      <header className="card-head">
        <h3>{cluster.name}</h3>
        <StateMark state={state} word={words.state[state]} />
      </header>
      <Playing {...{ cluster, overview, now, state }} voice={voice_of(overview, cluster)} />
      <Meter level={level} name={cluster.name} />
      {cluster.fault && <p className="fault-text">{told(cluster.fault)}</p>}
      {horn_cut && <p className="fault-text">{words.cluster.horn_cut}</p>}
      <p className="small">
        {cluster.volume !== null && `${words.cluster.volume(cluster.volume)} · `}
        {cluster.amplifier_on ? words.cluster.amplifier_on : words.cluster.amplifier_off}
      </p>
      <div className="card-buttons">
        {listening && (
          <button type="button" className="main-button" aria-pressed={heard} aria-label={`${heard ? words.cluster.stop : words.cluster.listen}: ${cluster.name}`} onClick={() => listening.toggle(cluster.id)}>
            <Icon sign={heard ? 'stop' : 'ear'} />
            {heard ? words.cluster.stop : words.cluster.listen}
          </button>
        )}
        <button type="button" className="quiet-button" aria-label={`${words.cluster.why} ${cluster.name}`} onClick={on_why}>
          {words.cluster.why}
        </button>
      </div>
    </article>
  )
}

interface PlayingProps {
  cluster: Cluster
  overview: Overview
  now: number
  state: Cluster['state']
  voice: Voice | undefined
}

function Playing({ cluster, overview, now, state, voice }: PlayingProps) {
  const { words } = useLanguage()
  const mine = overview.next.filter((slot) => slot.clusters.includes(cluster.id))
  const running = mine.find((slot) => slot.start <= now && now < slot.end)
  const next = mine.filter((slot) => slot.start > now).sort((a, b) => a.start - b.start)[0]
  const next_words = next ? words.cluster.next_at(clock(next.start, overview.zone)) : words.cluster.no_next
  if (state === 'playing')
    return (
      <p className="card-title">
        {cluster.title ?? words.cluster.playing_unnamed} {voice === 'machine' && <span className="tag">{words.voice.machine}</span>}
      </p>
    )
  if (state === 'unknown')
    return (
      <p className="card-title is-quiet">
        {running ? words.cluster.planned_now(running.title) : words.cluster.unknown_last(words.state[cluster.state] ?? words.state.unknown)}
        <br />
        {next_words}
      </p>
    )
  return (
    <p className="card-title is-quiet">
      {cluster.title ?? words.cluster.silent}
      <br />
      {next_words}
    </p>
  )
}
