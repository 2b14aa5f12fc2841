// Whether a key made in this window would still be here tomorrow. What a browser hides is caught later, by closing and
// reopening; these checks spare the officer that walk.

export interface Window {
  secure: boolean
  indexed_db: boolean
  webassembly: boolean
  user_agent: string
  quota: number | undefined // bytes the origin may store
  heap_limit: number | undefined // Chromium only
  has_service_worker: boolean // Firefox has none in private windows
  opfs: boolean // Safari refuses it in private windows
}
export type EnvironmentFault = 'insecure' | 'in_app' | 'private' | 'no_storage' | 'old'

const kInApp = /\bZalo\b|FBAN|FBAV|FB_IAB|Instagram|Messenger|Line\/|MicroMessenger|TikTok|musical_ly|Snapchat|; wv\)/

export function environment_fault(w: Window): EnvironmentFault | undefined {
  if (!w.secure) return 'insecure'
  if (kInApp.test(w.user_agent)) return 'in_app'
  if (!w.webassembly) return 'old'
  if (!w.indexed_db) return 'no_storage'
  return looks_private(w) ? 'private' : undefined
}

function looks_private(w: Window): boolean {
  const chromium = /Chrom(e|ium)\//.test(w.user_agent)
  // Chromium keeps a private window's storage in memory and promises no more than twice the heap.
  if (chromium) return w.quota !== undefined && w.heap_limit !== undefined && w.quota < 2 * w.heap_limit
  if (/Firefox\//.test(w.user_agent)) return !w.has_service_worker
  return /Safari\//.test(w.user_agent) && !w.opfs
}

export async function look_around(): Promise<Window> {
  const memory = (performance as unknown as { memory?: { jsHeapSizeLimit: number } }).memory
  const opfs = await navigator.storage?.getDirectory?.().then(() => true, () => false)
  return {
    secure: isSecureContext && Boolean(crypto.subtle),
    indexed_db: await can_store(),
    webassembly: typeof WebAssembly === 'object' && typeof Worker === 'function',
    user_agent: navigator.userAgent,
    quota: (await navigator.storage?.estimate?.())?.quota,
    heap_limit: memory?.jsHeapSizeLimit,
    has_service_worker: 'serviceWorker' in navigator,
    opfs: Boolean(opfs),
  }
}

function can_store(): Promise<boolean> {
  return new Promise((done) => {
    try {
      const opening = indexedDB.open('loa-signer-check')
      opening.onsuccess = () => {
        opening.result.close()
        indexedDB.deleteDatabase('loa-signer-check')
        done(true)
      }
      opening.onerror = () => done(false)
    } catch {
      done(false)
    }
  })
}

/** Asks that the browser does not clear this origin by itself. */
export const ask_to_persist = async (): Promise<boolean> => (await navigator.storage?.persist?.()) ?? false
