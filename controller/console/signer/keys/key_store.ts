// The keys of this device in IndexedDB, encrypted. Nothing else of the page is kept anywhere.
import type { QuickKey } from './vault'

const kName = 'loa-signer'
const kKeys = 'keys'

export interface StoredKey {
  public_key: string // hex; the record's name
  network: string // id, pinned when the key was made
  genesis: string
  enrolment: string
  token: string // of the enrolment link, until the key was tested
  challenge: string
  person: string
  name: string
  label: string
  key_file: string
  quick?: QuickKey
  tested: boolean
  restored: boolean // the backup was opened once
  made_in: string // mark of the tab that made it
}

function request<Value>(asked: IDBRequest<Value>): Promise<Value> {
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

async function with_store<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const opening = indexedDB.open(kName, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(kKeys, { keyPath: 'public_key' })
  const database = await request(opening)
  try {
    const transaction = database.transaction(kKeys, mode, mode === 'readwrite' ? { durability: 'strict' } : {})
    const ended = new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done()
      transaction.onabort = () => failed(transaction.error)
    })
    const value = await request(work(transaction.objectStore(kKeys)))
    await ended
    return value
  } finally {
    database.close()
  }
}

export const put_key = (key: StoredKey) => with_store('readwrite', (store) => store.put(key))
export const all_keys = (): Promise<StoredKey[]> => with_store('readonly', (store) => store.getAll())
export const remove_key = (public_key: string) => with_store('readwrite', (store) => store.delete(public_key))

const kTabMark = 'loa-signer-tab'
/** The same for the life of this tab, reloads included; another after it was closed. */
export function tab_mark(): string {
  const held = sessionStorage.getItem(kTabMark)
  if (held) return held
  const fresh = crypto.randomUUID()
  sessionStorage.setItem(kTabMark, fresh)
  return fresh
}
