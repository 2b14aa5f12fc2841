// One link, one stream, mono, header gain 0 (RFC 3533, RFC 7845): a second link or stream could hold sound that this page's
// player does not play and another's does.
import { Refusal, from_utf8 } from './bytes'

const kHead = 27

export function check_opus_file(audio: Uint8Array) {
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength)
  let at = 0
  let serial: number | undefined
  let ended = false
  while (at < audio.length) {
    if (at + kHead > audio.length || ascii(audio, at, 4) !== 'OggS') throw new Refusal('audio.not_ogg')
    const begins = (audio[at + 5]! & 2) !== 0
    if (begins !== (at === 0) || ended) throw new Refusal('audio.links')
    const own = view.getUint32(at + 14, true)
    if (serial !== undefined && own !== serial) throw new Refusal('audio.links')
    serial = own
    ended = (audio[at + 5]! & 4) !== 0
    const segments = audio[at + 26]!
    const body = at + kHead + segments
    if (body > audio.length) throw new Refusal('audio.not_ogg')
    if (begins) check_head(audio, view, body)
    at = body + audio.subarray(at + kHead, body).reduce((sum, lace) => sum + lace, 0)
  }
  if (at !== audio.length || serial === undefined) throw new Refusal('audio.not_ogg')
}

function check_head(audio: Uint8Array, view: DataView, body: number) {
  if (body + 19 > audio.length || ascii(audio, body, 8) !== 'OpusHead') throw new Refusal('audio.not_opus')
  if (audio[body + 9] !== 1 || audio[body + 18] !== 0) throw new Refusal('audio.not_mono')
  if (view.getInt16(body + 16, true) !== 0) throw new Refusal('audio.gain')
}

function ascii(bytes: Uint8Array, at: number, size: number): string {
  try {
    return from_utf8(bytes.subarray(at, at + size))
  } catch {
    return ''
  }
}
