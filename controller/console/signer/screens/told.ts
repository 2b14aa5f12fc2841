// Errors as people read them.
import { ApiError } from '../api'
import { note } from '../element'
import { Refusal } from '../protocol/bytes'
import { language, words } from '../words'

export function told(error: unknown): string {
  if (error instanceof ApiError) return language() === 'vi' ? error.text_vi : error.text_en
  if (error instanceof Refusal) return words().codes[error.code] ?? words().altered
  return words().wrong
}

/** Runs work; what goes wrong is said in `place`, and the answer is false. */
export async function saying(place: HTMLElement, work: () => Promise<unknown>): Promise<boolean> {
  place.replaceChildren()
  try {
    await work()
    return true
  } catch (error) {
    place.replaceChildren(note('bad', told(error)))
    return false
  }
}
