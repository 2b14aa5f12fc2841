// The signed envelope of protocol/README.md section 1, byte for byte. Nothing is parsed here before sizes hold.
import { Bytes, Reader, Refusal, big_endian, concat, from_utf8, hex, sha256, sha256_hex, unhex, utf8 } from './bytes'

export const kTypes = ['trust', 'renewal', 'suspend', 'map', 'place', 'policy', 'approval', 'template', 'alert', 'stop', 'hush', 'live', 'root', 'time', 'receipt'] as const
export type DocumentType = (typeof kTypes)[number]

export interface Signature {
  key: string // key id, hex
  bytes: Bytes // 64
}
export interface Envelope {
  signatures: Signature[]
  type: DocumentType
  payload: Bytes
}

const kMagic = utf8('LOA1')
const kMaxSignatures = 8
const kMaxTypeLength = 32

export function max_payload(type: DocumentType): number {
  if (type === 'trust' || type === 'map') return 1024 * 1024
  if (type === 'alert') return 2 * 1024
  return type === 'root' ? 4 * 1024 : 16 * 1024
}

const tail = (type: DocumentType, payload: Uint8Array) =>
  concat(big_endian(type.length, 2), utf8(type), big_endian(payload.length, 4), payload)

export function signed_bytes(network: string, type: DocumentType, payload: Uint8Array): Bytes {
  return concat(kMagic, unhex(network), tail(type, payload))
}

export const document_hash = (network: string, envelope: Envelope): Promise<string> =>
  sha256_hex(signed_bytes(network, envelope.type, envelope.payload))

export const key_id = (public_key: Uint8Array): Promise<string> => sha256_hex(public_key)
export const network_id = async (genesis: string): Promise<string> => hex(await sha256(utf8(genesis)))

export function encode_envelope({ signatures, type, payload }: Envelope): Bytes {
  const signed = signatures.flatMap((one) => [unhex(one.key), one.bytes])
  return concat(kMagic, big_endian(signatures.length, 1), ...signed, tail(type, payload))
}

export function decode_envelope(bytes: Uint8Array): Envelope {
  const reader = new Reader(bytes, 'envelope.truncated')
  if (hex(reader.take(4)) !== hex(kMagic)) throw new Refusal('envelope.magic')
  const count = reader.number(1)
  if (count < 1 || count > kMaxSignatures) throw new Refusal('envelope.signatures')
  const signatures: Signature[] = []
  for (let i = 0; i < count; i += 1) signatures.push({ key: hex(reader.take(32)), bytes: reader.take(64) })
  if (new Set(signatures.map((one) => one.key)).size !== count) throw new Refusal('envelope.signatures')
  const type = read_type(reader.take(reader.number(2)))
  const length = reader.number(4)
  if (!type) throw new Refusal('envelope.type_unknown')
  if (length > max_payload(type)) throw new Refusal('envelope.too_large')
  const payload = reader.take(length)
  if (reader.left()) throw new Refusal('envelope.trailing')
  return { signatures, type, payload }
}

function read_type(bytes: Bytes): DocumentType | undefined {
  if (bytes.length > kMaxTypeLength) return undefined
  try {
    const text = from_utf8(bytes)
    return kTypes.find((one) => one === text)
  } catch {
    return undefined
  }
}
