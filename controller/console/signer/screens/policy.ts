// A regulation with its quiet spells, handed over by a link or in the link itself: shown in words made of its bytes, signed as those bytes.
import { get_map, get_network, get_paper, send_document } from '../api'
import { button, h, note, show, title } from '../element'
import { all_keys, type StoredKey } from '../keys/key_store'
import { vault } from '../keys/vault_client'
import { unbase64, unhex, utf8, type Bytes } from '../protocol/bytes'
import { encode_envelope, key_id, network_id, signed_bytes } from '../protocol/envelope'
import { read_genesis, read_names } from '../protocol/papers'
import { read_policy, type Policy } from '../protocol/payloads'
import { words } from '../words'
import { policy_words } from '../words/policy_said'
import { page_head } from './frame'
import { saying, told } from './told'
import { unlock_field } from './unlock'

export const paper_screen = (token: string) => regulation_screen(async () => utf8(await get_paper(token)))
export const policy_screen = (encoded: string) => regulation_screen(() => Promise.resolve(unbase64(encoded.replaceAll('-', '+').replaceAll('_', '/'))))

async function regulation_screen(find: () => Promise<Bytes>) {
  const w = words().policy
  show(page_head(), note('plain', words().loading))
  try {
    const payload = await find()
    const policy = read_policy(payload)
    const [{ genesis, zone }, map, keys] = await Promise.all([get_network(), get_map(), all_keys().catch(() => [])])
    const network = await network_id(genesis)
    const names = await read_names(network, read_genesis(genesis), unbase64(map), new Uint8Array(), vault.verify)
    const unit = names.units.get(policy.unit)?.name ?? words().approve.unnamed
    const draw = () => draw_policy(payload, policy, unit, zone, network, keys.find((one) => one.tested && one.network === network))
    await draw()
  } catch (error) {
    show(page_head(), title(w.title), note('bad', error instanceof Error && 'status' in error ? told(error) : w.bad))
  }
}

async function draw_policy(payload: Bytes, policy: Policy, unit: string, zone: string, network: string, key: StoredKey | undefined) {
  const w = words().policy
  const said = h('ul', { class: 'said' }, policy_words(policy, zone, words()).map((line) => h('li', {}, line)))
  const place = h('div')
  show(page_head('', () => draw_policy(payload, policy, unit, zone, network, key)), title(w.title), h('p', {}, w.lead(unit)), said, place)
  if (!key) return place.append(note('bad', w.no_key))
  const open = (await vault.open_for()) > 0
  const fault = h('div')
  const sign = button(open ? w.sign : w.unlock_sign, () => saying(fault, async () => {
    if (!open) await unlock.open(key.key_file)
    const signature = await vault.sign(signed_bytes(network, 'policy', payload))
    await send_document(encode_envelope({ signatures: [{ key: await key_id(unhex(key.public_key)), bytes: signature }], type: 'policy', payload }))
    show(page_head(), title(w.done_title), note('good', `✓ ${w.done}`))
  }))
  const unlock = unlock_field(undefined, () => sign.click())
  place.replaceChildren(open ? '' : unlock.field, fault, h('div', { class: 'buttons' }, sign))
}
