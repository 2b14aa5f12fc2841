// The sound of a programme: a machine voice, a recording, or a file; then heard here, sentence by sentence.
import { App, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import type { Peaks, Reading, Sound } from '../../api/shapes'
import { call } from '../../api/client'
import { useWords } from '../../words/station'
import { useAsked, queries } from '../queries'
import { useSay } from '../say'
import { Recorder } from './recorder'
import { Sentences } from './sentences'
import { Questions } from './questions'
import { Upload } from './upload'
import { attach, finish_task, has_code, reload_draft, speak, type Programme } from './use_programme'
import { useLanguages } from './languages'
import { Waveform } from './waveform'

type Way = 'record' | 'upload' | null

export function SoundPart({ programme, disabled }: { programme: Programme; disabled: boolean }) {
  const words = useWords()
  const { editor: w } = words
  const [way, set_way] = useState<Way>(null)
  const [busy, set_busy] = useState<string | null>(null)
  const [questions, ask] = useState<Reading['questions']>([])
  const say = useSay()
  const { message } = App.useApp()
  const { form, held } = programme
  const sound = held?.draft.versions.find((one) => one.language === form.language)?.sound ?? null
  const spoken = useLanguages().find((one) => one.code === form.language)?.spoken ?? true
  const make = async (begin: () => Promise<{ task: string; draft: string }>, said: string) => {
    set_busy(said)
    try {
      const { task, draft } = await begin()
      await finish_task(task)
      programme.take(await reload_draft(draft))
      await queries.invalidateQueries({ predicate: (one) => /peaks|sentences|\/programmes/.test(String(one.queryKey[0])) })
      set_way(null)
    } catch (error) {
      if (error instanceof Asked) return
      if (has_code(error, 'speech.questions_open') && programme.held) return ask(await open_questions(programme.held.draft.id, form.language))
      void message.error(say.error(error), 8)
    } finally {
      set_busy(null)
    }
  }
  const read_aloud = () => make(async () => {
    const now = await programme.sync()
    const reading = await call<Reading>(`/drafts/${now.draft.id}/versions/${form.language}/reading`)
    ask(reading.questions)
    if (reading.questions.length > 0) throw new Asked()
    return { task: (await speak(now, form.language)).task, draft: now.draft.id }
  }, w.speaking)
  const use_upload = (upload: string, voice: 'recorded' | 'file') => make(async () => {
    const now = await programme.sync()
    return { task: (await attach(now, form.language, upload, voice)).task, draft: now.draft.id }
  }, w.transcoding)
  const can = form.title.trim() !== ''
  return (
    <section className="card stack" aria-labelledby="sound-title">
      <h2 id="sound-title">2. {w.steps.sound}</h2>
      {!disabled && (
        <div className="row">
          <Button type={sound ? 'default' : 'primary'} disabled={!can || !form.text.trim() || !spoken || busy !== null} onClick={() => void read_aloud()}>{w.speak}</Button>
          <Button disabled={!can || busy !== null} onClick={() => set_way('record')}>{w.record}</Button>
          <Button disabled={!can || busy !== null} onClick={() => set_way('upload')}>{w.upload}</Button>
        </div>
      )}
      {!spoken && <p className="soft">{w.language_silent}</p>}
      {busy && <div role="status"><p>{busy}</p><Progress percent={100} status="active" showInfo={false} aria-label={busy} /></div>}
      {questions.length > 0 && <Questions questions={questions} programme={programme} done={() => { ask([]); void read_aloud() }} />}
      {way === 'record' && <Recorder use={(upload) => void use_upload(upload, 'recorded')} />}
      {way === 'upload' && <Upload use={(upload) => void use_upload(upload, 'file')} />}
      {sound ? <Heard {...{ programme, sound, disabled }} again={() => void read_aloud()} /> : !busy && way === null && <p className="soft">{w.sound_none}</p>}
    </section>
  )
}

/** Not a failure: the page now asks how to read what is unknown. */
class Asked extends Error {}

async function open_questions(draft: string, language: string): Promise<Reading['questions']> {
  return (await call<Reading>(`/drafts/${draft}/versions/${language}/reading`)).questions
}

interface HeardProps {
  programme: Programme
  sound: Sound
  disabled: boolean
  again: () => void
}

function Heard({ programme, sound, disabled, again }: HeardProps) {
  const words = useWords()
  const { editor: w } = words
  const player = useRef<HTMLAudioElement>(null)
  const peaks = useAsked<Peaks>(`/programmes/${sound.programme}/peaks`, { points: 300 })
  const play_from = (ms: number) => {
    if (!player.current) return
    player.current.currentTime = ms / 1000
    void player.current.play()
  }
  return (
    <div className="stack">
      {sound.stale && <p className="say is-fault row">{w.stale} {!disabled && <Button onClick={again}>{w.speak_again}</Button>}</p>}
      <p className="row"><b>{w.sound_ready}</b> <span className="soft">{words.duration(sound.duration_ms)} · {w.loudness} {(sound.loudness_centi_lufs / 100).toFixed(1).replace('.', ',').replace('-', '−')} LUFS</span></p>
      {peaks.data && <Waveform peaks={peaks.data.peaks} label={w.waveform} />}
      <audio key={sound.revision} ref={player} className="player" controls preload="none" src={`/api/v1/programmes/${sound.programme}/audio`} aria-label={w.listen} />
      {sound.voice === 'machine' && <Sentences {...{ programme, play_from, disabled }} />}
    </div>
  )
}
