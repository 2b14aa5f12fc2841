// The way of each programme from a file to proof, as five steps with their time and figures.
import { memo, useState } from 'react'
import type { Journey as Way, Programme, Progress } from '../api/types'
import { bytes, decibels } from '../format/numbers'
import { clock } from '../format/time'
import { useLanguage } from '../words/language'
import type { Words } from '../words/vi'
import { Icon } from './icons'

type Stage = 'done' | 'partly' | 'waiting'

interface Step {
  key: keyof Way
  stage: Stage
  at: number | null
  figures: string[]
}

function progress_step(key: keyof Way, progress: Progress, figure: string): Step {
  const stage: Stage = progress.of > 0 && progress.done >= progress.of ? 'done' : progress.done > 0 ? 'partly' : 'waiting'
  return { key, stage, at: stage === 'waiting' ? null : progress.at, figures: progress.of > 0 ? [figure] : [] }
}

function steps_of({ transcoded, approved, delivered, aired, proof }: Way, words: Words): Step[] {
  const mark = words.decimal_mark
  const say = words.journey
  return [
    {
      key: 'transcoded',
      stage: transcoded ? 'done' : 'waiting',
      at: transcoded?.at ?? null,
      figures: transcoded
        ? [
            `${decibels(transcoded.loudness_centi_lufs / 100, 'LUFS', mark)} · ${bytes(transcoded.size, mark)}`,
            `${say.peak} ${decibels(transcoded.true_peak_centi_dbtp / 100, 'dBTP', mark)}`,
          ]
        : [],
    },
    {
      key: 'approved',
      stage: approved ? 'done' : 'waiting',
      at: approved?.at ?? null,
      figures: approved ? [say.by(approved.by), say.key(short_key(approved.key))] : [],
    },
    progress_step('delivered', delivered, say.agents(delivered.done, delivered.of)),
    progress_step('aired', aired, say.clusters(aired.done, aired.of)),
    progress_step('proof', proof, say.clusters(proof.done, proof.of)),
  ]
}

/** What a person compares by eye; the whole key stands in the document. */
function short_key(key: string): string {
  return `${key.slice(0, 4)} ${key.slice(4, 8)} ${key.slice(8, 12)}`
}

const kShown = 3

export const Journey = memo(function Journey({ programmes, zone }: { programmes: Programme[]; zone: string }) {
  const { words } = useLanguage()
  const [all, show_all] = useState(false)
  const shown = all ? programmes : programmes.slice(0, kShown)
  return (
    <section id="hanh-trinh" className="panel" aria-labelledby="journey-title">
      <h2 id="journey-title">{words.sections.journey}</h2>
      {programmes.length === 0 && <p className="empty">{words.journey.empty}</p>}
      {shown.map((programme) => (
        <article key={programme.id} className="journey">
          <h3>
            {programme.title} {programme.voice === 'machine' && <span className="tag">{words.voice.machine}</span>}
          </h3>
          <p className="small">
            {words.journey.author(programme.author_name)} · {words.duration(Math.round(programme.duration_ms / 1000))} ·{' '}
            {words.journey.revision(programme.revision)}
          </p>
          <ol className="steps">
            {steps_of(programme.journey, words).map((step) => (
              <StepView key={step.key} step={step} zone={zone} />
            ))}
          </ol>
        </article>
      ))}
      {programmes.length > shown.length && (
        <button type="button" className="quiet-button journey-more" onClick={() => show_all(true)}>
          {words.journey.more(programmes.length - shown.length)}
        </button>
      )}
    </section>
  )
})

function StepView({ step, zone }: { step: Step; zone: string }) {
  const { words } = useLanguage()
  return (
    <li className={`step is-${step.stage}`}>
      <p className="step-name">
        <Icon sign={step.stage === 'done' ? 'ready' : 'waiting'} />
        {words.journey.steps[step.key]}
      </p>
      {step.figures.map((figure) => (
        <p key={figure} className="step-figure">
          {figure}
        </p>
      ))}
      <p className="step-at">{step.at !== null ? clock(step.at, zone) : step.stage === 'waiting' ? words.journey.waiting : ''}</p>
    </li>
  )
}
