// The page's bytes against protocol/vectors, which the C++ side makes and checks.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Refusal, concat, from_utf8, hex, sha256_hex, unhex, utf8 } from '../protocol/bytes'
import { decode_envelope, document_hash, encode_envelope, key_id, network_id, signed_bytes, type DocumentType } from '../protocol/envelope'
import { check_contents, read_manifest, read_unit_list } from '../protocol/manifest'
import { read_approval, read_hush, read_policy, read_suspension, write_approval, write_hush, write_policy, write_suspension } from '../protocol/payloads'
import { parse_json } from '../protocol/strict_json'
import { Vault } from '../keys/vault'

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Case = any
const cases = (name: string): Case[] => JSON.parse(readFileSync(new URL(`../../../../protocol/vectors/${name}.json`, import.meta.url), 'utf8')).cases
const network = cases('network')[0]
const vault = new Vault(() => 0, { passes: 1, memory_kib: 8 * 1024 })

const code_of = (work: () => unknown): string => {
  try {
    work()
    return ''
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('vectors', () => {
  it('gives the network id of a genesis', async () => {
    expect(await network_id(network.genesis)).toBe(network.network_id)
  })

  it('knows keys by their id and refuses unsound ones', async () => {
    for (const one of cases('keys')) {
      if (one.key_id) expect(await key_id(unhex(one.public_key))).toBe(one.key_id)
      if (!one.sound) expect(await vault.verify(unhex(one.public_key), utf8('x'), new Uint8Array(64))).toBe(false)
    }
  })

  it('makes signed bytes, document hash and envelope of every type', async () => {
    for (const one of cases('documents')) {
      const payload = utf8(one.payload)
      expect(hex(signed_bytes(network.network_id, one.type as DocumentType, payload))).toBe(one.signed_bytes)
      const envelope = decode_envelope(unhex(one.envelope))
      expect(await document_hash(network.network_id, envelope)).toBe(one.document_hash)
      expect(from_utf8(envelope.payload)).toBe(one.payload)
      expect(hex(encode_envelope(envelope))).toBe(one.envelope)
    }
  })

  it('finds that every signature holds, and none over other bytes', async () => {
    const keys = new Map<string, string>()
    for (const one of cases('keys')) if (one.key_id) keys.set(one.key_id, one.public_key)
    let checked = 0
    for (const one of cases('documents')) {
      const envelope = decode_envelope(unhex(one.envelope))
      const message = unhex(one.signed_bytes)
      for (const signature of envelope.signatures) {
        const key = keys.get(signature.key)
        if (!key) continue
        checked += 1
        expect(await vault.verify(unhex(key), message, signature.bytes)).toBe(true)
        expect(await vault.verify(unhex(key), concat(message, utf8(' ')), signature.bytes)).toBe(false)
      }
    }
    expect(checked).toBeGreaterThan(5)
  })

  const kinds = {
    approval: (bytes: Uint8Array) => write_approval(read_approval(bytes)),
    hush: (bytes: Uint8Array) => write_hush(read_hush(bytes)),
    suspend: (bytes: Uint8Array) => write_suspension(read_suspension(bytes)),
    policy: (bytes: Uint8Array) => write_policy(read_policy(bytes)),
  }
  for (const [type, again] of Object.entries(kinds))
    it(`writes ${type} byte for byte as the C++ side does`, () => {
      const found = cases('documents').filter((one) => one.type === type)
      expect(found.length).toBeGreaterThan(0)
      for (const one of found) expect(from_utf8(again(utf8(one.payload)))).toBe(one.payload)
    })

  it('refuses what must be refused, with the same code', async () => {
    let envelopes = 0
    let signatures = 0
    for (const one of cases('refusals')) {
      if (one.what === 'envelope') {
        envelopes += 1
        expect(code_of(() => decode_envelope(unhex(one.bytes)))).toBe(one.code)
      }
      if (one.what === 'signature') {
        signatures += 1
        expect(await vault.verify(unhex(one.key), unhex(one.message), unhex(one.signature))).toBe(one.holds)
      }
    }
    expect(envelopes).toBeGreaterThan(8)
    expect(signatures).toBeGreaterThan(2)
  })

  it('refuses payloads of the kinds signed here as the C++ side does', () => {
    const readers: Record<string, (bytes: Uint8Array) => unknown> = { approval: read_approval, hush: read_hush, suspend: read_suspension, policy: read_policy }
    let seen = 0
    for (const one of cases('refusals')) {
      const reader = one.what === 'payload' || one.what === 'document' ? readers[one.type] : undefined
      if (!reader) continue
      seen += 1
      expect(() => reader(utf8(one.payload ?? one.text)), JSON.stringify(one)).toThrow(Refusal)
    }
    expect(seen).toBeGreaterThan(0)
  })

  it('is as strict about JSON', () => {
    const causes = new Set<string>()
    for (const one of cases('refusals')) {
      if (one.what !== 'payload' || !String(one.cause).startsWith('json.') || String(one.cause).startsWith('json.field_')) continue
      causes.add(one.cause)
      expect(code_of(() => parse_json(one.text)), one.text).toBe(one.cause)
    }
    expect(causes).toContain('json.duplicate_key')
    expect(causes.size).toBeGreaterThan(3)
  })

  it('reads unit list and manifest', async () => {
    const content = new Uint8Array(cases('content')[0].size)
    for (let i = 0; i < content.length; i += 1) content[i] = (i * 31 + Math.floor(i / 251)) & 255
    for (const one of cases('content')) {
      if (one.what === 'unit_list') {
        const list = read_unit_list(unhex(one.bytes))
        expect(list.size).toBe(content.length)
        for (const [i, unit] of list.units.entries()) expect(await sha256_hex(content.subarray(i * 16384, (i + 1) * 16384))).toBe(unit)
        expect(code_of(() => read_unit_list(unhex(one.bytes).subarray(1)))).toBe('units.bad')
      }
      if (one.what === 'manifest') {
        expect(read_manifest(utf8(one.text)).audio).toBe(await sha256_hex(content))
        await expect(check_contents('0'.repeat(64), { manifest: utf8(one.text), unit_list: content, audio: content })).rejects.toThrow('content.altered')
      }
    }
  })
})
