// Errors and catalogue texts in the reader's words: the server's own text names field, cause and remedy.
import { Refused, Unreachable } from '../api/client'
import { useLanguage } from '../words/language'
import { useWords } from '../words/station'

type Both = { text_vi: string; text_en: string }

export interface Say {
  error: (error: unknown) => string
  told: (text: Both) => string
}

export function useSay(): Say {
  const { told } = useLanguage()
  const { shell } = useWords()
  const error = (what: unknown): string => {
    if (what instanceof Refused) {
      if (what.errors.length > 0) return what.errors.map(told).join(' ')
      if (what.status === 403) return shell.forbidden
      if (what.status === 404 || what.status === 405) return shell.not_there
    }
    return what instanceof Unreachable ? shell.unreachable : shell.load_failed
  }
  return { error, told }
}
