// POST /signer/v1/*: a token or a signature speaks for the caller; no cookie goes along.
import { base64, type Bytes } from './protocol/bytes'

export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, readonly text_vi: string, readonly text_en: string) {
    super(text_en)
  }
}

async function post(path: string, body: object): Promise<Response> {
  const response = await fetch(`/signer/v1/${path}`, {
    method: 'POST', credentials: 'omit', cache: 'no-store', redirect: 'error', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  }).catch(() => undefined)
  if (!response) throw new ApiError(0, 'http.connect', 'Không có kết nối tới máy chủ. Hãy thử lại.', 'No connection to the server. Try again.')
  if (response.ok) return response
  const told = await response.json().catch(() => undefined)
  const first = told?.errors?.[0]
  throw new ApiError(response.status, first?.code ?? 'http', first?.text_vi ?? `Máy chủ trả lời ${response.status}`, first?.text_en ?? `The server answers ${response.status}`)
}
const ask = async <Value>(path: string, body: object) => (await (await post(path, body)).json()) as Value

export interface ShownUnit { id: string; name: string; kind: string }
export interface ShownRequest {
  id: string
  programme: string
  revision: number
  manifest: string
  author: string
  author_name: string
  title: string
  text: string
  law: string
  units: ShownUnit[]
  class: 'emergency' | 'priority' | 'normal'
  from: number
  until: number
  airings_per_day: number
  max_volume?: number
  slots: string[]
  newer_revision: boolean
}
export interface ShownEnrolment {
  enrolment: string
  person: string
  name: string
  unit: ShownUnit
  state: string
  key: string
  challenge: string
}
export interface ShownGrant { name: string; person: string; actions: string[]; units: ShownUnit[]; until: number }
export interface Heard { listened_ms: number; to_end: boolean }

export const get_network = () => ask<{ genesis: string; zone: string; now: number; bundle: string }>('network', {})
export const get_request = async (token: string) => (await ask<{ request: ShownRequest }>('request', { token })).request
export const get_papers = (token: string) => ask<{ map: string; trust: string }>('papers', { token })
export const get_content = async (token: string, hash: string) => new Uint8Array(await (await post('content', { token, hash })).arrayBuffer())
export const send_approval = (token: string, envelope: Bytes, heard: Heard) =>
  ask<{ document: string }>('approve', { token, envelope: base64(envelope), ...heard })
export const send_rejection = (token: string, reason: string, key: string, signature: string, heard: Heard) =>
  ask('reject', { token, reason, key, signature, ...heard })
export const get_enrolment = (token: string) => ask<ShownEnrolment>('enrolment', { token })
export const send_keys = (token: string, keys: object) => ask<ShownEnrolment>('enrolment/keys', { token, ...keys })
export const send_test = (token: string, signature: string) => ask('enrolment/test', { token, signature })
export const get_rights = async (key: string) => (await ask<{ grants: ShownGrant[] }>('rights', { key })).grants
export const get_paper = async (token: string) => (await ask<{ payload: string }>('paper', { token })).payload
export const get_map = async () => (await ask<{ map: string }>('map', {})).map
export const send_document = (envelope: Bytes) => ask<{ document: string }>('document', { envelope: base64(envelope) })
