import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/vi'
import type { FocusEvent } from 'react'
import { typed_day } from '../format/civil'
import type { DayProps } from './day_field'

const kKept = 'YYYY-MM-DD'
const kTyped = ['DD/MM/YYYY', 'D/M/YYYY', 'DDMMYYYY', kKept]

export default function DayPicker({ id, label, value, change, least, disabled, may_clear }: DayProps) {
  // Left by a finger on another field, the picker forgets what was typed.
  const leave = ({ target }: FocusEvent<HTMLElement>) => {
    const day = target instanceof HTMLInputElement ? typed_day(target.value) : undefined
    if (day && day !== value && !(least && day < least)) change(day)
  }
  return (
    <DatePicker
      id={id ?? ''} aria-label={label} value={value ? dayjs(value, kKept) : null} format={kTyped} placeholder="25/11/2026" disabled={disabled ?? false} allowClear={may_clear ?? false}
      {...(least ? { minDate: dayjs(least, kKept) } : {})} onChange={(day) => change(day ? day.format(kKept) : '')} onBlur={leave} className="day-field"
    />
  )
}
