// Quy chế: what may be heard here and by which document; a new one is written, checked against those above, and signed.
import { Button } from 'antd'
import { useState } from 'react'
import type { PolicyPath } from '../../api/shapes'
import { full_day, short_day, weekday_of } from '../../format/civil'
import { say_days, windows_of_day } from '../../state/policy_form'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { usePlace, useUnits } from '../place'
import { useAsked } from '../queries'
import { useMay } from '../shell/session_context'
import { today_civil } from '../zone'
import { PolicyEditor } from './policy_editor'

export default function PolicyPage() {
  const { policy: w } = useWords()
  const { unit, name } = usePlace()
  const units = useUnits()
  const may_write = useMay('policy.write')
  const [editing, edit] = useState(false)
  const chosen = unit ?? units[0]?.id
  const path = useAsked<PolicyPath>('/policies', { unit: chosen }, { enabled: chosen !== undefined })
  return (
    <>
      <div className="page-head">
        <h1>{w.title}{' '}<span className="soft">{name ?? units[0]?.name}</span></h1>
        {may_write && chosen && !editing && <Button type="primary" onClick={() => edit(true)}>{w.edit}</Button>}
      </div>
      {!chosen && <p className="empty-note">{w.choose_unit}</p>}
      {editing && chosen && <PolicyEditor unit={chosen} close={() => edit(false)} before={path.data?.path.at(-1)?.regulation} />}
      {chosen && <Loaded query={path}>{(found) => <Shown path={found} />}</Loaded>}
    </>
  )
}

function Shown({ path }: { path: PolicyPath }) {
  const words = useWords()
  const { policy: w } = words
  const today = windows_of_day(path, today_civil())
  const number = path.effective.cites?.['windows'] ?? path.path.at(-1)?.regulation.number ?? ''
  const said = path.missing ? w.missing(path.missing) : today.length === 0 ? w.closed : w.sentence(today.map((one) => `${one.from}–${one.until}`).join(', '), number)
  return (
    <div className="stack">
      <p className={`answer ${path.missing ? 'is-fault' : 'is-plain'}`}>{said}</p>
      <section className="card">
        <h2>{w.effective}</h2>
        <ul className="preview">
          {path.effective.days.map((one) => {
            const windows = windows_of_day(path, one.day)
            return <li key={one.day} className="row"><b className="day-name">{words.weekday(weekday_of(one.day))} {short_day(one.day)}</b> {windows.length === 0 ? <span className="soft">{w.none}</span> : windows.map((each) => `${each.from}–${each.until}`).join(', ')}</li>
          })}
        </ul>
        <Limits path={path} />
      </section>
      <section className="card">
        <h2>{w.path}</h2>
        {path.path.map((one) => (
          <article key={one.unit} className="regulation">
            <h3>{one.unit_name}: {one.regulation.number} {one.regulation.title}</h3>
            <p className="soft small">{w.from(full_day(one.regulation.valid_from))} · {w.version(one.version)} · {w.signed_by(one.signed_by.join(', '))}</p>
            <p>{one.regulation.windows.map((each) => `${each.from}–${each.until} ${say_days(each.days, words.weekday, w.every_day)}`).join('; ')}</p>
          </article>
        ))}
      </section>
    </div>
  )
}

function Limits({ path }: { path: PolicyPath }) {
  const { policy: w } = useWords()
  const { effective } = path
  const cite = (name: string) => (effective.cites?.[name] ? ` (${w.cites(effective.cites[name] ?? '')})` : '')
  const rows: [string, string][] = [
    [w.per_day, effective.max_per_day_ms ? `${Math.round(effective.max_per_day_ms / 60_000)}${cite('max_per_day_ms')}` : w.no_limit],
    [w.airings, effective.max_airings_per_day ? `${effective.max_airings_per_day}${cite('max_airings_per_day')}` : w.no_limit],
    [w.max_volume, `${effective.max_volume}${cite('max_volume')}`],
  ]
  return <dl className="limits">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}
