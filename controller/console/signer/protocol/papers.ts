// The map and the trust document, believed only when two persons of the pinned genesis signed them: names of places and people
// on this page come from there, not from the server's word.
import { from_utf8, unhex, type Bytes } from './bytes'
import { decode_envelope, key_id, signed_bytes, type DocumentType } from './envelope'
import { Fields, parse_json, type Json } from './strict_json'

export type Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>
export interface Genesis {
  name: string
  demo: boolean
  authority: { person: string; name: string; key: string }[]
}

export function read_genesis(text: string): Genesis {
  const f = new Fields(parse_json(text))
  const authority = f.array('authority', 3).map((one) => {
    const a = new Fields(one)
    return { person: a.id('person'), name: a.text('name', 256), key: a.hash('key') }
  })
  if (new Set(authority.map((one) => one.person)).size !== 3) f.bad('authority')
  return { name: f.text('name', 256), demo: f.boolean('demo', false), authority }
}

/** The payload when two persons of the authority signed it; undefined otherwise. */
async function believed(network: string, genesis: Genesis, wanted: DocumentType, bytes: Bytes, verify: Verify): Promise<Json | undefined> {
  if (!bytes.length) return undefined
  const envelope = decode_envelope(bytes)
  if (envelope.type !== wanted) return undefined
  const message = signed_bytes(network, envelope.type, envelope.payload)
  const persons = new Set<string>()
  for (const one of genesis.authority) {
    const id = await key_id(unhex(one.key))
    const signature = envelope.signatures.find((each) => each.key === id)
    if (signature && (await verify(unhex(one.key), message, signature.bytes))) persons.add(one.person)
  }
  return persons.size >= 2 ? parse_json(from_utf8(envelope.payload)) : undefined
}

export interface Names {
  units: Map<string, { name: string; kind: string }>
  people: Map<string, string>
}
export async function read_names(network: string, genesis: Genesis, map: Bytes, trust: Bytes, verify: Verify): Promise<Names> {
  const names: Names = { units: new Map(), people: new Map() }
  const places = await believed(network, genesis, 'map', map, verify)
  const persons = await believed(network, genesis, 'trust', trust, verify)
  if (places)
    for (const one of new Fields(places).array('units', 16384)) {
      const unit = new Fields(one)
      names.units.set(unit.id('id'), { name: unit.text('name', 256), kind: unit.text('kind', 32) })
    }
  if (persons)
    for (const one of new Fields(persons).array('grants', 8192)) {
      const grant = new Fields(one)
      names.people.set(grant.id('person'), grant.text('name', 256))
    }
  return names
}
