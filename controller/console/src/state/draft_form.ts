// What is written of a programme on this device, against what the server holds: the smallest changes that bring them together.
import type { Draft, Law } from '../api/shapes'

export interface DraftForm {
  title: string
  text: string
  language: string
  form: Draft['form']
  topic: number | null
  folder: string
  audience: string
  law: Law | null
}

export const kBlankDraft: DraftForm = { title: '', text: '', language: 'vi', form: 'news', topic: null, folder: '', audience: '', law: null }

const version_of = (draft: Draft, language: string) => draft.versions.find((one) => one.language === language)
/** The server keeps CRLF; a text area shows LF. */
const lf = (text: string): string => text.replaceAll('\r\n', '\n')

export function form_of_draft(draft: Draft, language: string): DraftForm {
  return {
    title: draft.title, text: lf(version_of(draft, language)?.text ?? ''), language, form: draft.form, topic: draft.topic, folder: draft.folder, audience: draft.audience, law: draft.law,
  }
}

type MetaChange = Partial<Pick<DraftForm, 'title' | 'form' | 'topic' | 'folder' | 'audience' | 'law'>>

export function meta_change(form: DraftForm, held: Draft): MetaChange | null {
  const law = form.law && form.law.number.trim() ? form.law : null
  const wanted: MetaChange = { title: form.title.trim(), form: form.form, topic: form.topic, folder: form.folder.trim(), audience: form.audience.trim(), law }
  const change = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(held[name as keyof Draft])))
  return Object.keys(change).length > 0 ? (change as MetaChange) : null
}

export function text_changed(form: DraftForm, held: Draft): boolean {
  return form.text !== lf(version_of(held, form.language)?.text ?? '')
}

const kWordsAMinute = 150
export function reading_length(text: string): { words: number; minutes: number } {
  const words = text.trim() ? text.trim().split(/\s+/).length : 0
  return { words, minutes: Math.max(words > 0 ? 1 : 0, Math.round(words / kWordsAMinute)) }
}

export interface Word {
  text: string
  begin: number
  end: number
}

/** The words of a sentence with their place in the whole text (UTF-16 units), the spaces left out. */
export function words_of(written: string, begin: number): Word[] {
  return [...written.matchAll(/\S+/g)].map((match) => ({ text: match[0], begin: begin + match.index, end: begin + match.index + match[0].length }))
}

/** The document and the air dates: what a person should see before anybody is asked to sign. */
export function law_warning(law: Law | null, from: string, until: string): { kind: 'not_yet' | 'over'; day: string } | null {
  if (!law) return null
  if (law.effective && from && from < law.effective) return { kind: 'not_yet', day: law.effective }
  const ends = law.expires ?? null
  if (ends && until && until > ends) return { kind: 'over', day: ends }
  return null
}
