// The encrypted key as a file, and the proof that it opens.
import { button, h, note, show, title } from '../element'
import { put_key, type StoredKey } from '../keys/key_store'
import { hex } from '../protocol/bytes'
import { words } from '../words'
import { page_head } from './frame'
import { saying } from './told'
import { unlock_field } from './unlock'

export function download_backup(key: StoredKey) {
  const address = URL.createObjectURL(new Blob([key.key_file], { type: 'text/plain' }))
  const link = h('a', { href: address, download: `loa-${key.public_key.slice(0, 8)}.key` })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export function backup_screen(key: StoredKey, network_name: string, done: () => unknown) {
  const w = words().enrol
  const fault = h('div')
  const file = h('input', { type: 'file', name: 'backup' })
  const unlock = unlock_field()
  const restore = button(w.restore, () => saying(fault, async () => {
    const chosen = file.files?.[0]
    if (!chosen) return fault.replaceChildren(note('bad', w.file))
    const opened = await unlock.open(await chosen.slice(0, 1024).text())
    if (hex(opened) !== key.public_key) return fault.replaceChildren(note('bad', w.other_key))
    await put_key({ ...key, restored: true })
    await done()
  }))
  show(page_head(network_name, () => backup_screen(key, network_name, done)), title(w.backup_title), h('p', {}, w.backup_lead),
    h('div', { class: 'buttons' }, button(words().home.backup, () => download_backup(key), 'side')),
    h('p', {}, w.restore_lead), h('label', {}, w.file, file), unlock.field, fault, h('div', { class: 'buttons' }, restore))
}
