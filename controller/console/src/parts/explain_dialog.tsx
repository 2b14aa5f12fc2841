// "Vì sao?": the planner's own reasons, in words, for one cluster now.
import { useEffect, useRef, useState } from 'react'
import { explain } from '../api/actions'
import type { Cluster, ExplainStep } from '../api/types'
import { useLanguage } from '../words/language'

interface Props {
  cluster: Cluster
  at: number
  on_close: () => void
}

type Answer = { kind: 'asking' } | { kind: 'failed' } | { kind: 'steps'; steps: ExplainStep[] }

export function ExplainDialog({ cluster, at, on_close }: Props) {
  const { words, told } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const asked_at = useRef(at)
  const [answer, set_answer] = useState<Answer>({ kind: 'asking' })

  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])
  useEffect(() => {
    let wanted = true
    void explain(cluster.id, asked_at.current).then((steps) => {
      if (wanted) set_answer(steps ? { kind: 'steps', steps } : { kind: 'failed' })
    })
    return () => {
      wanted = false
    }
  }, [cluster.id])

  return (
    <dialog ref={dialog} className="dialog" onClose={on_close} aria-labelledby="why-title">
      <h2 id="why-title">{words.explain.title(cluster.name)}</h2>
      {answer.kind === 'asking' && <p>{words.explain.asking}</p>}
      {answer.kind === 'failed' && <p>{words.explain.failed}</p>}
      {answer.kind === 'steps' &&
        (answer.steps.length === 0 ? (
          <p>{words.explain.empty}</p>
        ) : (
          <ol className="why-steps">
            {answer.steps.map((step, i) => (
              <li key={i}>{told(step)}</li>
            ))}
          </ol>
        ))}
      <form method="dialog">
        <button type="submit" className="main-button">
          {words.explain.close}
        </button>
      </form>
    </dialog>
  )
}
