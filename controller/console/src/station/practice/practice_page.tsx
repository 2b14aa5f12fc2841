// Trạm thực hành: a made-up commune with made-up horns; short lessons that check themselves.
import { App, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call, post } from '../../api/client'
import type { Lesson, PracticeReport, PracticeState } from '../../api/shapes'
import { full_day, time_of } from '../../format/civil'
import { useLanguage } from '../../words/language'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { Mark } from '../mark'
import { kFoldedFilter, unit_options, usePlace, useUnits } from '../place'
import { queries, useAsked } from '../queries'
import { useSay } from '../say'
import { Field } from '../schedule/item_fields'
import { useMay, useSession } from '../shell/session_context'
import { useDraft } from '../use_draft'
import { civil_at } from '../zone'

const kSessionKey = 'loa.practice'

export default function PracticePage() {
  const { practice: w } = useWords()
  const [session, set_session] = useState(() => localStorage.getItem(kSessionKey))
  const may_report = useMay('reports.read')
  const lessons = useAsked<{ lessons: Lesson[] }>('/practice/lessons')
  const state = useQuery({ queryKey: ['/practice', session], queryFn: () => call<PracticeState>(`/practice/sessions/${session}`), enabled: session !== null, retry: false })
  const begin = (next: string | null) => {
    if (next) localStorage.setItem(kSessionKey, next)
    else localStorage.removeItem(kSessionKey)
    set_session(next)
  }
  return (
    <>
      <div className="page-head"><h1>{w.title}</h1>{session && <Button onClick={() => begin(null)}>{w.again}</Button>}</div>
      <Loaded query={lessons}>
        {(found) => (session && !state.error ? <Loaded query={state}>{(now) => <Station state={now} lessons={found.lessons} />}</Loaded> : <Start begin={begin} />)}
      </Loaded>
      {may_report && <Report />}
    </>
  )
}

function Start({ begin }: { begin: (session: string) => void }) {
  const { practice: w } = useWords()
  const me = useSession()
  const say = useSay()
  const { message } = App.useApp()
  const units = useUnits()
  const place = usePlace()
  const [name, set_name] = useState(me.machine ? '' : me.name)
  const [unit, set_unit] = useState<string | null>(null)
  const [in_class, set_in_class] = useState(false)
  const chosen = unit ?? place.unit ?? units[0]?.id ?? ''
  const go = async () => {
    try {
      const state = await post<PracticeState>('/practice/sessions', { name: name.trim(), unit: chosen, online: !in_class })
      queries.setQueryData(['/practice', state.id], state)
      begin(state.id)
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <section className="card stack narrow-card">
      <p>{w.intro}</p>
      <Field id="pr-name" label={w.name}><Input id="pr-name" value={name} maxLength={120} onChange={(event) => set_name(event.target.value)} /></Field>
      <Field id="pr-unit" label={w.unit}><Select id="pr-unit" optionLabelProp="title" showSearch filterOption={kFoldedFilter} value={chosen || null} options={unit_options(units)} onChange={(value) => set_unit(value)} /></Field>
      <Checkbox checked={in_class} onChange={(event) => set_in_class(event.target.checked)}>{w.in_class}</Checkbox>
      <Button type="primary" disabled={!name.trim() || !chosen} onClick={() => void go()}>{w.start}</Button>
    </section>
  )
}

function Station({ state, lessons }: { state: PracticeState; lessons: Lesson[] }) {
  const { practice: w } = useWords()
  const { words } = useLanguage()
  const say = useSay()
  const vi = words.tag === 'vi'
  const done = new Set(state.lessons.filter((one) => one.done).map((one) => one.id))
  const open = lessons.find((one) => !done.has(one.id))
  return (
    <>
      <p className="answer is-plain">{w.sentence(done.size, lessons.length)} {state.complete && w.all_done}</p>
      <div className="columns">
        <div className="stack">
          {open && <section className="card stack"><h2>{vi ? open.title_vi : open.title_en}</h2><p>{vi ? open.task_vi : open.task_en}</p><Acts state={state} wanted={open.action} /></section>}
          {(state.said ?? []).length > 0 && <section className="card" aria-live="polite"><h2>{w.said}</h2>{(state.said ?? []).map((one, i) => <p key={i}>{say.told(one)}</p>)}</section>}
          <section className="card">
            <h2>{w.items}</h2>
            {state.items.length === 0 && <p className="soft">{w.items_none}</p>}
            <ul className="preview">{state.items.map((one) => <li key={one.id}><strong>{one.title}</strong> <span className="chip is-accent">{w.states[one.state]}</span> {one.start && <span className="soft">{time_of(one.start)} {full_day(one.start.slice(0, 10))}</span>}{(one.why ?? []).map((why, i) => <p key={i} className="small">{say.told(why)}</p>)}</li>)}</ul>
          </section>
        </div>
        <div className="stack">
          <section className="card stack">
            <p><b>{w.person[state.person]}</b></p>
            <p className="soft">{w.clock(`${time_of(state.clock)} ${full_day(state.clock.slice(0, 10))}`)}</p>
            <h2>{w.horns}</h2>
            <ul className="preview">{state.horns.map((one) => <li key={one.id}><Mark shade={one.state === 'fault' ? 'fault' : 'ready'} word={one.name} /></li>)}</ul>
          </section>
          <section className="card"><ol className="preview">{lessons.map((one) => <li key={one.id} className="row"><Mark shade={done.has(one.id) ? 'ready' : one === open ? 'playing' : 'unknown'} sign={done.has(one.id) ? 'ready' : 'waiting'} word={done.has(one.id) ? w.done : one === open ? w.open : w.later} /> {vi ? one.title_vi : one.title_en}</li>)}</ol></section>
        </div>
      </div>
    </>
  )
}

type Action = 'write' | 'propose' | 'approve' | 'switch_person' | 'run_day' | 'explain' | 'quiet' | 'end_quiet'
const kActs: Action[] = ['write', 'propose', 'approve', 'switch_person', 'run_day', 'explain', 'quiet', 'end_quiet']
const kNeeds: Record<Action, string[]> = { write: ['title', 'text'], propose: ['item', 'start'], approve: ['item'], switch_person: [], run_day: [], explain: ['item'], quiet: ['until', 'reason'], end_quiet: [] }

function Acts({ state, wanted }: { state: PracticeState; wanted: string }) {
  const { practice: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const [action, choose] = useState<Action>(kActs.includes(wanted as Action) ? (wanted as Action) : 'write')
  const draft = useDraft<Record<string, string>>(`practice.${state.id}`, {})
  const field = (name: string) => draft.value[name] ?? (name === 'item' ? state.items.at(-1)?.id ?? '' : name === 'start' ? `${state.clock.slice(0, 10)}T17:00` : name === 'until' ? `${state.clock.slice(0, 10)}T22:00` : '')
  const go = async () => {
    const body = Object.fromEntries(kNeeds[action].map((name) => [name, name === 'start' || name === 'until' ? `${field(name).slice(0, 16)}:00` : field(name)]))
    try {
      queries.setQueryData(['/practice', state.id], await post<PracticeState>(`/practice/sessions/${state.id}/act`, { action, ...body }))
      draft.clear()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <div className="stack">
      <div className="row">{kActs.map((one) => <Button key={one} aria-pressed={one === action} type={one === action ? 'primary' : 'default'} onClick={() => choose(one)}>{w.acts[one]}</Button>)}</div>
      {kNeeds[action].map((name) => (
        <Field key={name} id={`act-${name}`} label={w.fields[name] ?? name}>
          {name === 'item' ? <Select id="act-item" value={field('item') || null} options={state.items.map((one) => ({ value: one.id, label: one.title }))} onChange={(value) => draft.set({ item: value ?? '' })} />
            : name === 'text' ? <Input.TextArea id="act-text" rows={3} value={field('text')} onChange={(event) => draft.set({ text: event.target.value })} />
              : <Input id={`act-${name}`} type={name === 'start' || name === 'until' ? 'datetime-local' : 'text'} value={name === 'start' || name === 'until' ? field(name).slice(0, 16) : field(name)} onChange={(event) => draft.set({ [name]: event.target.value })} />}
        </Field>
      ))}
      <Button type="primary" onClick={() => void go()}>{w.acts[action]}</Button>
    </div>
  )
}

function Report() {
  const { practice: w } = useWords()
  const { unit } = usePlace()
  const report = useAsked<PracticeReport>('/practice/report', { unit })
  return (
    <section className="card list-gap">
      <h2>{w.report}</h2>
      <Loaded query={report} rows={2}>
        {(found) => (
          <>
            <p>{w.report_say(found.total.people, found.total.units_trained, found.total.units_total)}</p>
            <ul className="preview">{found.units.filter((one) => one.people.length > 0).map((one) => <li key={one.unit}><strong>{one.unit_name}</strong>: {one.people.map((who) => `${who.name} (${full_day(civil_at(who.at).slice(0, 10))}, ${who.online ? w.how_online : w.how_class})`).join('; ')}</li>)}</ul>
          </>
        )}
      </Loaded>
    </section>
  )
}
