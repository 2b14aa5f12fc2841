// Drafts survive a lost session, a closed tab and a dead battery: what is typed is on the device within 300 ms.
// Kept in localStorage because a write there is finished when it returns; nothing larger than text is kept.
const kPrefix = 'loa.draft.'
const kKeptDays = 30
const kDayMs = 86_400_000

export interface Kept<T> {
  at: number
  value: T
}

export interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  readonly length: number
  key(index: number): string | null
}

export function read_draft<T>(shelf: Shelf, key: string, now: number): Kept<T> | null {
  try {
    const kept = JSON.parse(shelf.getItem(kPrefix + key) ?? 'null') as Kept<T> | null
    return kept && typeof kept.at === 'number' && now - kept.at < kKeptDays * kDayMs ? kept : null
  } catch {
    return null
  }
}

/** False when the device refused it; the form then says that it is not kept. */
export function write_draft<T>(shelf: Shelf, key: string, value: T, now: number): boolean {
  try {
    shelf.setItem(kPrefix + key, JSON.stringify({ at: now, value }))
    return true
  } catch {
    return false
  }
}

export function drop_draft(shelf: Shelf, key: string): void {
  try {
    shelf.removeItem(kPrefix + key)
  } catch {
    // Nothing was kept there either.
  }
}

export function draft_keys(shelf: Shelf): string[] {
  const keys = Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? '')
  return keys.filter((key) => key.startsWith(kPrefix)).map((key) => key.slice(kPrefix.length))
}
