// The encrypted key as one line of text, the same as the command line's key files (protocol/key_file.cpp): Argon2id (RFC 9106)
// by libsodium, then XSalsa20-Poly1305. "loa-key-2-locked <passes> <KiB> <salt> <nonce> <box>", or the older
// "loa-key-1-locked <salt> <nonce> <box>" with passes 2 and 64 MiB.
import { Refusal, hex, unhex, type Bytes } from '../protocol/bytes'

export interface LockedKey {
  passes: number
  memory_kib: number
  salt: Bytes
  nonce: Bytes
  box: Bytes
  older: boolean // made by the command line: its passphrase counts as it was typed, marks and all
}
export const kPasses = 3 // libsodium's "moderate"
export const kMemoryKib = 256 * 1024

export function write_key_file({ passes, memory_kib, salt, nonce, box }: Omit<LockedKey, 'older'>): string {
  return `loa-key-2-locked ${passes} ${memory_kib} ${hex(salt)} ${hex(nonce)} ${hex(box)}\n`
}

export function read_key_file(text: string): LockedKey {
  const words = text.trim().split(' ')
  const older = words[0] === 'loa-key-1-locked' && words.length === 4
  if (!older && (words[0] !== 'loa-key-2-locked' || words.length !== 6)) throw new Refusal('key.unreadable')
  const [salt, nonce, box] = words.slice(-3).map(bytes_of)
  const passes = older ? 2 : count_of(words[1]!, 1, 10)
  const memory_kib = older ? 64 * 1024 : count_of(words[2]!, 8 * 1024, 1024 * 1024)
  if (salt!.length !== 16 || nonce!.length !== 24 || box!.length !== 48) throw new Refusal('key.unreadable')
  return { passes, memory_kib, salt: salt!, nonce: nonce!, box: box!, older }
}

function bytes_of(text: string): Bytes {
  try {
    return unhex(text)
  } catch {
    throw new Refusal('key.unreadable')
  }
}
function count_of(text: string, min: number, max: number): number {
  const value = /^[0-9]{1,8}$/.test(text) ? Number(text) : NaN
  if (!(value >= min && value <= max)) throw new Refusal('key.unreadable')
  return value
}
