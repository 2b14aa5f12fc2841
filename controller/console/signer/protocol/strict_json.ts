// JSON as documents have it (RFC 8259 with less freedom): no duplicate key, integers within ±(2^53 - 1), no fractions, depth
// at most 8. JSON.parse would take the last of two equal keys, and the reader of a signature must not choose.
import { Refusal } from './bytes'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const kSpace = /[ \t\n\r]*/y
const kText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const kNumber = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const kWord = /true|false|null/y

class Parser {
  private at = 0
  constructor(private readonly text: string, private readonly max_depth: number) {}

  whole(): Json {
    const value = this.value(0)
    this.space()
    if (this.at !== this.text.length) throw new Refusal('json.syntax')
    return value
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }
  private space() {
    this.take(kSpace)
  }
  private sign(wanted: string): boolean {
    this.space()
    if (this.text[this.at] !== wanted) return false
    this.at += 1
    return true
  }
  private need(wanted: string) {
    if (!this.sign(wanted)) throw new Refusal('json.syntax')
  }

  private value(depth: number): Json {
    this.space()
    if (this.text[this.at] === '{') return this.object(depth + 1)
    if (this.text[this.at] === '[') return this.array(depth + 1)
    if (this.text[this.at] === '"') return this.string()
    const word = this.take(kWord)
    if (word) return word === 'null' ? null : word === 'true'
    return this.number()
  }

  private string(): string {
    const raw = this.take(kText)
    if (raw === undefined) throw new Refusal('json.syntax')
    const text = JSON.parse(raw) as string
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) throw new Refusal('json.syntax')
    return text
  }

  private number(): number {
    const raw = this.take(kNumber)
    if (raw === undefined) throw new Refusal('json.syntax')
    const value = Number(raw)
    if (/[.eE]/.test(raw) || !Number.isSafeInteger(value)) throw new Refusal('json.number')
    return value
  }

  private enter(depth: number) {
    if (depth > this.max_depth) throw new Refusal('json.too_deep')
    this.at += 1
  }

  private object(depth: number): Json {
    this.enter(depth)
    const out: { [key: string]: Json } = Object.create(null)
    if (this.sign('}')) return out
    do {
      this.space()
      const key = this.string()
      if (Object.hasOwn(out, key)) throw new Refusal('json.duplicate_key', key)
      this.need(':')
      out[key] = this.value(depth)
    } while (this.sign(','))
    this.need('}')
    return out
  }

  private array(depth: number): Json {
    this.enter(depth)
    const out: Json[] = []
    if (this.sign(']')) return out
    do out.push(this.value(depth))
    while (this.sign(','))
    this.need(']')
    return out
  }
}

export const parse_json = (text: string, max_depth = 8): Json => new Parser(text, max_depth).whole()

/** Members of one object with their kinds checked; a wrong one names its field. */
export class Fields {
  private readonly members: { [key: string]: Json }
  private readonly read = new Set<string>()
  constructor(value: Json | undefined, private readonly code = 'document.bad') {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refusal(code, 'object')
    this.members = value
  }
  find(key: string): Json | undefined {
    this.read.add(key)
    return Object.hasOwn(this.members, key) ? this.members[key] : undefined
  }
  bad(key: string): never {
    throw new Refusal(this.code, key)
  }
  text(key: string, max = 4096): string {
    const value = this.find(key)
    return typeof value === 'string' && value.length <= max ? value : this.bad(key)
  }
  pattern(key: string, pattern: RegExp): string {
    const value = this.text(key)
    return pattern.test(value) ? value : this.bad(key)
  }
  hash(key: string): string {
    return this.pattern(key, /^[0-9a-f]{64}$/)
  }
  id(key: string): string {
    return this.pattern(key, kId)
  }
  integer(key: string, min: number, max: number): number {
    const value = this.find(key)
    return typeof value === 'number' && value >= min && value <= max ? value : this.bad(key)
  }
  boolean(key: string, fallback: boolean): boolean {
    const value = this.find(key)
    if (value === undefined) return fallback
    return typeof value === 'boolean' ? value : this.bad(key)
  }
  array(key: string, max: number): Json[] {
    const value = this.find(key)
    return Array.isArray(value) && value.length <= max ? value : this.bad(key)
  }
  ids(key: string, max: number): string[] {
    return this.array(key, max).map((one) => (typeof one === 'string' && kId.test(one) ? one : this.bad(key)))
  }
  /** Names in "needs" that nobody read refuse the document. */
  check_needs() {
    const needs = this.find('needs')
    if (needs === undefined) return
    if (!Array.isArray(needs)) this.bad('needs')
    for (const name of needs) if (typeof name !== 'string' || !this.read.has(name)) throw new Refusal(this.code, `needs ${String(name)}`)
  }
}

const kId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const is_id = (text: string) => kId.test(text)
