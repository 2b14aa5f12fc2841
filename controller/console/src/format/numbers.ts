// Figures with their unit. The minus is U+2212 so that it lines up with tabular digits.

const kMinus = '\u2212'

function decimal(value: number, digits: number, mark: string): string {
  const text = Math.abs(value).toFixed(digits).replace('.', mark)
  return value < 0 && Number(Math.abs(value).toFixed(digits)) !== 0 ? kMinus + text : text
}

export function decibels(value: number, unit: string, mark: string): string {
  return `${decimal(value, 1, mark)} ${unit}`
}

export function signed_ms(value: number): string {
  const rounded = Math.round(value)
  const sign = rounded > 0 ? '+' : rounded < 0 ? kMinus : ''
  return `${sign}${Math.abs(rounded)} ms`
}

export function bytes(value: number, mark: string): string {
  if (value < 1_000_000) return `${decimal(value / 1_000, 0, mark)} kB`
  return `${decimal(value / 1_000_000, 1, mark)} MB`
}

/** -60 dBFS and below is the left end, 0 dBFS the right; undefined or minus infinity is silence. */
export function meter_share(dbfs: number | null | undefined): number {
  if (dbfs === null || dbfs === undefined || !Number.isFinite(dbfs)) return 0
  return Math.min(1, Math.max(0, (dbfs + 60) / 60))
}
