// Where the private key is while it is open: inside the worker, never in the page. It is forgotten fifteen minutes after it
// was opened, and with the tab. Everything libsodium does is done here, so that it is loaded once.
import sodium from 'libsodium-wrappers-sumo'
import { Refusal, utf8, type Bytes } from '../protocol/bytes'
import { kMemoryKib, kPasses, read_key_file, write_key_file, type LockedKey } from './key_file'
import { plain } from './passphrase'

export const kOpenMs = 15 * 60 * 1000

export interface MadeKey {
  public_key: Bytes
  key_file: string
}
/** A key that this device alone can open: wrapped by a WebCrypto key that cannot be read out, not even by this page. */
export interface QuickKey {
  public_key: Bytes
  wrapping: CryptoKey
  iv: Bytes
  wrapped: Bytes
}
export interface Cost {
  passes: number
  memory_kib: number
}

export class Vault {
  private seed: Bytes | undefined
  private open_until = 0
  constructor(private readonly now: () => number, private readonly cost: Cost = { passes: kPasses, memory_kib: kMemoryKib }) {}

  async make(passphrase: string): Promise<MadeKey> {
    await sodium.ready
    const seed = sodium.randombytes_buf(32) as Bytes
    const salt = sodium.randombytes_buf(16) as Bytes
    const nonce = sodium.randombytes_buf(24) as Bytes
    const key = derive(plain(passphrase), { ...this.cost, salt })
    const box = sodium.crypto_secretbox_easy(seed, nonce, key) as Bytes
    this.keep(seed)
    return { public_key: public_of(seed), key_file: write_key_file({ ...this.cost, salt, nonce, box }) }
  }

  /** The public key, or "key.passphrase". */
  async open(key_file: string, passphrase: string): Promise<Bytes> {
    await sodium.ready
    const locked = read_key_file(key_file)
    const seed = unbox(locked, derive(locked.older ? passphrase : plain(passphrase), locked))
    this.keep(seed)
    return public_of(seed)
  }

  /** Milliseconds the key stays open; 0: it is locked. */
  open_for(): number {
    const left = this.open_until - this.now()
    if (left <= 0) this.lock()
    return Math.max(0, left)
  }
  lock() {
    this.seed?.fill(0)
    this.seed = undefined
    this.open_until = 0
  }

  async sign(message: Uint8Array): Promise<Bytes> {
    await sodium.ready
    if (!this.open_for() || !this.seed) throw new Refusal('key.locked')
    return sign_with(this.seed, message)
  }
  async public_key(): Promise<Bytes | undefined> {
    await sodium.ready
    return this.open_for() && this.seed ? public_of(this.seed) : undefined
  }

  async make_quick(): Promise<QuickKey> {
    await sodium.ready
    const seed = sodium.randombytes_buf(32) as Bytes
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrapping, seed))
    const made = { public_key: public_of(seed), wrapping, iv, wrapped }
    seed.fill(0)
    return made
  }
  async sign_quick(key: QuickKey, message: Uint8Array): Promise<Bytes> {
    await sodium.ready
    const seed = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: key.iv }, key.wrapping, key.wrapped))
    const signature = sign_with(seed, message)
    seed.fill(0)
    return signature
  }

  /** Canonical points of the prime-order group only, as the register has it. */
  async verify(public_key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    await sodium.ready
    if (public_key.length !== 32 || signature.length !== 64 || !sodium.crypto_core_ed25519_is_valid_point(public_key)) return false
    return sodium.crypto_sign_verify_detached(signature, message, public_key)
  }

  private keep(seed: Bytes) {
    this.lock()
    this.seed = seed
    this.open_until = this.now() + kOpenMs
  }
}

function derive(passphrase: string, { passes, memory_kib, salt }: Cost & { salt: Bytes }): Uint8Array {
  return sodium.crypto_pwhash(32, utf8(passphrase), salt, passes, memory_kib * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
}

function unbox(locked: LockedKey, key: Uint8Array): Bytes {
  try {
    return sodium.crypto_secretbox_open_easy(locked.box, locked.nonce, key) as Bytes
  } catch {
    throw new Refusal('key.passphrase')
  }
}

const public_of = (seed: Uint8Array) => sodium.crypto_sign_seed_keypair(seed).publicKey as Bytes
function sign_with(seed: Uint8Array, message: Uint8Array): Bytes {
  const pair = sodium.crypto_sign_seed_keypair(seed)
  const signature = sodium.crypto_sign_detached(message, pair.privateKey) as Bytes
  pair.privateKey.fill(0)
  return signature
}
