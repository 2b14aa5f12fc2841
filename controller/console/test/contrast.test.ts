// Every text colour against every ground it stands on, both themes: at least 7:1 (WCAG 2.2, 1.4.6).
import { describe, expect, it } from 'vitest'
import sheet from '../src/styles/tokens.css?raw'

type Tokens = Record<string, string>

const tokens_in = (text: string): Tokens =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]))
const [light_text = '', dark_text = ''] = sheet.split(":root[data-theme='dark']")
const kThemes = { light: tokens_in(light_text), dark: tokens_in(dark_text) }

const kPairs: [string, string[]][] = [
  ['text', ['ground', 'surface', 'sunken', 'playing-ground', 'fault-ground', 'unknown-ground']],
  ['text-soft', ['ground', 'surface', 'sunken', 'playing-ground', 'fault-ground', 'unknown-ground']],
  ['accent', ['surface', 'playing-ground', 'fault-ground', 'unknown-ground', 'sunken']],
  ['ready', ['ground', 'surface', 'sunken']],
  ['fault', ['surface', 'fault-ground', 'sunken']],
  ['unknown', ['ground', 'surface', 'unknown-ground']],
  ['on-accent', ['accent']],
]

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe.each(Object.entries(kThemes))('%s theme', (_name, tokens) => {
  it.each(kPairs.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground])))('%s on %s', (text = '', ground = '') => {
    expect(ratio(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(7)
  })
})
