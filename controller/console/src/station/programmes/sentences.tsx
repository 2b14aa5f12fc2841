// The text as it is read: each sentence can be heard, each word pressed and respelled; only that sentence is made again.
import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { post } from '../../api/client'
import type { TimedSentence } from '../../api/shapes'
import { words_of, type Word } from '../../state/draft_form'
import { useWords } from '../../words/station'
import { useAsked } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { Loaded } from '../loaded'
import type { Programme } from './use_programme'
import { Icon } from '../../parts/icons'

interface Props {
  programme: Programme
  play_from: (ms: number) => void
  disabled: boolean
}

const kShown = 60

export function Sentences({ programme, play_from, disabled }: Props) {
  const words = useWords()
  const { editor: w } = words
  const [word, choose] = useState<Word | null>(null)
  const [limit, set_limit] = useState(kShown)
  const found = useAsked<{ sentences: TimedSentence[] }>(`/drafts/${programme.held?.draft.id}/versions/${programme.form.language}/sentences`)
  return (
    <div>
      <h3>{w.sentences}</h3>
      <Loaded query={found}>
        {({ sentences }) => (
          <>
            <p className="soft small">{w.spoken(sentences.length)}</p>
            <ol className="sentences">
              {sentences.slice(0, limit).map((one) => (
                <li key={one.range.begin}>
                  <button type="button" className="play" aria-label={`${w.play_sentence}: ${one.written}`} onClick={() => play_from(one.start_ms)}><Icon sign="playing" size={18} /></button>
                  <p>{words_of(one.written, one.range.begin).map((each) => <button key={each.begin} type="button" className="word" disabled={disabled} onClick={() => choose(each)}>{each.text}</button>)}</p>
                </li>
              ))}
            </ol>
            {sentences.length > limit && <Button onClick={() => set_limit(limit + 200)}>{words.shell.more_rows(sentences.length - limit)}</Button>}
          </>
        )}
      </Loaded>
      {word && <RespellDialog {...{ word, programme }} close={() => choose(null)} />}
    </div>
  )
}

const bare = (text: string): { text: string; lead: number } => {
  const match = /^([("“'‘[]*)(.*?)([.,;:!?)"”'’\]…]*)$/.exec(text)
  return { text: match?.[2] || text, lead: match?.[1]?.length ?? 0 }
}

function RespellDialog({ word, programme, close }: { word: Word; programme: Programme; close: () => void }) {
  const { editor: w, shell } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const may_teach = useMay('dictionary.write')
  const { text, lead } = bare(word.text)
  const [spoken, set_spoken] = useState(text)
  const [everywhere, set_everywhere] = useState(false)
  const go = async () => {
    const begin = word.begin + lead
    try {
      if (everywhere) await post('/dictionary', { written: text, spoken: spoken.trim() })
      else await programme.respell([{ range: { begin, end: begin + text.length }, written: text, spoken: spoken.trim() }])
      close()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <Modal open onCancel={close} title={w.respell(text)} okText={w.respell_save} cancelText={shell.cancel} onOk={() => void go()} okButtonProps={{ disabled: !spoken.trim() }}>
      <div className="stack">
        <label htmlFor="respell">{w.respell_to}</label>
        <Input id="respell" autoFocus value={spoken} maxLength={300} onChange={(event) => set_spoken(event.target.value)} onPressEnter={() => void go()} />
        {may_teach && <Checkbox checked={everywhere} onChange={(event) => set_everywhere(event.target.checked)}>{w.respell_scope}</Checkbox>}
      </div>
    </Modal>
  )
}
