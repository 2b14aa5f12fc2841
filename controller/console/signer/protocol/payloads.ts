// Payloads that officers sign here: written member for member in the order the C++ side writes them, so that equal documents
// are equal bytes, and read back strictly before they are signed.
import { Refusal, from_utf8, utf8, type Bytes } from './bytes'
import { Fields, parse_json, type Json } from './strict_json'

const kDay = 24 * 3600 * 1000
const kMaxNumber = Number.MAX_SAFE_INTEGER
const kMaxPayload = 16 * 1024
const kApprovalNeeds = ['author', 'class', 'from', 'until', 'airings_per_day', 'withdrawn']
const kClasses = ['emergency', 'priority', 'normal'] as const
export type BroadcastClass = (typeof kClasses)[number]
export const kNoHash = '0'.repeat(64)

export interface Header {
  id: string
  issued: number
  trace: string
}
export interface Approval extends Header {
  version: number
  programme: string
  revision: number
  author: string
  manifest: string
  law: string // zeros: the programme explains no law
  units: string[]
  class: BroadcastClass
  from: number
  until: number
  airings_per_day: number
  withdrawn: boolean
  source?: string
  max_volume?: number
}
export interface Hush extends Header {
  unit: string
  until: number
  released: boolean
}
export interface Suspension extends Header {
  key: string
  until: number
}
export interface Policy extends Header {
  version: number
  unit: string
  regulation: { [key: string]: Json } // members of schedules/policy.h
}
export interface TemplateAlert extends Header {
  template: string // document hash
  units: string[]
  from: number
  until: number
  rung: number
}

const header = ({ id, issued, trace }: Header) => ({ v: 1, id, issued, trace })
const payload = (members: object): Bytes => {
  const bytes = utf8(JSON.stringify(members))
  if (bytes.length > kMaxPayload) throw new Refusal('envelope.too_large')
  return bytes
}

export function write_approval(a: Approval): Bytes {
  const { version, programme, revision, author, manifest, law, units, from, until, airings_per_day, withdrawn } = a
  const needs = [...kApprovalNeeds, ...(a.source === undefined ? [] : ['source']), ...(a.max_volume === undefined ? [] : ['max_volume'])]
  return payload({
    ...header(a), version, programme, revision, author, manifest, law, units, class: a.class, from, until, airings_per_day, withdrawn,
    ...(a.source === undefined ? {} : { source: a.source }), ...(a.max_volume === undefined ? {} : { max_volume: a.max_volume }), needs,
  })
}
export const write_hush = (h: Hush) => payload({ ...header(h), unit: h.unit, until: h.until, released: h.released })
export const write_suspension = (s: Suspension) => payload({ ...header(s), key: s.key, until: s.until })
export const write_template_alert = (a: TemplateAlert) =>
  payload({ ...header(a), template: a.template, units: a.units, from: a.from, until: a.until, rung: a.rung })
export function write_policy(p: Policy): Bytes {
  const head = { ...header(p), version: p.version, unit: p.unit }
  const rest = Object.fromEntries(Object.entries(p.regulation).filter(([key]) => !(key in head)))
  return payload({ ...head, ...rest })
}

function open(bytes: Uint8Array): Fields {
  if (bytes.length > kMaxPayload) throw new Refusal('envelope.too_large')
  return new Fields(parse_json(from_utf8(bytes)))
}
function read_header(f: Fields): Header {
  f.integer('v', 0, 1)
  return { id: f.id('id'), issued: f.integer('issued', 0, kMaxNumber), trace: f.text('trace', 32) }
}

export function read_approval(bytes: Uint8Array): Approval {
  const f = open(bytes)
  const out: Approval = {
    ...read_header(f), version: f.integer('version', 1, kMaxNumber), programme: f.id('programme'), revision: f.integer('revision', 0, kMaxNumber),
    author: f.id('author'), manifest: f.hash('manifest'), law: f.find('law') === undefined ? kNoHash : f.hash('law'), units: f.ids('units', 256),
    class: kClasses.find((one) => one === f.text('class')) ?? f.bad('class'), from: f.integer('from', -kMaxNumber, kMaxNumber),
    until: f.integer('until', -kMaxNumber, kMaxNumber), airings_per_day: f.integer('airings_per_day', 0, 1000), withdrawn: f.boolean('withdrawn', false),
  }
  if (f.find('source') !== undefined) out.source = f.text('source', 512)
  if (f.find('max_volume') !== undefined) out.max_volume = f.integer('max_volume', 0, 100)
  f.check_needs()
  if (!out.units.length) f.bad('units')
  if (out.until <= out.from || out.until - out.from > 90 * kDay) throw new Refusal('approval.too_long')
  if ((out.manifest === kNoHash) !== (out.source !== undefined)) f.bad('manifest')
  return out
}

export function read_hush(bytes: Uint8Array): Hush {
  const f = open(bytes)
  const out = { ...read_header(f), unit: f.id('unit'), until: f.integer('until', 0, kMaxNumber), released: f.boolean('released', false) }
  f.check_needs()
  if (out.until - out.issued > kDay / 2) f.bad('until')
  return out
}

export function read_suspension(bytes: Uint8Array): Suspension {
  const f = open(bytes)
  const out = { ...read_header(f), key: f.hash('key'), until: f.integer('until', 0, kMaxNumber) }
  f.check_needs()
  if (out.until - out.issued > 7 * kDay) f.bad('until')
  return out
}

export function read_policy(bytes: Uint8Array): Policy {
  const f = open(bytes)
  const head = { ...read_header(f), version: f.integer('version', 1, kMaxNumber), unit: f.id('unit') }
  const all = parse_json(from_utf8(bytes)) as { [key: string]: Json }
  const regulation = Object.fromEntries(Object.entries(all).filter(([key]) => !['v', 'id', 'issued', 'trace', 'version', 'unit'].includes(key)))
  return { ...head, regulation }
}

/** UUIDv7 (RFC 9562). */
export function make_id(now: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}
