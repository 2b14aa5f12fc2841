// What an approval signs is the manifest's hash; the manifest names the audio and its unit list. Here all three are held
// against each other, so that what is played on this page is what will sound.
import { Reader, Refusal, from_utf8, hex, sha256_hex, type Bytes } from './bytes'
import { check_opus_file } from './ogg'
import { Fields, parse_json } from './strict_json'

const kUnitBytes = 16 * 1024
const kMaxContent = 512 * 1024 * 1024
const kMaxUnitList = 4 * 1024 * 1024

export interface Manifest {
  programme: string
  revision: number
  author: string
  title: string
  audio: string
  size: number
  duration_ms: number
  loudness_centi_lufs: number
  unit_list: string
  unit_list_size: number
}
export interface UnitList {
  size: number
  header_bytes: number
  units: string[] // SHA-256 of each 16 KiB
}

export function read_manifest(bytes: Uint8Array): Manifest {
  const f = new Fields(parse_json(from_utf8(bytes)), 'manifest.bad')
  f.integer('v', 1, 1)
  const out = {
    programme: f.id('programme'), revision: f.integer('revision', 0, 2 ** 40), author: f.id('author'), title: f.text('title', 512),
    audio: f.hash('audio'), size: f.integer('size', 1, kMaxContent), duration_ms: f.integer('duration_ms', 1, 24 * 3600 * 1000),
    loudness_centi_lufs: f.integer('loudness_centi_lufs', -10000, 1000), unit_list: f.hash('unit_list'),
    unit_list_size: f.integer('unit_list_size', 1, kMaxContent),
  }
  f.integer('true_peak_centi_dbtp', -20000, 1000)
  return out
}

export function read_unit_list(bytes: Uint8Array): UnitList {
  if (bytes.length > kMaxUnitList) throw new Refusal('units.bad')
  const reader = new Reader(bytes, 'units.bad')
  if (from_ascii(reader.take(5)) !== 'LOAU1') throw new Refusal('units.bad')
  const size = reader.number(8)
  const header_bytes = reader.number(4)
  reader.take(2 + 8) // pre-skip, samples
  const count = reader.number(4)
  if (!size || count !== Math.ceil(size / kUnitBytes)) throw new Refusal('units.bad')
  const units: string[] = []
  for (let i = 0; i < count; i += 1) {
    units.push(hex(reader.take(32)))
    reader.take(4 + 8) // first fresh page, granule
  }
  if (reader.left()) throw new Refusal('units.bad')
  return { size, header_bytes, units }
}
const from_ascii = (bytes: Bytes) => String.fromCharCode(...bytes)

/** Throws unless these bytes are the content of this name. */
export async function check_named(bytes: Uint8Array, hash: string, size?: number) {
  if ((size !== undefined && bytes.length !== size) || (await sha256_hex(bytes)) !== hash) throw new Refusal('content.altered')
}

export interface Contents {
  manifest: Uint8Array
  unit_list: Uint8Array
  audio: Uint8Array
}
/** Manifest by its hash, unit list and audio by the manifest, every unit by the list, the file by RFC 7845. */
export async function check_contents(manifest_hash: string, contents: Contents): Promise<Manifest> {
  await check_named(contents.manifest, manifest_hash)
  const manifest = read_manifest(contents.manifest)
  await check_named(contents.unit_list, manifest.unit_list, manifest.unit_list_size)
  await check_named(contents.audio, manifest.audio, manifest.size)
  const list = read_unit_list(contents.unit_list)
  if (list.size !== contents.audio.length) throw new Refusal('content.altered')
  for (const [i, unit] of list.units.entries()) await check_named(contents.audio.subarray(i * kUnitBytes, (i + 1) * kUnitBytes), unit)
  check_opus_file(contents.audio)
  return manifest
}
