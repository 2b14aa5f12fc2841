// A passphrase is made, not chosen: four words of the list. Marks, case and spaces do not count when it is typed. A PIN of at
// least eight digits is the other way, and must not be one that anybody tries first.
import { kWords } from './words'

const kCount = 4
export const kMinPin = 8

/** Lower case without marks, single spaces: what the key is derived from, here and in the command line. */
export function plain(text: string): string {
  const bare = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd')
  return bare.trim().split(/\s+/).join(' ')
}

export function make_passphrase(random: (limit: number) => number = random_below): string {
  return Array.from({ length: kCount }, () => kWords[random(kWords.length)]!).join(' ')
}

/** Uniform in [0, limit), without the bias of a remainder. */
function random_below(limit: number): number {
  const top = Math.floor(2 ** 32 / limit) * limit
  for (;;) {
    const value = crypto.getRandomValues(new Uint32Array(1))[0]!
    if (value < top) return value % limit
  }
}

export type PinFault = 'short' | 'digits' | 'easy'
export function pin_fault(pin: string): PinFault | undefined {
  if (!/^[0-9]*$/.test(pin)) return 'digits'
  if (pin.length < kMinPin) return 'short'
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10))
  const repeats = [1, 2, 3, 4].some((n) => pin === pin.slice(0, n).repeat(Math.ceil(pin.length / n)).slice(0, pin.length))
  return steps.size === 1 || repeats ? 'easy' : undefined
}
