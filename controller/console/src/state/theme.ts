// Light, dark or as the device says; kept on this device. The choice stands in <html data-theme>, which the sheets read.
export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const kKey = 'loa.theme'
const listeners = new Set<() => void>()
const device = () => window.matchMedia('(prefers-color-scheme: dark)')

export function theme_choice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(kKey)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

export function theme(): Theme {
  const choice = theme_choice()
  if (choice !== 'system') return choice
  return device().matches ? 'dark' : 'light'
}

function show(): void {
  document.documentElement.dataset.theme = theme()
  listeners.forEach((tell) => tell())
}

export function choose_theme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(kKey, choice)
  } catch {
    // A browser that forbids storage follows the device.
  }
  show()
}

export function start_theme(): void {
  show()
  device().addEventListener('change', show)
}

export function on_theme(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
