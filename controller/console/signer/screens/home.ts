// What this device holds, and Im lặng in one press: the device-unlocked key signs it without a passphrase.
import { get_rights, type ShownGrant } from '../api'
import { button, h, note, show, title } from '../element'
import { all_keys, type StoredKey } from '../keys/key_store'
import { hex } from '../protocol/bytes'
import { read_genesis } from '../protocol/papers'
import { time_words } from '../words/said'
import { words } from '../words'
import { download_backup } from './backup'
import { next_step } from './enrol'
import { page_head } from './frame'
import { send_hush } from './hush'
import { saying } from './told'

const kZone = 'Asia/Ho_Chi_Minh'

export async function home_screen() {
  const keys = await all_keys().catch(() => [])
  const cards = await Promise.all(keys.map(key_card))
  show(page_head('', home_screen), title(words().home.title), keys.length ? cards : note('plain', words().home.none))
}

async function key_card(key: StoredKey): Promise<HTMLElement> {
  const w = words().home
  const name = read_genesis(key.genesis)
  const grants = await get_rights(key.public_key).catch(() => undefined)
  const until = grants?.[0]?.until
  return h('section', { class: 'card' },
    h('h2', {}, key.name), h('p', { class: 'quiet' }, `${words().network(name.name, name.demo)} · ${key.label}`),
    !key.tested ? note('bad', w.untested) : until ? note('good', `✓ ${w.granted(time_words(until, kZone))}`) : note('plain', w.waiting),
    key.tested && !key.restored && note('plain', w.unbacked),
    h('div', { class: 'buttons' }, !(key.tested && key.restored) && button(w.finish, () => next_step(key, name.name)), button(w.backup, () => download_backup(key), 'side')),
    await hush_part(key))
}

async function hush_part(key: StoredKey): Promise<HTMLElement | undefined> {
  if (!key.quick || !key.tested) return undefined
  const quick = hex(key.quick.public_key)
  const grants: ShownGrant[] = await get_rights(quick).catch(() => [])
  const units = grants.filter((grant) => grant.actions.includes('hush')).flatMap((grant) => grant.units)
  const w = words().home
  if (!units.length) return h('p', { class: 'quiet' }, w.no_hush)
  const fault = h('div')
  const press = (unit: { id: string; name: string }, released: boolean) => saying(fault, async () => {
    await send_hush(key, unit.id, released)
    fault.replaceChildren(note('good', released ? w.released(unit.name) : w.hushed(unit.name)))
  })
  return h('div', {}, h('h3', {}, w.hush_title), h('p', {}, w.hush_lead), fault,
    units.map((unit) => h('div', { class: 'buttons' }, button(w.hush(unit.name), () => press(unit, false)), button(w.release(unit.name), () => press(unit, true), 'side'))))
}
