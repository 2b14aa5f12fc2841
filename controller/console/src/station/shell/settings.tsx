// Language and colours: one press each, kept on this device.
import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { choose_theme, on_theme, theme_choice, type ThemeChoice } from '../../state/theme'
import { useLanguage } from '../../words/language'
import { useWords } from '../../words/station'

export function LanguageButton() {
  const { toggle } = useLanguage()
  const { shell } = useWords()
  return (
    <Button type="text" onClick={toggle} lang={shell.switch_language_tag}>
      {shell.switch_language}
    </Button>
  )
}

const kNext: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' }

export function ThemeButton() {
  const { shell } = useWords()
  const choice = useSyncExternalStore(on_theme, theme_choice)
  return (
    <Button type="text" onClick={() => choose_theme(kNext[choice])}>
      {shell.theme[choice]}
    </Button>
  )
}
