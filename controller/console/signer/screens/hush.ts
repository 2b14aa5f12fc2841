// Im lặng for one unit, by the link the console hands over: one press by the device-unlocked key, released the same way.
import { get_map, get_network, send_document } from '../api'
import { button, h, note, show, title } from '../element'
import { all_keys, type StoredKey } from '../keys/key_store'
import { vault } from '../keys/vault_client'
import { hex, unbase64, unhex } from '../protocol/bytes'
import { encode_envelope, key_id, network_id, signed_bytes } from '../protocol/envelope'
import { read_genesis, read_names } from '../protocol/papers'
import { make_id, write_hush } from '../protocol/payloads'
import { hush_words, time_words } from '../words/said'
import { words } from '../words'
import { page_head } from './frame'
import { saying, told } from './told'

const kHushMs = 12 * 3600 * 1000 - 60_000 // a clock that is a minute off is no refusal

/** Until when it holds. */
export async function send_hush(key: StoredKey, unit: string, released: boolean): Promise<number> {
  const quick = key.quick!
  const now = Date.now()
  const until = now + kHushMs
  const payload = write_hush({ id: make_id(now), issued: now, trace: '', unit, until, released })
  const signature = await vault.sign_quick(quick, signed_bytes(key.network, 'hush', payload))
  await send_document(encode_envelope({ signatures: [{ key: await key_id(unhex(hex(quick.public_key))), bytes: signature }], type: 'hush', payload }))
  return until
}

export async function hush_screen(unit: string) {
  show(page_head(), note('plain', words().loading))
  try {
    const [{ genesis, zone }, map, keys] = await Promise.all([get_network(), get_map(), all_keys().catch(() => [])])
    const network = await network_id(genesis)
    const names = await read_names(network, read_genesis(genesis), unbase64(map), new Uint8Array(), vault.verify)
    draw(unit, names.units.get(unit)?.name, zone, keys.find((one) => one.tested && one.quick && one.network === network))
  } catch (error) {
    show(page_head(), title(words().home.hush_title), note('bad', told(error)))
  }
}

function draw(unit: string, name: string | undefined, zone: string, key: StoredKey | undefined): void {
  const w = words().home
  const head = [page_head('', () => draw(unit, name, zone, key)), title(w.hush_title)]
  if (!name) return show(...head, note('bad', words().approve.unnamed))
  const said = h('ul', { class: 'said' }, hush_words(name, Date.now() + kHushMs, zone, words()).map((line) => h('li', {}, line)))
  if (!key) return show(...head, said, note('bad', w.no_quick))
  const fault = h('div')
  const press = (released: boolean) => saying(fault, async () => {
    const until = await send_hush(key, unit, released)
    fault.replaceChildren(note('good', released ? w.released(name) : `${w.hushed(name)} ${w.hush_until(time_words(until, zone))}`))
  })
  show(...head, said, fault, h('div', { class: 'buttons' }, button(w.hush(name), () => press(false)), button(w.release(name), () => press(true), 'side')))
}
