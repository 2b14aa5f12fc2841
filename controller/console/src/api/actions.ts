// The few calls the page makes besides the stream. Each resolves: a failed call is an answer in words, never a throw.
import type { ExplainStep, TrialAnswer } from './types'

const kTrialTimeoutMs = 30_000
const kExplainTimeoutMs = 8_000

const kUnreachable: TrialAnswer = {
  ok: false,
  text_vi: 'Không gửi được: bộ giám sát không trả lời. Xem cửa sổ đang chạy ./loa demo còn mở không, rồi thử lại.',
  text_en: 'Not sent: the supervisor does not answer. See that the window running ./loa demo is still open, then try again.',
}

function is_told(value: unknown): value is TrialAnswer {
  return typeof value === 'object' && value !== null && typeof (value as TrialAnswer).text_vi === 'string'
}

/** Error bodies are {"errors":[{text_vi,text_en}]}; the first one is what a person can act on. */
function told_of(body: unknown): TrialAnswer {
  if (is_told(body)) return body
  const first = (body as { errors?: unknown[] } | null)?.errors?.[0]
  return is_told(first) ? { ...first, ok: false } : kUnreachable
}

export async function run_trial(verb: string, parameters: Record<string, string>): Promise<TrialAnswer> {
  try {
    const answer = await fetch(`/demo/actions/${encodeURIComponent(verb)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
      signal: AbortSignal.timeout(kTrialTimeoutMs),
    })
    return told_of(await answer.json())
  } catch {
    return kUnreachable
  }
}

/** The planner's reasons for a cluster at an instant; undefined when nobody could be asked. */
export async function explain(cluster: string, at: number): Promise<ExplainStep[] | undefined> {
  const query = new URLSearchParams({ cluster, at: String(Math.round(at)) })
  try {
    const answer = await fetch(`/api/v1/explain?${query}`, { signal: AbortSignal.timeout(kExplainTimeoutMs) })
    if (!answer.ok) return undefined
    const body = (await answer.json()) as { steps?: ExplainStep[] }
    return Array.isArray(body.steps) ? body.steps : undefined
  } catch {
    return undefined
  }
}

export const listen_address = (cluster: string): string => `/demo/listen/${encodeURIComponent(cluster)}`
