// A key is made, kept, found again after the page was closed, tested, backed up and restored once; only then is it ready.
import { get_enrolment, get_network, send_keys, send_test, type ShownEnrolment } from '../api'
import { ask_to_persist, environment_fault, look_around } from '../checks/environment'
import { button, h, note, show, title } from '../element'
import { all_keys, put_key, tab_mark, type StoredKey } from '../keys/key_store'
import { make_passphrase, pin_fault, plain } from '../keys/passphrase'
import { vault } from '../keys/vault_client'
import { hex, utf8 } from '../protocol/bytes'
import { network_id } from '../protocol/envelope'
import { read_genesis } from '../protocol/papers'
import { words } from '../words'
import { backup_screen } from './backup'
import { page_head } from './frame'
import { saying, told } from './told'
import { unlock_field } from './unlock'

interface Invited {
  token: string
  enrolment: ShownEnrolment
  genesis: string
  network: string
  network_name: string
}

export async function enrol_screen(token: string) {
  show(page_head(), note('plain', words().loading))
  try {
    const fault = environment_fault(await look_around())
    if (fault) return refuse(fault)
    const [enrolment, { genesis }] = await Promise.all([get_enrolment(token), get_network()])
    const { name, demo } = read_genesis(genesis)
    const invited = { token, enrolment, genesis, network: await network_id(genesis), network_name: words().network(name, demo) }
    await go_on(invited)
  } catch (error) {
    show(page_head(), title(words().enrol.title), note('bad', told(error)), button(words().again, () => enrol_screen(token), 'side'))
  }
}

function refuse(fault: 'insecure' | 'in_app' | 'private' | 'no_storage' | 'old') {
  const w = words().refuse
  show(page_head(), title(w.title), note('bad', w[fault]), h('p', {}, w[`${fault}_do`]))
}

async function go_on(invited: Invited) {
  const held = (await all_keys()).find((one) => one.enrolment === invited.enrolment.enrolment)
  if (!held && invited.enrolment.state !== 'invited') return gone(invited)
  if (!held) return choose(invited)
  return next_step(held, invited.network_name)
}

/** Wherever the enrolment of this key stands. */
export function next_step(key: StoredKey, network_name: string) {
  if (!key.tested) return key.made_in === tab_mark() ? close_first(network_name, true) : test(key, network_name)
  return key.restored ? finished(network_name) : backup_screen(key, network_name, () => finished(network_name))
}

function gone(invited: Invited) {
  show(page_head(invited.network_name), title(words().enrol.gone_title), note('bad', words().enrol.gone))
}

interface Secret {
  fields: HTMLElement[]
  /** The secret, or what is wrong with it. */
  take: () => { secret?: string; fault?: string }
}

function four_words(redraw: () => void): Secret {
  const w = words().enrol
  const made = make_passphrase()
  const again = h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', name: 'again' })
  const list = h('ol', { class: 'words', translate: 'no' }, made.split(' ').map((word) => h('li', {}, word)))
  return {
    fields: [h('h2', {}, w.words_title), h('p', {}, w.words_lead), list, button(w.other_words, redraw, 'quiet'), h('label', {}, w.words_again, again)],
    take: () => (plain(again.value) === plain(made) ? { secret: made } : { fault: w.not_same }),
  }
}

function long_pin(): Secret {
  const w = words().enrol
  const field = (name: string) => h('input', { type: 'password', inputmode: 'numeric', autocomplete: 'new-password', name })
  const [pin, again] = [field('pin'), field('again')]
  return {
    fields: [h('label', {}, w.pin, pin), h('label', {}, w.pin_again, again)],
    take: () => {
      const fault = pin_fault(pin.value)
      if (fault) return { fault: w.pin_faults[fault] }
      return pin.value === again.value ? { secret: pin.value } : { fault: w.not_same }
    },
  }
}

function choose(invited: Invited, with_pin = false) {
  const w = words().enrol
  const label = h('input', { type: 'text', maxlength: '40', placeholder: w.label_hint, name: 'label' })
  const place = h('div')
  let secret: Secret
  const draw = () => {
    secret = with_pin ? long_pin() : four_words(draw)
    place.replaceChildren(...secret.fields)
  }
  draw()
  const fault = h('div')
  const make = button(w.make, () => saying(fault, async () => {
    const taken = secret.take()
    if (taken.secret === undefined) return fault.replaceChildren(note('bad', taken.fault ?? ''))
    fault.replaceChildren(note('plain', w.making))
    await make_key(invited, taken.secret, label.value.normalize('NFC').trim() || w.label_hint.split(': ').pop()!)
  }))
  show(page_head(invited.network_name, () => choose(invited, with_pin)), title(w.title), h('p', {}, w.lead(invited.enrolment.name, invited.enrolment.unit.name)),
    h('p', { class: 'quiet' }, w.stays), h('label', {}, w.label, label), place, fault,
    h('div', { class: 'buttons' }, make, button(with_pin ? w.use_words : w.use_pin, () => choose(invited, !with_pin), 'side')))
}

async function make_key(invited: Invited, secret: string, label: string) {
  const { enrolment, network, token } = invited
  await ask_to_persist()
  const made = await vault.make(secret)
  const quick = await vault.make_quick()
  const statement = (key: string) => utf8(`loa enrolment 1\n${network}\n${enrolment.enrolment}\n${key}`)
  const [key, quick_key] = [hex(made.public_key), hex(quick.public_key)]
  const stored: StoredKey = {
    public_key: key, network, genesis: invited.genesis, enrolment: enrolment.enrolment, token, challenge: '', person: enrolment.person, name: enrolment.name,
    label, key_file: made.key_file, quick, tested: false, restored: false, made_in: tab_mark(),
  }
  // Kept before it is told: a key that the province knows and this device lost would be of no use.
  await put_key(stored)
  const proof = hex(await vault.sign(statement(key)))
  const quick_proof = hex(await vault.sign_quick(quick, statement(quick_key)))
  const answer = await send_keys(token, { key, proof, quick_key, quick_proof, label })
  await put_key({ ...stored, challenge: answer.challenge })
  await vault.lock()
  close_first(invited.network_name, false)
}

function close_first(network_name: string, again: boolean) {
  const w = words().enrol
  show(page_head(network_name), title(w.close_title), again && note('bad', w.same_tab), h('p', {}, w.close_lead))
}

function test(key: StoredKey, network_name: string) {
  const w = words().enrol
  const fault = h('div')
  const sign = button(w.test, () => saying(fault, async () => {
    fault.replaceChildren(note('plain', words().unlock.opening))
    await unlock.open(key.key_file)
    const challenge = key.challenge || (await get_enrolment(key.token)).challenge
    const statement = utf8(`loa enrolment test 1\n${key.network}\n${key.enrolment}\n${challenge}`)
    await send_test(key.token, hex(await vault.sign(statement)))
    const tested = { ...key, tested: true }
    await put_key(tested)
    next_step(tested, network_name)
  }))
  const unlock = unlock_field(undefined, () => sign.click())
  show(page_head(network_name, () => test(key, network_name)), title(w.test_title), h('p', {}, w.test_lead), unlock.field, fault, h('div', { class: 'buttons' }, sign))
}

async function finished(network_name: string) {
  const persisted = (await navigator.storage?.persisted?.()) ?? false
  const w = words().enrol
  show(page_head(network_name), title(w.done_title), note('good', `✓ ${w.done}`), !persisted && note('plain', w.not_persistent))
}
