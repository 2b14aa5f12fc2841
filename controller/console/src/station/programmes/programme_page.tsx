// One programme, from a blank page to the approver: text, sound, hand in. What is typed is on the device at once.
import { Alert, App, Button, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { useParams } from 'react-router-dom'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { usePlace, useUnits } from '../place'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { Field } from '../schedule/item_fields'
import { time_of } from '../../format/civil'
import { civil_at } from '../zone'
import { reading_length } from '../../state/draft_form'
import { Details } from './details'
import { HandIn } from './hand_in'
import { useDraftOf } from './programme_queries'
import { SoundPart } from './sound_part'
import { has_code, useProgrammeForm, type Held, type Programme } from './use_programme'
import { TextFile } from './text_file'
import { useLanguages } from './languages'

const kNew = 'moi'

export default function ProgrammePage() {
  const { id = kNew } = useParams()
  const begun_here = useRef(id === kNew)
  const found = useDraftOf(begun_here.current ? null : id)
  if (begun_here.current) return <Editor found={null} />
  return <Loaded query={found}>{(tagged) => <Editor key={id} found={{ draft: tagged.value, etag: tagged.etag }} />}</Loaded>
}

function Editor({ found }: { found: Held | null }) {
  const words = useWords()
  const { editor: w, programmes: names } = words
  const { unit } = usePlace()
  const units = useUnits()
  const may_write = useMay('programmes.write')
  const programme = useProgrammeForm(found, unit ?? units[0]?.id)
  const { held, kept } = programme
  const state = held?.draft.state ?? 'draft'
  const rejected = state === 'rejected' ? held?.draft.history.filter((one) => one.state === 'rejected').at(-1) : undefined
  return (
    <>
      <div className="page-head">
        <h1>{held ? held.draft.title : w.new_title}</h1>
        {held && <span className="chip is-accent">{names.states[state]}</span>}
        {held && <span className="soft small">{names.version(held.draft.revision)} · {held.draft.author_name}</span>}
        {kept.dirty && <span className="soft small">{kept.kept ? words.shell.draft_kept : words.shell.draft_not_kept}</span>}
      </div>
      {kept.restored_at !== null && kept.dirty && <Alert className="gap-below" type="info" showIcon message={words.shell.draft_restored(time_of(civil_at(kept.restored_at)))} action={<Button size="small" onClick={kept.clear}>{words.shell.start_over}</Button>} />}
      {rejected && <p className="say is-fault gap-below">{w.rejected(rejected.by, rejected.reason)}</p>}
      <div className="columns">
        <div className="stack">
          <TextPart programme={programme} disabled={!may_write} />
          <SoundPart programme={programme} disabled={!may_write} />
        </div>
        <div className="stack">
          <HandIn programme={programme} />
          <Details programme={programme} disabled={!may_write} />
        </div>
      </div>
    </>
  )
}

function TextPart({ programme, disabled }: { programme: Programme; disabled: boolean }) {
  const { editor: w } = useWords()
  const { form, set, incoming, held } = programme
  const [tried, set_tried] = useState(false)
  const languages = useLanguages()
  const length = reading_length(form.text)
  const choose_language = (language: string) => {
    const version = held?.draft.versions.find((one) => one.language === language)
    set({ language, text: version?.text.replaceAll('\r\n', '\n') ?? '' })
  }
  return (
    <section className="card stack" aria-labelledby="text-title">
      <h2 id="text-title">1. {w.steps.text}</h2>
      <div className="title-row">
        <Field id="programme-title" label={w.name} bad={tried && !form.title.trim() && w.name_missing}>
          <Input id="programme-title" value={form.title} maxLength={300} disabled={disabled} autoFocus={!held} onBlur={() => set_tried(true)} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        <Field id="programme-language" label={w.language}>
          <Select id="programme-language" value={form.language} disabled={disabled} onChange={choose_language} options={languages.map((one) => ({ value: one.code, label: one.name }))} />
        </Field>
      </div>
      <Field id="programme-text" label={w.body} hint={form.text ? w.words(length.words, length.minutes) : w.body_hint}>
        <Input.TextArea id="programme-text" value={form.text} disabled={disabled} rows={10} className="grows" lang={form.language} onChange={(event) => set({ text: event.target.value.normalize('NFC') })} />
      </Field>
      {incoming && incoming.converted_lines > 0 && <p className="say">{w.converted(incoming.encoding)}</p>}
      <div className="row">
        {!disabled && <TextFile take={(text) => set({ text })} />}
        {!disabled && <SaveButton programme={programme} />}
      </div>
    </section>
  )
}

function SaveButton({ programme }: { programme: Programme }) {
  const { editor: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const [question, ask] = useState<string | null>(null)
  const save = async (accept: boolean) => {
    ask(null)
    try {
      await programme.sync(accept)
      void message.success(w.saved_draft)
    } catch (error) {
      if (has_code(error, 'speech.unaccented')) ask(say.error(error))
      else void message.error(say.error(error))
    }
  }
  return (
    <>
      <Button disabled={!programme.form.title.trim()} onClick={() => void save(false)}>{w.save_draft}</Button>
      {question && <Alert type="warning" showIcon role="alert" message={question} action={<Button size="small" onClick={() => void save(true)}>{w.accept_unaccented}</Button>} />}
    </>
  )
}
