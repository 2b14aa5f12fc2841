// One live connection to /api/v1/stream that mends itself.
// EventSource retries a dropped connection by itself but gives up for good on an HTTP error, and never notices a
// line that went quiet: this opens a new one in both cases. While no overview comes, /api/v1/overview is asked
// instead, so that "nothing changed" and "nobody answers" are told apart.
import { parse_demo, parse_levels, parse_overview } from './parse'
import type { Demo, Levels, Overview } from './types'

export type StreamEvent =
  | { kind: 'opened'; at: number }
  | { kind: 'lost'; at: number }
  | { kind: 'overview'; at: number; overview: Overview }
  | { kind: 'levels'; at: number; levels: Levels }
  | { kind: 'demo'; at: number; demo: Demo }

const kAskAfterMs = 4_000
const kAskTimeoutMs = 3_000
const kQuietMs = 20_000
const kRetryMs = [500, 1_000, 2_000, 4_000] as const

/** Milliseconds of a clock that never jumps; all ages on the page are measured with it. */
export const steady_ms = (): number => performance.now()

export class LiveStream {
  private source_: EventSource | null = null
  private retry_: number | undefined
  private watch_: number | undefined
  private attempts_ = 0
  private heard_at_ = 0
  private overview_at_ = 0
  private asking_ = false

  constructor(private readonly tell_: (event: StreamEvent) => void) {}

  start(): void {
    this.open()
    this.watch_ = window.setInterval(() => this.watch(), 1_000)
    window.addEventListener('online', this.reopen)
    document.addEventListener('visibilitychange', this.on_visible)
  }

  stop(): void {
    window.removeEventListener('online', this.reopen)
    document.removeEventListener('visibilitychange', this.on_visible)
    window.clearInterval(this.watch_)
    this.close()
  }

  private open(): void {
    const source = new EventSource('/api/v1/stream')
    this.source_ = source
    this.heard_at_ = steady_ms()
    source.onopen = () => {
      this.attempts_ = 0
      this.tell_({ kind: 'opened', at: this.touch() })
    }
    source.onerror = () => this.on_error(source)
    source.addEventListener('overview', (event) => this.take_overview(event.data))
    source.addEventListener('levels', (event) => {
      const levels = parse_levels(event.data)
      if (levels) this.tell_({ kind: 'levels', at: this.touch(), levels })
    })
    source.addEventListener('demo', (event) => {
      const demo = parse_demo(event.data)
      if (demo) this.tell_({ kind: 'demo', at: this.touch(), demo })
    })
  }

  private take_overview(text: string): void {
    const overview = parse_overview(text)
    if (!overview) return
    this.overview_at_ = this.touch()
    this.tell_({ kind: 'overview', at: this.overview_at_, overview })
  }

  private touch(): number {
    this.heard_at_ = steady_ms()
    return this.heard_at_
  }

  private on_error(source: EventSource): void {
    this.tell_({ kind: 'lost', at: steady_ms() })
    if (source.readyState !== EventSource.CLOSED) return
    const wait = kRetryMs[Math.min(this.attempts_, kRetryMs.length - 1)]
    this.attempts_ += 1
    window.clearTimeout(this.retry_)
    this.retry_ = window.setTimeout(this.reopen, wait)
  }

  private readonly reopen = (): void => {
    this.close()
    this.open()
  }

  private readonly on_visible = (): void => {
    if (document.visibilityState === 'visible' && steady_ms() - this.heard_at_ > kAskAfterMs) this.reopen()
  }

  private close(): void {
    window.clearTimeout(this.retry_)
    this.source_?.close()
    this.source_ = null
  }

  private watch(): void {
    const now = steady_ms()
    if (now - this.overview_at_ > kAskAfterMs) void this.ask()
    if (now - this.heard_at_ > kQuietMs) this.reopen()
  }

  private async ask(): Promise<void> {
    if (this.asking_) return
    this.asking_ = true
    try {
      const answer = await fetch('/api/v1/overview', { signal: AbortSignal.timeout(kAskTimeoutMs), cache: 'no-store' })
      if (answer.ok) this.take_overview(await answer.text())
    } catch {
      // Unreachable: the age of the data, shown on the page, already says so.
    } finally {
      this.asking_ = false
    }
  }
}
