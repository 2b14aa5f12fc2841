// The front page, composed: the answer, the poles, the journeys, the day, the events; beside them the trials; the log book.
import type { Overview } from './api/types'
import { Answer } from './parts/answer'
import { Communes } from './parts/communes'
import { DayBand } from './parts/day_band'
import { Events } from './parts/events'
import { Journey } from './parts/journey'
import { Ledger } from './parts/ledger'
import { ListeningBar, useListening } from './parts/listening'
import { Processes } from './parts/processes'
import { TopStrip } from './parts/top_strip'
import { Trials } from './parts/trials'
import { controller_now, freshness } from './state/freshness'
import { use_console } from './state/use_console'
import { useLanguage } from './words/language'

const kZoneBeforeAnyData = 'Asia/Ho_Chi_Minh'

export function DemoPage() {
  const { words } = useLanguage()
  const { state, steady } = use_console()
  const listening = useListening()
  const { overview, demo } = state
  const fresh = freshness(state, steady)
  const now = controller_now(state, steady)
  const link_lost = state.link === 'lost'
  const is_demo = overview?.network.demo === true || demo !== null
  const trials = demo && <Trials {...{ demo, overview }} zone={overview?.zone ?? kZoneBeforeAnyData} connected={state.link === 'open'} />
  return (
    <>
      <a className="skip" href="#loa">
        {words.skip}
      </a>
      <TopStrip network={overview?.network} {...{ fresh, link_lost }} />
      <main>
        <Answer {...{ overview, fresh, link_lost, now }} />
        {demo && <Processes processes={demo.processes} known={state.link === 'open'} />}
        {overview ? (
          <>
            <div className={trials ? 'columns' : 'columns is-single'}>
              <div className="column">
                <Communes {...{ state, overview, now, steady }} trust={fresh.trust} listening={is_demo ? listening : null} />
                <Journey programmes={overview.programmes} zone={overview.zone} />
                <div className="pair">
                  <DayBand {...{ overview, now }} />
                  <Events events={overview.events} zone={overview.zone} />
                </div>
              </div>
              {trials && <div className="column">{trials}</div>}
            </div>
            <Ledger ledger={overview.ledger} zone={overview.zone} />
          </>
        ) : (
          trials
        )}
        {overview && overview.network.words.length > 0 && (
          <p className="small network-words">
            {words.network_words}: {overview.network.words.join(' ')}
          </p>
        )}
      </main>
      <div className="foot">
        <ListeningBar listening={listening} name={name_of(overview, listening.cluster)} />
        {overview && <ThumbNav trials={demo !== null} />}
      </div>
    </>
  )
}

function name_of(overview: Overview | null, cluster: string | null): string {
  return overview?.clusters.find((one) => one.id === cluster)?.name ?? ''
}

function ThumbNav({ trials }: { trials: boolean }) {
  const { nav } = useLanguage().words
  return (
    <nav className="thumb-nav">
      <a href="#loa">{nav.horns}</a>
      <a href="#hanh-trinh">{nav.journey}</a>
      {trials && <a href="#thu-pha">{nav.trials}</a>}
      <a href="#so">{nav.ledger}</a>
      <a href="#su-kien">{nav.events}</a>
    </nav>
  )
}
