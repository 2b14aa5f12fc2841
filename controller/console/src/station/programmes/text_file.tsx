import { App, Button } from 'antd'
import { useRef, type ChangeEvent } from 'react'
import { call } from '../../api/client'
import type { Incoming } from '../../api/shapes'
import { useWords } from '../../words/station'
import { useSay } from '../say'

export function TextFile({ take }: { take: (text: string) => void }) {
  const { editor: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (!file) return
    try {
      const found = await call<{ text: string; incoming: Incoming }>('/texts', { method: 'POST', raw: file })
      take(found.text.replaceAll('\r\n', '\n'))
      if (found.incoming.converted_lines > 0) void message.info(w.converted(found.incoming.encoding))
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  return (
    <>
      <input ref={input} type="file" hidden accept=".docx,.pdf,.txt" onChange={(event) => void read(event)} aria-label={w.import_file} />
      <Button onClick={() => input.current?.click()}>{w.import_file}</Button>
    </>
  )
}
