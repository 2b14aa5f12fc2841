import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useWords } from '../../words/station'
import { upload_file, type Progress as Sent } from './tus_upload'

export function Upload({ use }: { use: (upload: string) => void }) {
  const { editor: w } = useWords()
  const [sent, set_sent] = useState<Sent | null>(null)
  const [go_on, set_go_on] = useState<(() => void) | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const running = upload_file(file, file.name, set_sent)
    set_go_on(() => running.go_on)
    use(await running.done)
  }
  return (
    <div className="stack">
      <label className="file-choice">{w.choose}<input type="file" accept="audio/*,.mp3,.wav,.ogg,.opus,.m4a,.flac" onChange={(event) => void take(event.target.files?.[0])} /></label>
      {sent && <Sending sent={sent} go_on={go_on} />}
    </div>
  )
}

export function Sending({ sent, go_on }: { sent: Sent; go_on: (() => void) | null }) {
  const { editor: w } = useWords()
  return (
    <div role="status">
      <p>{sent.broken ? w.paused : w.uploading(sent.percent)}</p>
      <Progress percent={sent.percent} status={sent.broken ? 'exception' : 'active'} showInfo={false} aria-label={w.uploading(sent.percent)} />
      {sent.broken && go_on && <Button onClick={go_on}>{w.resume}</Button>}
    </div>
  )
}
