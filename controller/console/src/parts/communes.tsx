// The poles, grouped by commune; a commune's head says whether its agent is in contact.
import { useState } from 'react'
import type { Agent, Cluster, Overview } from '../api/types'
import { clock } from '../format/time'
import type { ConsoleState } from '../state/console_state'
import { live_level, type Trust } from '../state/freshness'
import { useLanguage } from '../words/language'
import { ClusterCard } from './cluster_card'
import { ExplainDialog } from './explain_dialog'
import { Icon } from './icons'
import type { Listening } from './listening'

interface Props {
  state: ConsoleState
  overview: Overview
  trust: Trust
  now: number
  steady: number
  listening: Listening | null
}

export function Communes({ state, overview, trust, now, steady, listening }: Props) {
  const { words } = useLanguage()
  const [asked, set_asked] = useState<Cluster | null>(null)
  const agents = new Map(overview.agents.map((agent) => [agent.id, agent]))
  const by_unit = by_unit_of(overview.clusters)
  const cut = new Set(state.demo?.horns.filter((horn) => horn.cut).map((horn) => horn.cluster))
  return (
    <section id="loa" className="communes" aria-label={words.sections.horns}>
      {[...by_unit].map(([unit, clusters]) => (
        <section key={unit} className="commune">
          <CommuneHead name={unit_name(overview, unit)} agent={agents.get(clusters[0]?.agent ?? '')} {...{ trust }} zone={overview.zone} />
          <div className="cards">
            {clusters.map((cluster) => (
              <ClusterCard
                key={cluster.id}
                {...{ cluster, overview, trust, now, listening }}
                agent={agents.get(cluster.agent)}
                level={live_level(state.levels[cluster.id], steady)}
                horn_cut={cut.has(cluster.id)}
                on_why={() => set_asked(cluster)}
              />
            ))}
          </div>
        </section>
      ))}
      {asked && <ExplainDialog cluster={asked} at={now} on_close={() => set_asked(null)} />}
    </section>
  )
}

function by_unit_of(clusters: Cluster[]): Map<string, Cluster[]> {
  const groups = new Map<string, Cluster[]>()
  for (const cluster of clusters) groups.set(cluster.unit, [...(groups.get(cluster.unit) ?? []), cluster])
  return groups
}

const unit_name = (overview: Overview, id: string): string => overview.units.find((unit) => unit.id === id)?.name ?? id

function CommuneHead({ name, agent, trust, zone }: { name: string; agent: Agent | undefined; trust: Trust; zone: string }) {
  const { words } = useLanguage()
  const say = words.commune
  const known = trust === 'fresh' && agent !== undefined
  const contact = !known
    ? say.unknown
    : agent.online
      ? say.online
      : agent.last_seen
        ? say.offline(clock(agent.last_seen, zone))
        : say.never
  const notes: string[] = []
  if (known && agent.online) {
    if (!agent.time_known) notes.push(say.no_time)
    if (!agent.bridge_linked) notes.push(say.bridge_lost)
    else if (!agent.bridge_current) notes.push(say.bridge_behind)
    if (agent.root_held < agent.root_wanted) notes.push(say.behind(agent.root_held, agent.root_wanted))
    if (agent.journal_waiting > 0) notes.push(say.waiting_rows(agent.journal_waiting))
  }
  const good = known && agent.online
  return (
    <header className="commune-head">
      <h2>{name}</h2>
      <p className={good ? 'contact' : 'contact is-unknown'}>
        <Icon sign={good ? 'ready' : 'unknown'} size={18} />
        {[contact, ...notes].join(' · ')}
      </p>
    </header>
  )
}
