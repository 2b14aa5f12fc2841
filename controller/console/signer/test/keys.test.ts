import { describe, expect, it } from 'vitest'
import { environment_fault, type Window } from '../checks/environment'
import { read_key_file } from '../keys/key_file'
import { make_passphrase, pin_fault, plain } from '../keys/passphrase'
import { Vault, kOpenMs } from '../keys/vault'
import { kWords } from '../keys/words'
import { hex, unhex, utf8 } from '../protocol/bytes'

const kCheap = { passes: 1, memory_kib: 8 * 1024 }

describe('passphrase', () => {
  it('has words enough, none equal to another without its marks', () => {
    const bare = kWords.map(plain)
    expect(kWords.length).toBeGreaterThanOrEqual(1024)
    expect(new Set(bare).size).toBe(kWords.length)
    for (const word of bare) expect(word).toMatch(/^[a-z]{2,6}$/)
  })
  it('makes four words, each word as likely as the others', () => {
    const asked: number[] = []
    expect(make_passphrase((limit) => (asked.push(limit), limit - 1)).split(' ')).toEqual(Array(4).fill(kWords.at(-1)))
    expect(asked).toEqual(Array(4).fill(kWords.length))
    expect(new Set(Array.from({ length: 50 }, () => make_passphrase())).size).toBe(50)
  })
  it('ignores marks, case and spaces', () => {
    expect(plain('  Đồng  LÚA sông\tnúi ')).toBe('dong lua song nui')
    expect(plain('Đồng'.normalize('NFD'))).toBe('dong')
  })
  it('refuses PINs that anybody tries first', () => {
    expect(pin_fault('1234567')).toBe('short')
    expect(pin_fault('12345678')).toBe('easy')
    expect(pin_fault('87654321')).toBe('easy')
    expect(pin_fault('00000000')).toBe('easy')
    expect(pin_fault('12121212')).toBe('easy')
    expect(pin_fault('1975197519')).toBe('easy')
    expect(pin_fault('1234567a')).toBe('digits')
    expect(pin_fault('40917263')).toBeUndefined()
  })
})

describe('vault', () => {
  it('opens what it made, with or without marks, and nothing else', async () => {
    const vault = new Vault(() => 0, kCheap)
    const made = await vault.make('đồng lúa sông núi')
    vault.lock()
    expect(hex(await vault.open(made.key_file, 'Dong lua  song nui'))).toBe(hex(made.public_key))
    await expect(vault.open(made.key_file, 'dong lua song nuoc')).rejects.toThrow('key.passphrase')
    await expect(vault.open(made.key_file.replace(/.$/m, '0'), 'dong lua song nui')).rejects.toThrow(/key\./)
  })
  it('forgets the key after a quarter of an hour', async () => {
    let now = 0
    const vault = new Vault(() => now, kCheap)
    const made = await vault.make('a b c d')
    now = kOpenMs - 1
    expect(await vault.verify(made.public_key, utf8('x'), await vault.sign(utf8('x')))).toBe(true)
    now = kOpenMs
    await expect(vault.sign(utf8('x'))).rejects.toThrow('key.locked')
  })
  it('opens a key file of the command line', async () => {
    const vault = new Vault(() => 0)
    expect(hex(await vault.open(kOfCommandLine, 'dong lua song nui'))).toBe('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c')
  })
  it('opens a device-unlocked key only with its own wrapping key', async () => {
    const vault = new Vault(() => 0, kCheap)
    const [one, other] = [await vault.make_quick(), await vault.make_quick()]
    expect(one.wrapping.extractable).toBe(false)
    expect(await vault.verify(one.public_key, utf8('x'), await vault.sign_quick(one, utf8('x')))).toBe(true)
    await expect(vault.sign_quick({ ...one, wrapping: other.wrapping }, utf8('x'))).rejects.toThrow()
  })
  it('takes no key file of another form, nor one that asks for a machine full of memory', () => {
    for (const text of ['', 'loa-key-1 00', 'loa-key-2-locked 3 262144 00 00 00', `loa-key-2-locked 3 99999999 ${'0'.repeat(32)} ${'0'.repeat(48)} ${'0'.repeat(96)}`])
      expect(() => read_key_file(text)).toThrow('key.unreadable')
    expect(unhex('00').length).toBe(1)
  })
})

describe('environment', () => {
  const good: Window = { secure: true, indexed_db: true, webassembly: true, user_agent: 'Mozilla/5.0 (Linux; Android 13) Chrome/131.0 Mobile Safari/537.36', quota: 20e9, heap_limit: 2e9, has_service_worker: true, opfs: true }
  it('lets an ordinary window pass', () => expect(environment_fault(good)).toBeUndefined())
  it('names what is wrong', () => {
    expect(environment_fault({ ...good, secure: false })).toBe('insecure')
    expect(environment_fault({ ...good, user_agent: `${good.user_agent} Zalo android/12` })).toBe('in_app')
    expect(environment_fault({ ...good, user_agent: 'Mozilla/5.0 (Linux; Android 13; wv) Chrome/131.0' })).toBe('in_app')
    expect(environment_fault({ ...good, indexed_db: false })).toBe('no_storage')
    expect(environment_fault({ ...good, webassembly: false })).toBe('old')
    expect(environment_fault({ ...good, quota: 1e9 })).toBe('private')
    expect(environment_fault({ ...good, user_agent: 'Mozilla/5.0 Gecko/20100101 Firefox/128.0', has_service_worker: false })).toBe('private')
    expect(environment_fault({ ...good, user_agent: 'Mozilla/5.0 (iPhone) Version/17.0 Mobile Safari/604.1', opfs: false })).toBe('private')
  })
})

// The older form, as protocol::write_key_file writes it, of the seed of 32 bytes 01.
const kOfCommandLine = 
  'loa-key-1-locked 05050505050505050505050505050505 060606060606060606060606060606060606060606060606 3e0eb506b81b52c1745991b350109c58d1b4ca49b6c85019a1fa459a27aff0a031302b2fd2a1ef5138d7ae7f838592fb'
