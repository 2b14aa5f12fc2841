// The strip above everything: which network, that it is a simulation, how old the data is, the other language.
import type { Network } from '../api/types'
import type { Freshness } from '../state/freshness'
import { useLanguage } from '../words/language'
import { Icon } from './icons'

interface Props {
  network: Network | undefined
  fresh: Freshness
  link_lost: boolean
}

const kFreshForMs = 3_000

export function TopStrip({ network, fresh, link_lost }: Props) {
  const { words, toggle } = useLanguage()
  return (
    <header className="strip">
      <div className="strip-name">
        <strong>Loa</strong>
        {network && <span className="strip-network">{network.name}</span>}
        {network?.demo && (
          <span className="simulation" title={words.simulation_why}>
            {words.simulation}
          </span>
        )}
      </div>
      <div className="strip-end">
        <DataAge fresh={fresh} link_lost={link_lost} />
        <button type="button" className="quiet-button" lang={words.switch_language_tag} onClick={toggle}>
          {words.switch_language}
        </button>
      </div>
    </header>
  )
}

function DataAge({ fresh, link_lost }: { fresh: Freshness; link_lost: boolean }) {
  const { words } = useLanguage()
  const good = fresh.trust === 'fresh'
  const said =
    fresh.age_ms === null
      ? words.age_none
      : good && fresh.age_ms < kFreshForMs
        ? words.age_fresh
        : words.age(Math.floor(fresh.age_ms / 1000))
  return (
    <span className={good ? 'age' : 'age is-unknown'}>
      <Icon sign={good ? 'ready' : 'unknown'} size={18} />
      {said}
      {link_lost && ` (${words.link_lost})`}
    </span>
  )
}
