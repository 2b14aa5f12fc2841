// "Thử phá": each trial one button, what it will show beside it, what came of it below it.
import { useState } from 'react'
import { run_trial } from '../api/actions'
import type { Demo, Overview, TrialAnswer } from '../api/types'
import { clock } from '../format/time'
import { trial_groups, type GroupKey, type TrialButton, type TrialGroup } from '../state/trial_groups'
import { useLanguage } from '../words/language'
import { Icon } from './icons'

const kLogShown = 6

interface Outcome {
  pending: string | null
  answer: TrialAnswer | null
}

interface Props {
  demo: Demo
  overview: Overview | null
  zone: string
  connected: boolean
}

export function Trials({ demo, overview, zone, connected }: Props) {
  const { words, told } = useLanguage()
  const [outcomes, set_outcomes] = useState<Partial<Record<GroupKey, Outcome>>>({})

  const run = async (group: GroupKey, { key, verb, parameters }: TrialButton): Promise<void> => {
    set_outcomes((known) => ({ ...known, [group]: { pending: key, answer: null } }))
    const answer = await run_trial(verb, parameters)
    set_outcomes((known) => ({ ...known, [group]: { pending: null, answer } }))
  }

  return (
    <section id="thu-pha" className="panel" aria-labelledby="trials-title">
      <h2 id="trials-title">{words.sections.trials}</h2>
      <p>{connected ? words.trials.intro : words.trials.offline}</p>
      {trial_groups(demo, overview, words).map((group) => (
        <Group key={group.key} group={group} outcome={outcomes[group.key]} connected={connected} on_run={(button) => void run(group.key, button)} />
      ))}
      {demo.trials.length > 0 && (
        <>
          <h3>{words.trials.log}</h3>
          <ul className="trial-log">
            {demo.trials.slice(0, kLogShown).map((trial) => (
              <li key={trial.id}>
                <time>{clock(trial.at, zone)}</time> {told(trial)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

interface GroupProps {
  group: TrialGroup
  outcome: Outcome | undefined
  connected: boolean
  on_run: (button: TrialButton) => void
}

function Group({ group, outcome, connected, on_run }: GroupProps) {
  const { words, told } = useLanguage()
  const busy = outcome?.pending != null
  return (
    <article className="trial">
      <h3>{group.title}</h3>
      <p className="small">
        <b>{words.trials.expected}:</b> {group.promise}
      </p>
      <div className="trial-buttons">
        {group.buttons.map((button) => (
          <button key={button.key} type="button" className={button.mends ? 'quiet-button' : 'break-button'} disabled={busy || !connected} onClick={() => on_run(button)}>
            {outcome?.pending === button.key ? words.trials.running : button.label}
          </button>
        ))}
      </div>
      <p aria-live="polite" className={outcome?.answer ? `outcome ${outcome.answer.ok ? 'is-ok' : 'is-fault'}` : 'outcome-none'}>
        {outcome?.answer && (
          <>
            <Icon sign={outcome.answer.ok ? 'ready' : 'fault'} />
            <span>{told(outcome.answer)}</span>
          </>
        )}
      </p>
    </article>
  )
}
