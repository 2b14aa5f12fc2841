// The answer first: one sentence in words, then the countdown. The ticking figure is kept out of the spoken region.
import type { Overview } from '../api/types'
import { say_horns, say_slot, say_trouble, seconds_until, summarise } from '../state/answer'
import type { Freshness } from '../state/freshness'
import { useLanguage } from '../words/language'

interface Props {
  overview: Overview | null
  fresh: Freshness
  link_lost: boolean
  now: number
}

export function Answer({ overview, fresh, link_lost, now }: Props) {
  const { words } = useLanguage()
  const trouble = say_trouble(fresh, link_lost, words)
  const summary = overview ? summarise(overview, fresh.trust, now) : null
  const empty = summary?.total === 0
  const tone = trouble ? 'unknown' : summary && summary.names.fault.length > 0 ? 'fault' : 'calm'
  const next = summary?.next
  return (
    <section className={`answer is-${tone}`} aria-label={words.sections.answer}>
      <div aria-live="polite" className="answer-words">
        <h1>{trouble ?? (summary ? say_horns(summary, words) : words.answer.waiting)}</h1>
        {summary && overview && !(trouble && empty) && <p>{say_slot(summary, overview.zone, words)}</p>}
      </div>
      {next && (
        <p className="countdown" role="timer" aria-live="off">
          <span className="small">{words.answer.until_next}</span>
          {words.answer.left(words.duration(seconds_until(next.start, now)))}
        </p>
      )}
    </section>
  )
}
