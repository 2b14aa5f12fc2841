// The one field that opens a key. Its text goes to the worker and nowhere else.
import { h } from '../element'
import { vault } from '../keys/vault_client'
import { words } from '../words'

export interface Unlock {
  field: HTMLElement
  input: HTMLInputElement
  open: (key_file: string) => Promise<Uint8Array>
}

export function unlock_field(label = words().unlock.words, on_enter?: () => void): Unlock {
  const input = h('input', { type: 'password', autocomplete: 'current-password', autocapitalize: 'none', spellcheck: 'false', name: 'passphrase' })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') on_enter?.()
  })
  const open = async (key_file: string) => {
    const key = await vault.open(key_file, input.value)
    input.value = ''
    return key
  }
  return { field: h('label', {}, label, input), input, open }
}
