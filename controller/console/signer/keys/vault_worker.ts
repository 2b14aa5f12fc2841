// The vault behind messages: {id, call, words} → {id, value} or {id, code}. Argon2id takes a second; the page stays alive.
import { Refusal } from '../protocol/bytes'
import { Vault } from './vault'

const vault = new Vault(() => Date.now())
const kCalls = ['make', 'open', 'open_for', 'lock', 'sign', 'public_key', 'make_quick', 'sign_quick', 'verify'] as const
export type VaultCall = (typeof kCalls)[number]

self.onmessage = async ({ data }: MessageEvent<{ id: number; call: VaultCall; words: never[] }>) => {
  const { id, call, words } = data
  try {
    if (!kCalls.includes(call)) throw new Refusal('key.call')
    const value: unknown = await (vault[call] as (...all: never[]) => unknown).apply(vault, words)
    self.postMessage({ id, value })
  } catch (error) {
    self.postMessage({ id, code: error instanceof Refusal ? error.code : 'key.memory' })
  }
}
