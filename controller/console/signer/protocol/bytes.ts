// Byte strings as the wire has them: integers big-endian, hashes and keys lower-case hex.

export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes
/** Throws for bytes that are not UTF-8. */
export const from_utf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

export function hex(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0')
  return out
}

export function unhex(text: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error('not lower-case hex')
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i += 1) out[i] = parseInt(text.slice(i * 2, i * 2 + 2), 16)
  return out
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export const unbase64 = (text: string): Bytes => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export function big_endian(value: number, size: number): Bytes {
  const out = new Uint8Array(size)
  let left = BigInt(value)
  for (let i = size - 1; i >= 0; i -= 1) {
    out[i] = Number(left & 0xffn)
    left >>= 8n
  }
  return out
}

export const same_bytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Bytes))
}
export const sha256_hex = async (bytes: Uint8Array): Promise<string> => hex(await sha256(bytes))

/** A refusal carries the code that the C++ side gives for the same bytes. */
export class Refusal extends Error {
  constructor(readonly code: string, readonly detail = '') {
    super(detail ? `${code}: ${detail}` : code)
  }
}

export class Reader {
  private at = 0
  constructor(private readonly bytes: Uint8Array, private readonly code: string) {}

  take(size: number): Bytes {
    if (size > this.left()) throw new Refusal(this.code)
    this.at += size
    return this.bytes.slice(this.at - size, this.at) as Bytes
  }
  /** Up to 2^53 - 1. */
  number(size: number): number {
    let value = 0n
    for (const byte of this.take(size)) value = (value << 8n) | BigInt(byte)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal(this.code)
    return Number(value)
  }
  left(): number {
    return this.bytes.length - this.at
  }
}
