// The log book: one row per (occurrence, cluster), newest first, filters in the address, exportable.
import { memo, useState } from 'react'
import type { LedgerRow, LedgerState, Overview } from '../api/types'
import { signed_ms } from '../format/numbers'
import { civil, clock } from '../format/time'
import { filter_of, filtered, heard_word, search_of, to_csv, type LedgerFilter } from '../state/ledger_view'
import { useLanguage } from '../words/language'
import { Icon, type Sign } from './icons'

const kFirstRows = 12
const kStateSigns: Record<LedgerState, Sign> = { planned: 'waiting', delivered: 'waiting', aired: 'ready', partly: 'fault', missed: 'broken' }

function use_filter(): [LedgerFilter, (next: LedgerFilter) => void] {
  const [filter, set_filter] = useState(() => filter_of(location.search))
  return [
    filter,
    (next) => {
      history.replaceState(null, '', location.pathname + search_of(next) + location.hash)
      set_filter(next)
    },
  ]
}

function save_csv(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'so-nhat-ky.csv'
  link.click()
  URL.revokeObjectURL(address)
}

export const Ledger = memo(function Ledger({ ledger, zone }: Pick<Overview, 'ledger' | 'zone'>) {
  const { words } = useLanguage()
  const [filter, set_filter] = use_filter()
  const [all, set_all] = useState(false)
  const rows = filtered(ledger, filter)
  const shown = all ? rows : rows.slice(0, kFirstRows)
  return (
    <section id="so" className="panel" aria-labelledby="ledger-title">
      <div className="panel-head">
        <h2 id="ledger-title">{words.sections.ledger}</h2>
        <Filters {...{ ledger, filter, set_filter }} />
        <button type="button" className="quiet-button" disabled={rows.length === 0} onClick={() => save_csv(to_csv(rows, zone, words))}>
          {words.ledger.export}
        </button>
        <span className="small">{words.ledger.count(rows.length)}</span>
      </div>
      {rows.length === 0 ? (
        <p className="empty">{ledger.length === 0 ? words.ledger.empty : words.ledger.none_match}</p>
      ) : (
        <div className="table-room" tabIndex={0} role="region" aria-labelledby="ledger-title">
          <table className="ledger">
            <Head />
            <tbody>
              {shown.map((row) => (
                <Row key={row.id} row={row} zone={zone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < rows.length && (
        <button type="button" className="quiet-button" onClick={() => set_all(true)}>
          {words.ledger.more(rows.length - shown.length)}
        </button>
      )}
    </section>
  )
})

interface FiltersProps {
  ledger: LedgerRow[]
  filter: LedgerFilter
  set_filter: (next: LedgerFilter) => void
}

function Filters({ ledger, filter, set_filter }: FiltersProps) {
  const { words } = useLanguage()
  const communes = new Map(ledger.map((row) => [row.unit, row.unit_name]))
  return (
    <div className="filters">
      <label>
        {words.ledger.filter_commune}
        <select value={filter.commune} onChange={(event) => set_filter({ ...filter, commune: event.target.value })}>
          <option value="">{words.ledger.all}</option>
          {[...communes].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.ledger.filter_state}
        <select value={filter.state} onChange={(event) => set_filter({ ...filter, state: event.target.value })}>
          <option value="">{words.ledger.all}</option>
          {Object.entries(words.ledger.state).map(([state, word]) => (
            <option key={state} value={state}>
              {word}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function Head() {
  const { columns } = useLanguage().words.ledger
  const order = [columns.cluster, columns.title, columns.start, columns.state, columns.heard, columns.error, columns.cause, columns.approved]
  return (
    <thead>
      <tr>
        {order.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Row({ row, zone }: { row: LedgerRow; zone: string }) {
  const { words, told } = useLanguage()
  const { weekday, day, month } = civil(row.planned_start, zone)
  return (
    <tr>
      <th scope="row">
        {row.cluster_name}
        <span className="small">{row.unit_name}</span>
      </th>
      <td className="cell-title">{row.title}</td>
      <td className="cell-time">
        <b>{clock(row.planned_start, zone)}</b>
        <span className="small">{`${words.weekday(weekday)} ${day}/${month}`}</span>
      </td>
      <td>
        <span className={`result is-${row.state}`}>
          <Icon sign={kStateSigns[row.state] ?? 'unknown'} size={18} />
          {words.ledger.state[row.state] ?? row.state}
        </span>
      </td>
      <td>{heard_word(row.heard, words)}</td>
      <td className="cell-number">{row.start_error_ms === null ? '–' : signed_ms(row.start_error_ms)}</td>
      <td className="cell-cause">{row.cause ? told(row.cause) : '–'}</td>
      <td>{row.approved_by || '–'}</td>
    </tr>
  )
}
