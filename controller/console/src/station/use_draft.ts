// A form's value that keeps itself on the device as it is typed.
import { useCallback, useEffect, useRef, useState } from 'react'
import { drop_draft, read_draft, write_draft } from '../state/drafts'

const kKeepAfterMs = 300

export interface Draft<T> {
  value: T
  set: (change: Partial<T>) => void
  replace: (value: T) => void
  /** Forgets what is kept and starts from `initial` again. */
  clear: () => void
  /** When the kept draft that was opened had been written; null when the form began empty. */
  restored_at: number | null
  dirty: boolean
  kept: boolean
}

export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const found = useRef(read_draft<T>(localStorage, key, Date.now()))
  const first = useRef(initial)
  const [value, set_value] = useState<T>(found.current ? { ...initial, ...found.current.value } : initial)
  const [dirty, set_dirty] = useState(found.current !== null)
  const [kept, set_kept] = useState(true)
  const newest = useRef({ value, dirty })
  newest.current = { value, dirty }
  useEffect(() => {
    if (!dirty) return
    const timer = window.setTimeout(() => set_kept(write_draft(localStorage, key, value, Date.now())), kKeepAfterMs)
    return () => window.clearTimeout(timer)
  }, [key, value, dirty])
  useEffect(() => {
    const keep_now = () => newest.current.dirty && write_draft(localStorage, key, newest.current.value, Date.now())
    window.addEventListener('pagehide', keep_now)
    return () => {
      window.removeEventListener('pagehide', keep_now)
      keep_now()
    }
  }, [key])
  const set = useCallback((change: Partial<T>) => {
    set_value((before) => ({ ...before, ...change }))
    set_dirty(true)
  }, [])
  const replace = useCallback((next: T) => {
    set_value(next)
    set_dirty(false)
  }, [])
  const clear = useCallback(() => {
    drop_draft(localStorage, key)
    newest.current = { value: first.current, dirty: false }
    set_value(first.current)
    set_dirty(false)
  }, [key])
  return { value, set, replace, clear, restored_at: found.current?.at ?? null, dirty, kept }
}
