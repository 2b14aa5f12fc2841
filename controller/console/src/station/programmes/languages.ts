import { useAsked } from '../queries'
import { useWords } from '../../words/station'

interface Language {
  code: string
  name: string
  spoken: boolean
}

/** What the server names; Vietnamese alone until it answered. */
export function useLanguages(): Language[] {
  const { editor } = useWords()
  const found = useAsked<{ languages: Language[] }>('/languages')
  return found.data?.languages ?? [{ code: 'vi', name: editor.languages['vi'] ?? 'Tiếng Việt', spoken: true }]
}
