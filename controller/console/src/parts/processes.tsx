// Whether each process of the demo lives, and how often the supervisor had to start it again.
import type { DemoProcess } from '../api/types'
import { useLanguage } from '../words/language'
import { Icon, type Sign } from './icons'

const kSigns: Record<DemoProcess['state'], Sign> = { running: 'ready', restarting: 'waiting', stopped: 'broken' }

export function Processes({ processes, known }: { processes: DemoProcess[]; known: boolean }) {
  const { words, told } = useLanguage()
  return (
    <section className="processes" aria-label={words.sections.processes}>
      <ul>
        {processes.map((process) => {
          const state = known ? process.state : 'unknown'
          return (
            <li key={process.name} className={`process is-${state}`}>
              <Icon sign={state === 'unknown' ? 'unknown' : (kSigns[state] ?? 'unknown')} size={18} />
              <span>
                <b>{told({ text_vi: process.label_vi, text_en: process.label_en })}</b>
                <span className="small">
                  {words.processes[state] ?? state}
                  {process.restarts > 0 && `, ${words.processes.restarts(process.restarts)}`}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
