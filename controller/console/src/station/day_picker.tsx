import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/vi'
import type { DayProps } from './day_field'

const kKept = 'YYYY-MM-DD'
const kTyped = ['DD/MM/YYYY', 'D/M/YYYY', 'DDMMYYYY', kKept]

export default function DayPicker({ id, label, value, change, least, disabled, may_clear }: DayProps) {
  return (
    <DatePicker
      id={id ?? ''} aria-label={label} value={value ? dayjs(value, kKept) : null} format={kTyped} placeholder="25/11/2026" disabled={disabled ?? false} allowClear={may_clear ?? false}
      {...(least ? { minDate: dayjs(least, kKept) } : {})} onChange={(day) => change(day ? day.format(kKept) : '')} className="day-field"
    />
  )
}
