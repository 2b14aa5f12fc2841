// The page's end of the vault. One worker a page.
import { Refusal, type Bytes } from '../protocol/bytes'
import type { MadeKey, QuickKey } from './vault'
import type { VaultCall } from './vault_worker'

type Waiting = { done: (value: never) => void; failed: (error: unknown) => void }

class VaultClient {
  private readonly worker = new Worker(new URL('./vault_worker.ts', import.meta.url), { type: 'module' })
  private readonly waiting = new Map<number, Waiting>()
  private count = 0
  constructor() {
    this.worker.onmessage = ({ data }) => {
      const one = this.waiting.get(data.id)
      this.waiting.delete(data.id)
      if (data.code) one?.failed(new Refusal(data.code))
      else one?.done(data.value as never)
    }
    this.worker.onerror = () => {
      for (const one of this.waiting.values()) one.failed(new Refusal('key.memory'))
      this.waiting.clear()
    }
  }

  private call<Value>(call: VaultCall, ...words: unknown[]): Promise<Value> {
    const id = ++this.count
    return new Promise<Value>((done, failed) => {
      this.waiting.set(id, { done, failed })
      this.worker.postMessage({ id, call, words })
    })
  }
  make = (passphrase: string) => this.call<MadeKey>('make', passphrase)
  open = (key_file: string, passphrase: string) => this.call<Bytes>('open', key_file, passphrase)
  open_for = () => this.call<number>('open_for')
  lock = () => this.call<void>('lock')
  sign = (message: Uint8Array) => this.call<Bytes>('sign', message)
  public_key = () => this.call<Bytes | undefined>('public_key')
  make_quick = () => this.call<QuickKey>('make_quick')
  sign_quick = (key: QuickKey, message: Uint8Array) => this.call<Bytes>('sign_quick', key, message)
  verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => this.call<boolean>('verify', key, message, signature)
}

export const vault = new VaultClient()
