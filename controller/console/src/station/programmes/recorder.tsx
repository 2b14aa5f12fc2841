// Records in the browser; the recording is sent like any file, so a line that breaks does not lose it.
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/station'
import { upload_file, type Progress } from './tus_upload'
import { Sending } from './upload'

const kKinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']
const two = (value: number): string => String(value).padStart(2, '0')

function kind_here(): string | undefined {
  return typeof MediaRecorder === 'undefined' ? undefined : kKinds.find((kind) => MediaRecorder.isTypeSupported(kind))
}

export function Recorder({ use }: { use: (upload: string) => void }) {
  const { editor: w } = useWords()
  const recorder = useRef<MediaRecorder | null>(null)
  const [seconds, set_seconds] = useState<number | null>(null)
  const [refused, set_refused] = useState(false)
  const [sent, set_sent] = useState<Progress | null>(null)
  const [go_on, set_go_on] = useState<(() => void) | null>(null)
  const running = seconds !== null
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => set_seconds((before) => (before ?? 0) + 1), 1_000)
    return () => clearInterval(timer)
  }, [running])
  useEffect(() => () => recorder.current?.stream.getTracks().forEach((track) => track.stop()), [])
  const start = async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } })
      const kind = kind_here()
      const made = new MediaRecorder(stream, kind ? { mimeType: kind } : {})
      const pieces: Blob[] = []
      made.ondataavailable = (event) => pieces.push(event.data)
      made.onstop = () => void send(new Blob(pieces, { type: made.mimeType }))
      made.start(1_000)
      recorder.current = made
      set_seconds(0)
    } catch {
      set_refused(true)
    }
  }
  const send = async (sound: Blob) => {
    recorder.current?.stream.getTracks().forEach((track) => track.stop())
    const upload = upload_file(sound, `thu-am.${sound.type.includes('mp4') ? 'm4a' : sound.type.includes('ogg') ? 'ogg' : 'webm'}`, set_sent)
    set_go_on(() => upload.go_on)
    use(await upload.done)
  }
  const stop = () => {
    set_seconds(null)
    recorder.current?.stop()
  }
  if (refused) return <Alert type="warning" showIcon role="alert" message={w.no_microphone} />
  return (
    <div className="row">
      {running ? <Button danger onClick={stop}>{w.stop_recording}</Button> : !sent && <Button type="primary" onClick={() => void start()}>{w.start}</Button>}
      {running && <span role="timer">{w.recording(`${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`)}</span>}
      {sent && <Sending sent={sent} go_on={go_on} />}
    </div>
  )
}
