// Every call of the console goes through here: the session's cookie, the header that no foreign page can send, one key
// per order so that a repeated send counts once, and errors as texts in both languages. A refused call throws Refused.
import type { Told } from './types'

const kTimeoutMs = 20_000

export interface Problem extends Told {
  place?: string
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly errors: Problem[],
  ) {
    super(errors[0]?.text_vi ?? `HTTP ${status}`)
  }
}

/** The line is down, or nobody answered in time: nothing is known about the order. */
export class Unreachable extends Error {}

type Query = Record<string, string | number | boolean | null | undefined>

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Query
  body?: unknown
  raw?: BodyInit
  raw_type?: string
  if_match?: string
  /** Kept by the caller when a failed order is sent again. */
  order_key?: string
  signal?: AbortSignal
}

const lost = new Set<() => void>()
/** Told when the server no longer knows the session; drafts are untouched. */
export function on_session_lost(tell: () => void): () => void {
  lost.add(tell)
  return () => lost.delete(tell)
}

export function order_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function address_of(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

function request_of(call: Call): RequestInit {
  const method = call.method ?? 'GET'
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['x-loa-console'] = '1'
  if (method === 'POST') headers['idempotency-key'] = call.order_key ?? order_key()
  if (call.if_match) headers['if-match'] = call.if_match
  if (call.body !== undefined) headers['content-type'] = 'application/json'
  if (call.raw !== undefined) headers['content-type'] = call.raw_type ?? 'application/octet-stream'
  const body = call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body))
  return { method, headers, body, credentials: 'same-origin', cache: 'no-store', signal: call.signal ?? AbortSignal.timeout(kTimeoutMs) }
}

export function problems_of(body: unknown): Problem[] {
  const errors = (body as { errors?: unknown } | null)?.errors
  return Array.isArray(errors) ? (errors as Problem[]).filter((one) => typeof one?.text_vi === 'string') : []
}

async function answer_of(path: string, call: Call): Promise<Response> {
  try {
    return await fetch(address_of(path, call.query), request_of(call))
  } catch (error) {
    throw new Unreachable(String(error))
  }
}

export interface Tagged<T> {
  value: T
  etag: string | null
}

export async function call_tagged<T>(path: string, call: Call = {}): Promise<Tagged<T>> {
  const answer = await answer_of(path, call)
  const text = await answer.text()
  let body: unknown = null
  try {
    body = text ? JSON.parse(text) : null
  } catch {
    body = answer.ok ? text : null
  }
  // A proxy's 502..504 says nothing about the order.
  if (answer.status >= 502 && answer.status <= 504) throw new Unreachable(`HTTP ${answer.status}`)
  if (answer.status === 401 && path !== '/session' && path !== '/me') lost.forEach((tell) => tell())
  if (!answer.ok) throw new Refused(answer.status, problems_of(body))
  return { value: body as T, etag: answer.headers.get('etag') }
}

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  return (await call_tagged<T>(path, options)).value
}

// Without a body nothing is sent: a call that takes none refuses even an empty object.
export const post = <T>(path: string, body?: unknown, more: Call = {}): Promise<T> => call<T>(path, { ...more, method: 'POST', body })
export const put = <T>(path: string, body: unknown, more: Call = {}): Promise<T> => call<T>(path, { ...more, method: 'PUT', body })
export const remove = <T>(path: string, more: Call = {}): Promise<T> => call<T>(path, { ...more, method: 'DELETE' })
