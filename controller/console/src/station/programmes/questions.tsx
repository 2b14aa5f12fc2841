// Abbreviations nobody explained stop the machine voice: each is asked once, with the likely answers one press away.
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { post } from '../../api/client'
import type { Reading } from '../../api/shapes'
import { useWords } from '../../words/station'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import type { Programme } from './use_programme'

export function Questions({ questions, programme, done }: { questions: Reading['questions']; programme: Programme; done: () => void }) {
  const { editor: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const may_teach = useMay('dictionary.write')
  const [answers, set_answers] = useState<Record<string, string>>({})
  const answered = questions.every((one) => answers[one.word]?.trim())
  const go = async () => {
    try {
      if (may_teach) for (const one of questions) await post('/dictionary', { written: one.word, spoken: answers[one.word]?.trim(), scope: one.scope })
      else await programme.respell(questions.map((one) => ({ range: one.range, written: one.word, spoken: answers[one.word]?.trim() ?? '' })))
      done()
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <div className="say stack" role="group" aria-label={w.unknown}>
      <p><b>{w.unknown_say(questions.length)}</b></p>
      {questions.map((one) => (
        <div key={one.word} className="field">
          <label htmlFor={`q-${one.word}`}>{one.word}</label>
          <Input id={`q-${one.word}`} value={answers[one.word] ?? ''} maxLength={300} onChange={(event) => set_answers({ ...answers, [one.word]: event.target.value })} />
          <div className="row">
            {one.expansions.map((text) => <Button key={text} size="small" onClick={() => set_answers({ ...answers, [one.word]: text })}>{text}</Button>)}
            {one.as_letters && <Button size="small" onClick={() => set_answers({ ...answers, [one.word]: one.as_letters })}>{w.letters}: {one.as_letters}</Button>}
          </div>
        </div>
      ))}
      <Button type="primary" disabled={!answered} onClick={() => void go()}>{w.unknown_save}</Button>
    </div>
  )
}
