// Listening to one horn at a time through one audio element; stopping really closes the stream.
import { useCallback, useEffect, useRef, useState } from 'react'
import { listen_address } from '../api/actions'
import { useLanguage } from '../words/language'
import { Icon } from './icons'

export interface Listening {
  cluster: string | null
  phase: 'idle' | 'opening' | 'playing' | 'failed'
  toggle: (cluster: string) => void
  stop: () => void
}

export function useListening(): Listening {
  const audio = useRef<HTMLAudioElement | null>(null)
  const [cluster, set_cluster] = useState<string | null>(null)
  const [phase, set_phase] = useState<Listening['phase']>('idle')

  const silence = useCallback(() => {
    const element = audio.current
    audio.current = null
    if (!element) return
    element.onplaying = element.onerror = element.onended = null
    element.pause()
    // Without a new load the browser keeps the endless response open.
    element.removeAttribute('src')
    element.load()
  }, [])

  const stop = useCallback(() => {
    silence()
    set_cluster(null)
    set_phase('idle')
  }, [silence])

  const start = useCallback(
    (wanted: string) => {
      silence()
      const element = new Audio(listen_address(wanted))
      audio.current = element
      set_cluster(wanted)
      set_phase('opening')
      element.onplaying = () => set_phase('playing')
      element.onerror = element.onended = () => set_phase('failed')
      element.play().catch(() => {
        if (audio.current === element) set_phase('failed')
      })
    },
    [silence],
  )

  useEffect(() => silence, [silence])
  const toggle = useCallback((wanted: string) => (wanted === cluster && phase !== 'failed' ? stop() : start(wanted)), [cluster, phase, start, stop])
  return { cluster, phase, toggle, stop }
}

/** Which horn is in the reader's ears, and the way out, always in reach at the bottom. */
export function ListeningBar({ listening, name }: { listening: Listening; name: string }) {
  const { words } = useLanguage()
  if (listening.phase === 'idle') return null
  return (
    <div className={listening.phase === 'failed' ? 'listening-bar is-fault' : 'listening-bar'}>
      <p aria-live="polite">{words.listening[listening.phase](name)}</p>
      <button type="button" className="main-button" onClick={listening.stop}>
        <Icon sign="stop" />
        {words.cluster.stop}
      </button>
    </div>
  )
}
