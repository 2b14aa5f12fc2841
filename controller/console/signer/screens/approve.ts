// The request: text beside the sound, what the signature says in words made from its own bytes, one button within the thumb's
// reach. The sound played is the very bytes whose hashes were held against the manifest that is signed.
import { get_content, get_network, get_papers, get_request, get_rights, send_approval, send_rejection, type Heard, type ShownGrant, type ShownRequest } from '../api'
import { button, h, note, show, title } from '../element'
import { all_keys, type StoredKey } from '../keys/key_store'
import { vault } from '../keys/vault_client'
import { Refusal, hex, sha256_hex, unbase64, unhex, utf8, type Bytes } from '../protocol/bytes'
import { encode_envelope, key_id, network_id, signed_bytes } from '../protocol/envelope'
import { check_contents, read_manifest, type Manifest } from '../protocol/manifest'
import { read_genesis, read_names, type Names } from '../protocol/papers'
import { kNoHash, make_id, read_approval, write_approval, type Approval } from '../protocol/payloads'
import { parse_json } from '../protocol/strict_json'
import { approval_words } from '../words/said'
import { words } from '../words'
import { page_head } from './frame'
import { qr_code } from './qr'
import { saying, told } from './told'
import { unlock_field } from './unlock'

interface Desk {
  token: string
  request: ShownRequest
  network: string
  network_name: string
  zone: string
  names: Names
  key: StoredKey | undefined
  grants: ShownGrant[]
  heard: Heard
}

export async function approve_screen(token: string) {
  show(page_head(), note('plain', words().loading))
  try {
    await draw(await load(token))
  } catch (error) {
    show(page_head(), title(words().approve.title), note('bad', told(error)), button(words().again, () => approve_screen(token), 'side'))
  }
}

async function load(token: string): Promise<Desk> {
  const [told_network, request, papers, keys] = await Promise.all([get_network(), get_request(token), get_papers(token), all_keys().catch(() => [])])
  const network = await network_id(told_network.genesis)
  const genesis = read_genesis(told_network.genesis)
  const names = await read_names(network, genesis, unbase64(papers.map), unbase64(papers.trust), vault.verify)
  const own = keys.filter((one) => one.tested)
  const key = own.find((one) => one.network === network)
  if (!key && own.length) throw new Refusal('network.other')
  const grants = key ? await get_rights(key.public_key) : []
  return { token, request, network, network_name: words().network(genesis.name, genesis.demo), zone: told_network.zone, names, key, grants, heard: { listened_ms: 0, to_end: false } }
}

/** The request as the payload it will become; read back strictly, so that what is shown is what is signed. */
async function payload_of({ request: r }: Desk): Promise<Bytes> {
  const now = Date.now()
  const law = r.law ? await sha256_hex(utf8(r.law)) : kNoHash
  const bytes = write_approval({
    id: make_id(now), issued: now, trace: '', version: now, programme: r.programme, revision: r.revision, author: r.author, manifest: r.manifest,
    law, units: r.units.map((unit) => unit.id), class: r.class, from: r.from, until: r.until, airings_per_day: r.airings_per_day, withdrawn: false,
    ...(r.max_volume === undefined ? {} : { max_volume: r.max_volume }),
  })
  read_approval(bytes)
  return bytes
}

async function draw(desk: Desk) {
  const w = words().approve
  const { request: r } = desk
  const said = h('ul', { class: 'said' }, h('li', {}, words().loading))
  const sound = h('div', { class: 'sound' }, note('plain', w.checking))
  const action = h('div', { class: 'action' })
  show(
    page_head(desk.network_name, () => draw(desk)), title(r.title),
    h('p', { class: 'quiet' }, `${w.by(desk.names.people.get(r.author) ?? r.author_name)} · ${w.revision(r.revision)}`),
    r.newer_revision && note('bad', w.newer), sound,
    h('div', { class: 'columns' },
      h('section', {}, h('h2', {}, w.text), r.text ? h('div', { class: 'text', tabindex: '0' }, r.text) : h('p', { class: 'quiet' }, w.no_text), law_list(r.law)),
      h('section', {}, h('h2', {}, w.slots), slot_list(r.slots), h('h2', {}, w.signs), said, action)),
  )
  const checked = await saying(sound, async () => {
    const manifest = await play(desk, sound)
    show_said(desk, read_approval(await payload_of(desk)), manifest, said)
    draw_action(desk, action)
  })
  if (!checked) said.replaceChildren(h('li', {}, w.nothing))
}

function show_said(desk: Desk, approval: Approval, manifest: Manifest, said: HTMLElement) {
  const name_of = (unit: string) => desk.names.units.get(unit)?.name ?? (desk.names.units.size ? words().approve.unnamed : desk.request.units.find((one) => one.id === unit)?.name ?? unit)
  const lines = approval_words(approval, name_of, manifest, desk.zone, words())
  said.replaceChildren(...lines.map((line) => h('li', {}, line)))
  if (!desk.names.units.size) said.append(h('li', { class: 'bad' }, words().approve.unproved))
}

/** Fetches, holds everything against the manifest's hash, plays those bytes. */
async function play(desk: Desk, place: HTMLElement): Promise<Manifest> {
  const { token, request: r } = desk
  const manifest_bytes = await get_content(token, r.manifest)
  const named = read_manifest(manifest_bytes)
  const [unit_list, audio] = await Promise.all([get_content(token, named.unit_list), get_content(token, named.audio)])
  const manifest = await check_contents(r.manifest, { manifest: manifest_bytes, unit_list, audio })
  if (manifest.programme !== r.programme || manifest.revision !== r.revision || manifest.author !== r.author) throw new Refusal('content.altered')
  const player = h('audio', { controls: true, preload: 'metadata', src: URL.createObjectURL(new Blob([audio], { type: 'audio/ogg; codecs=opus' })) })
  watch(player, desk.heard)
  const playable = player.canPlayType('audio/ogg; codecs=opus') !== ''
  place.replaceChildren(h('h2', {}, words().approve.sound), player, playable ? h('p', { class: 'quiet good' }, `✓ ${words().approve.checked}`) : note('bad', words().approve.cannot_play))
  return manifest
}

/** Seconds that really sounded, and whether the end was reached: evidence beside the signature, no lock. */
function watch(player: HTMLAudioElement, heard: Heard) {
  let last = 0
  player.addEventListener('timeupdate', () => {
    const step = player.currentTime - last
    if (step > 0 && step < 1) heard.listened_ms += Math.round(step * 1000)
    last = player.currentTime
  })
  player.addEventListener('ended', () => {
    heard.to_end = heard.listened_ms >= player.duration * 1000 * 0.9
  })
}

function law_list(law: string): HTMLElement | undefined {
  if (!law) return undefined
  const members = Object.entries(parse_json(law) as { [key: string]: unknown })
  const fields = words().approve.law_fields
  return h('div', {}, h('h2', {}, words().approve.law), h('dl', {}, members.map(([key, value]) => [h('dt', {}, fields[key] ?? key), h('dd', {}, String(value))])))
}

const slot_list = (slots: string[]) =>
  slots.length ? h('ul', {}, slots.map((slot) => h('li', {}, slot))) : h('p', { class: 'quiet' }, words().approve.slots_none)

function draw_action(desk: Desk, place: HTMLElement) {
  const w = words().approve
  if (!desk.key) return place.replaceChildren(other_device())
  if (desk.key.person === desk.request.author) return place.replaceChildren(note('bad', w.own))
  if (!desk.grants.some((grant) => grant.actions.includes('approve'))) return place.replaceChildren(note('bad', w.not_granted))
  void draw_buttons(desk, desk.key, place)
}

function other_device(): HTMLElement {
  const copy = button(words().approve.copy, async () => {
    await navigator.clipboard.writeText(location.href)
    copy.textContent = words().approve.copied
  }, 'side')
  return h('div', { class: 'other' }, qr_code(location.href), h('div', {}, h('p', {}, words().approve.no_key), copy))
}

async function draw_buttons(desk: Desk, key: StoredKey, place: HTMLElement) {
  const w = words().approve
  const left = await vault.open_for()
  const fault = h('div')
  const approve = () => saying(fault, async () => {
    if (left_open && !(await vault.open_for())) return draw_buttons(desk, key, place)
    fault.replaceChildren(note('plain', left_open ? w.signing : words().unlock.opening))
    if (!left_open) await unlock.open(key.key_file)
    await done_approve(desk, key)
  })
  const left_open = left > 0
  const main = button(left_open ? w.approve : w.unlock_approve, approve)
  const unlock = unlock_field(undefined, () => main.click())
  const lock = left_open && h('p', { class: 'quiet' }, w.open_for(Math.ceil(left / 60000)), ' ', button(w.lock, async () => {
    await vault.lock()
    await draw_buttons(desk, key, place)
  }, 'quiet'))
  place.replaceChildren(fault, left_open ? '' : unlock.field, h('div', { class: 'buttons' }, main, button(w.reject, () => draw_reject(desk, key, place), 'side')))
  if (lock) place.append(lock)
}

async function done_approve(desk: Desk, key: StoredKey) {
  const payload = await payload_of(desk)
  const message = signed_bytes(desk.network, 'approval', payload)
  const signature = await vault.sign(message)
  const envelope = encode_envelope({ signatures: [{ key: await key_id(unhex(key.public_key)), bytes: signature }], type: 'approval', payload })
  const { document } = await send_approval(desk.token, envelope, desk.heard)
  show(page_head(desk.network_name), title(words().approve.done_title), note('good', `✓ ${words().approve.done}`),
    h('p', { class: 'quiet' }, `${words().approve.document}: `, h('code', {}, document.slice(0, 12))))
}

function draw_reject(desk: Desk, key: StoredKey, place: HTMLElement) {
  const w = words().approve
  const fault = h('div')
  const reason = h('textarea', { rows: '3', maxlength: '300', lang: 'vi' })
  const unlock = unlock_field()
  const send = button(w.send_reject, () => saying(fault, async () => {
    const text = reason.value.normalize('NFC').trim()
    if (!text) return fault.replaceChildren(note('bad', w.reason_missing))
    if (!(await vault.open_for())) await unlock.open(key.key_file)
    const statement = utf8(`loa reject 1\n${desk.network}\n${desk.request.id}\n${text}`)
    await send_rejection(desk.token, text, key.public_key, hex(await vault.sign(statement)), desk.heard)
    show(page_head(desk.network_name), title(w.rejected_title), note('good', w.rejected))
  }))
  const back = button(words().back, () => draw_action(desk, place), 'side')
  void vault.open_for().then((left) => (unlock.field.hidden = left > 0))
  place.replaceChildren(fault, h('label', {}, w.reason, reason), unlock.field, h('div', { class: 'buttons' }, send, back))
  reason.focus()
}

