// The language of the page: Vietnamese unless the reader chose otherwise; kept in localStorage when that is allowed.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Told } from '../api/types'
import { en } from './en'
import { vi, type Words } from './vi'

const kKey = 'loa.language'

interface Language {
  words: Words
  told: (what: Pick<Told, 'text_vi' | 'text_en'>) => string
  toggle: () => void
}

const LanguageContext = createContext<Language | null>(null)

function stored_words(): Words {
  try {
    return localStorage.getItem(kKey) === 'en' ? en : vi
  } catch {
    return vi
  }
}

function keep(tag: string): void {
  try {
    localStorage.setItem(kKey, tag)
  } catch {
    // A browser that forbids storage still switches, for this visit.
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [words, set_words] = useState(stored_words)
  useEffect(() => {
    document.documentElement.lang = words.tag
    document.title = words.page_title
  }, [words])
  const language = useMemo<Language>(
    () => ({
      words,
      told: (what) => (words === vi ? what.text_vi : what.text_en) || what.text_vi || what.text_en,
      toggle: () => {
        const next = words === vi ? en : vi
        keep(next.tag)
        set_words(next)
      },
    }),
    [words],
  )
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('useLanguage needs a LanguageProvider above it')
  return language
}
