// The four states and the four severities, always as colour, sign and word together.
import { Icon, type Sign } from '../parts/icons'

export type Shade = 'playing' | 'ready' | 'fault' | 'unknown'

const kShadeOfSeverity: Record<string, Shade> = { blocks: 'fault', risks: 'fault', unknown: 'unknown', notice: 'playing' }
const kSignOfSeverity: Record<string, Sign> = { blocks: 'broken', risks: 'fault', unknown: 'unknown', notice: 'info' }

export function Mark({ shade, word, sign }: { shade: Shade; word: string; sign?: Sign }) {
  return (
    <span className={`mark is-${shade}`}>
      <Icon sign={sign ?? shade} />
      {word}
    </span>
  )
}

export function SeverityMark({ severity, word }: { severity: string; word: string }) {
  return <Mark shade={kShadeOfSeverity[severity] ?? 'unknown'} sign={kSignOfSeverity[severity] ?? 'unknown'} word={word} />
}
