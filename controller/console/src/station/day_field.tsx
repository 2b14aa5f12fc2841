// A day and a time of day as people here write them, 25/11/2026 and 17:30, whatever language the browser speaks.
import { Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { full_day, typed_time } from '../format/civil'

const Picker = lazy(() => import('./day_picker'))

export interface DayProps {
  id?: string
  label?: string
  /** 2026-11-25; empty: none. */
  value: string
  change: (day: string) => void
  least?: string
  disabled?: boolean
  may_clear?: boolean
}

export function DayField(props: DayProps) {
  const shown = <Input id={props.id} aria-label={props.label} value={props.value && full_day(props.value)} disabled />
  return <Suspense fallback={shown}><Picker {...props} /></Suspense>
}

interface TimeProps {
  id?: string
  label?: string
  value: string
  change: (time: string) => void
  /** 24:00 closes a day. */
  may_close?: boolean
}

/** Takes 5h30 and 0530 too; what is no time is put back. */
export function TimeField({ id, label, value, change, may_close }: TimeProps) {
  const [typed, type] = useState<string | null>(null)
  const settle = () => {
    const time = typed === null ? value : may_close && typed.trim() === '24:00' ? '24:00' : typed_time(typed)
    if (time && time !== value) change(time)
    type(null)
  }
  const put = (text: string) => {
    type(text)
    if (/^\d\d:\d\d$/.test(text) && typed_time(text)) change(text)
  }
  return <Input id={id} aria-label={label} className="time-field" inputMode="numeric" placeholder="05:30" autoComplete="off" value={typed ?? value} onChange={(event) => put(event.target.value)} onBlur={settle} onPressEnter={settle} />
}
