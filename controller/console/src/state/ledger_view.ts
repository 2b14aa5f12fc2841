// The ledger as shown: filters that live in the address, newest first, and the same rows as CSV.
import type { LedgerRow } from '../api/types'
import { civil, clock } from '../format/time'
import type { Words } from '../words/vi'

export interface LedgerFilter {
  commune: string
  state: string
}

const kCommuneKey = 'xa'
const kStateKey = 'ket-qua'

export function filter_of(search: string): LedgerFilter {
  const query = new URLSearchParams(search)
  return { commune: query.get(kCommuneKey) ?? '', state: query.get(kStateKey) ?? '' }
}

/** The address query that brings a colleague to the same view. */
export function search_of({ commune, state }: LedgerFilter): string {
  const query = new URLSearchParams()
  if (commune) query.set(kCommuneKey, commune)
  if (state) query.set(kStateKey, state)
  const text = query.toString()
  return text ? `?${text}` : ''
}

export function filtered(rows: LedgerRow[], { commune, state }: LedgerFilter): LedgerRow[] {
  return rows
    .filter((row) => (!commune || row.unit === commune) && (!state || row.state === state))
    .sort((a, b) => b.planned_start - a.planned_start)
}

/** A leading =, +, - or @ would run as a formula in a spreadsheet: such text, unless a number, is quoted with an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+$/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

export function to_csv(rows: LedgerRow[], zone: string, words: Words): string {
  const { columns } = words.ledger
  const head = [columns.commune, columns.cluster, columns.title, columns.start, columns.state, columns.heard, columns.error, columns.cause, columns.approved]
  const lines = rows.map((row) => {
    const { day, month } = civil(row.planned_start, zone)
    return [
      row.unit_name, row.cluster_name, row.title, `${day}/${month} ${clock(row.planned_start, zone)}`, words.ledger.state[row.state],
      heard_word(row.heard, words), row.start_error_ms === null ? '' : String(row.start_error_ms),
      row.cause ? (words.tag === 'vi' ? row.cause.text_vi : row.cause.text_en) : '', row.approved_by,
    ]
  })
  return '\ufeff' + [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n'
}

export function heard_word(heard: boolean | null, words: Words): string {
  if (heard === null) return words.ledger.heard_unknown
  return heard ? words.ledger.heard_yes : words.ledger.heard_no
}
