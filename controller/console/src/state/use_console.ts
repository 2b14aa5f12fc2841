// Joins the live stream to the page: the folded state, and a steady clock that ticks often enough for a countdown.
import { useEffect, useReducer, useState } from 'react'
import { LiveStream, steady_ms } from '../api/stream'
import { kInitialState, reduce, type ConsoleState } from './console_state'

const kTickMs = 500

export function use_console(): { state: ConsoleState; steady: number } {
  const [state, tell] = useReducer(reduce, kInitialState)
  const [ticked, set_ticked] = useState(steady_ms)

  useEffect(() => {
    const stream = new LiveStream(tell)
    stream.start()
    return () => stream.stop()
  }, [])
  useEffect(() => {
    const timer = setInterval(() => set_ticked(steady_ms()), kTickMs)
    return () => clearInterval(timer)
  }, [])

  return { state, steady: Math.max(ticked, state.overview_at ?? 0) }
}
