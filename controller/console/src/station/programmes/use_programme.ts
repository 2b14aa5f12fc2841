// One programme being made: what is written here is kept on the device; `sync` brings it to the server before anything is
// made of it. A draft that somebody else changed is never overwritten.
import { useCallback, useEffect, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call_tagged, post, Refused, type Tagged } from '../../api/client'
import type { Draft, Incoming, Respelling } from '../../api/shapes'
import { form_of_draft, kBlankDraft, meta_change, text_changed, type DraftForm } from '../../state/draft_form'
import { queries } from '../queries'
import { useDraft, type Draft as Kept } from '../use_draft'
import { useDraftOf } from './programme_queries'

export interface Held {
  draft: Draft
  etag: string | null
}

export interface Programme {
  form: DraftForm
  set: (change: Partial<DraftForm>) => void
  kept: Kept<DraftForm>
  held: Held | null
  incoming: Incoming | null
  sync: (accept_unaccented?: boolean) => Promise<Held>
  respell: (more: Respelling[]) => Promise<Held>
  take: (held: Held) => void
}

const kDecisionEveryMs = 5_000

const tag = (tagged: Tagged<Draft>): Held => ({ draft: tagged.value, etag: tagged.etag ?? `"${tagged.value.version}"` })
const match = (held: Held) => (held.etag ? { if_match: held.etag } : {})

export function useProgrammeForm(found: Held | null, unit: string | undefined): Programme {
  const navigate = useNavigate()
  const initial = found ? form_of_draft(found.draft, found.draft.versions[0]?.language ?? 'vi') : kBlankDraft
  const kept = useDraft<DraftForm>(found ? `programme.${found.draft.id}` : 'programme.new', initial)
  const [held, set_held] = useState<Held | null>(found)
  const [incoming, set_incoming] = useState<Incoming | null>(null)
  const form = kept.value
  const latest = useDraftOf(held?.draft.id ?? null, held?.draft.state === 'submitted' && kDecisionEveryMs).data
  useEffect(() => {
    // A decision, or another person's change, while nothing of one's own is being written.
    if (!latest || !held || kept.dirty || latest.value.version <= held.draft.version) return
    set_held(tag(latest))
    kept.replace(form_of_draft(latest.value, form.language))
  }, [latest])
  const take = useCallback((next: Held) => {
    set_held(next)
    queries.setQueryData(['/drafts', next.draft.id], { value: next.draft, etag: next.etag })
  }, [])
  const sync = async (accept_unaccented = false): Promise<Held> => {
    let now = held ?? tag(await call_tagged<Draft>('/drafts', { method: 'POST', body: { title: form.title.trim(), form: form.form, ...(unit ? { unit } : {}) } }))
    set_held(now)
    const change = meta_change(form, now.draft)
    if (change) now = tag(await call_tagged<Draft>(`/drafts/${now.draft.id}`, { method: 'PATCH', body: change, ...match(now) }))
    set_held(now)
    if (text_changed(form, now.draft)) {
      const answer = await call_tagged<{ draft: Draft; incoming: Incoming | null }>(`/drafts/${now.draft.id}/versions/${form.language}`, { method: 'PATCH', body: { text: form.text, accept_unaccented }, ...match(now) })
      now = tag({ value: answer.value.draft, etag: answer.etag })
      set_incoming(answer.value.incoming)
    }
    kept.clear()
    kept.replace(form_of_draft(now.draft, form.language))
    take(now)
    if (!found) navigate(`/chuong-trinh/${now.draft.id}`, { replace: true })
    return now
  }
  const respell = async (more: Respelling[]): Promise<Held> => {
    const now = await sync()
    const before = now.draft.versions.find((one) => one.language === form.language)?.respellings ?? []
    const rest = before.filter((one) => !more.some((next) => next.range.begin === one.range.begin))
    const answer = await call_tagged<{ draft: Draft }>(`/drafts/${now.draft.id}/versions/${form.language}`, { method: 'PATCH', body: { respellings: [...rest, ...more] }, ...match(now) })
    const next = tag({ value: answer.value.draft, etag: answer.etag })
    take(next)
    return next
  }
  return { form, set: kept.set, kept, held, incoming, sync, respell, take }
}

export async function submit_draft(held: Held, submission: object): Promise<Held> {
  const answer = await call_tagged<Draft>(`/drafts/${held.draft.id}/submit`, { method: 'POST', body: submission, ...match(held) })
  return tag(answer)
}

export async function confirm_law(held: Held, from: string, until: string, reason: string): Promise<Held> {
  return tag(await call_tagged<Draft>(`/drafts/${held.draft.id}/in-force`, { method: 'POST', body: { from, until, reason }, ...match(held) }))
}

export const has_code = (error: unknown, code: string): boolean => error instanceof Refused && error.errors.some((one) => one.code === code)

interface Task {
  state: 'running' | 'done' | 'failed'
  progress?: number
  errors?: { text_vi: string; text_en: string; code?: string }[]
}

const kPollMs = 700
const kPollsAtMost = 600

/** Waits for an import or a synthesis; fails with the task's own texts. */
export async function finish_task(task: string): Promise<void> {
  for (let polls = 0; polls < kPollsAtMost; polls += 1) {
    const { value } = await call_tagged<Task>(`/tasks/${task}`)
    if (value.state === 'done') return
    if (value.state === 'failed') throw new Refused(422, value.errors ?? [])
    await new Promise((go) => setTimeout(go, kPollMs))
  }
  throw new Refused(504, [])
}

export async function reload_draft(id: string): Promise<Held> {
  return tag(await call_tagged<Draft>(`/drafts/${id}`))
}

export const speak = (held: Held, language: string) => post<{ task: string; sentences: number }>(`/drafts/${held.draft.id}/versions/${language}/speech`, {})
export const attach = (held: Held, language: string, upload: string, voice: 'recorded' | 'file') => post<{ task: string }>(`/drafts/${held.draft.id}/versions/${language}/sound`, { upload, voice })
