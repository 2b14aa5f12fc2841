// What the programme is about: form, topic, audience, folder, and the legal document it explains.
import { Button, Input, Select } from 'antd'
import type { Law } from '../../api/shapes'
import type { DraftForm } from '../../state/draft_form'
import { useWords } from '../../words/station'
import { DayField } from '../day_field'
import { useAsked } from '../queries'
import { Field } from '../schedule/item_fields'
import type { Programme } from './use_programme'

export function Details({ programme, disabled }: { programme: Programme; disabled: boolean }) {
  const { editor: w, programmes: names } = useWords()
  const { form, set } = programme
  const folders = useAsked<{ folders: { name: string }[] }>('/folders')
  return (
    <section className="card stack" aria-labelledby="details-title">
      <h2 id="details-title">{w.more}</h2>
      <Field id="d-form" label={w.form}><Select<DraftForm['form']> id="d-form" value={form.form} disabled={disabled} onChange={(value) => set({ form: value })} options={Object.entries(names.forms).map(([value, label]) => ({ value: value as DraftForm['form'], label }))} /></Field>
      <Field id="d-topic" label={w.topic}><Select id="d-topic" allowClear value={form.topic} disabled={disabled} onChange={(value) => set({ topic: value ?? null })} options={Object.entries(names.topics).map(([value, label]) => ({ value: Number(value), label }))} /></Field>
      <Field id="d-folder" label={w.folder}>
        <Input id="d-folder" list="folders" value={form.folder} maxLength={100} disabled={disabled} onChange={(event) => set({ folder: event.target.value })} />
        <datalist id="folders">{(folders.data?.folders ?? []).map((one) => <option key={one.name} value={one.name} />)}</datalist>
      </Field>
      <Field id="d-audience" label={w.audience}><Input id="d-audience" value={form.audience} maxLength={200} disabled={disabled} onChange={(event) => set({ audience: event.target.value })} /></Field>
      {form.law ? <LawFields law={form.law} disabled={disabled} change={(law) => set({ law })} /> : !disabled && <Button onClick={() => set({ law: { number: '' } })}>{w.law_add}</Button>}
    </section>
  )
}

const kTexts = ['number', 'kind', 'title', 'agency', 'signer', 'field'] as const
const kDays = ['issued', 'effective', 'expires'] as const

function LawFields({ law, change, disabled }: { law: Law; change: (law: Law) => void; disabled: boolean }) {
  const { editor: w } = useWords()
  return (
    <fieldset className="law stack">
      <legend>{w.law}</legend>
      {kTexts.map((name) => <Field key={name} id={`law-${name}`} label={w.law_fields[name] ?? name}><Input id={`law-${name}`} value={law[name] ?? ''} disabled={disabled} maxLength={200} onChange={(event) => change({ ...law, [name]: event.target.value })} /></Field>)}
      {kDays.map((name) => <Field key={name} id={`law-${name}`} label={w.law_fields[name] ?? name}><DayField id={`law-${name}`} value={law[name] ?? ''} disabled={disabled} may_clear change={(day) => change({ ...law, [name]: day || null })} /></Field>)}
      <Field id="law-state" label={w.law_status}><Select id="law-state" value={law.state ?? ''} disabled={disabled} onChange={(state) => change({ ...law, state })} options={Object.entries(w.law_states).map(([value, label]) => ({ value: value as NonNullable<Law['state']>, label }))} /></Field>
    </fieldset>
  )
}
