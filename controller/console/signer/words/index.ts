import { en } from './en'
import { vi, type Words } from './vi'

let current: Words = vi
export const words = (): Words => current
export const language = (): 'vi' | 'en' => (current === vi ? 'vi' : 'en')
export function switch_language() {
  current = current === vi ? en : vi
  document.documentElement.lang = language()
}
