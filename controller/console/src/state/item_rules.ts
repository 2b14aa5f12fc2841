// Lunar days, seasons and holidays of an item, to and from the text forms of schedules/README.md. Pure.
export interface LunarRule {
  days: number[]
  /** 0: every month. */
  month: number
  /** As it was: REGULAR, BOTH, ONLY; empty by default. */
  leap: string
  until: string
}

export const kUsualLunar: LunarRule = { days: [1, 15], month: 0, leap: '', until: '' }

export function lunar_text({ days, month, leap, until }: LunarRule): string {
  const parts = [`DAYS=${[...days].sort((a, b) => a - b).join(',')}`, month ? `MONTH=${month}` : '', leap ? `LEAP=${leap}` : '', until ? `UNTIL=${until}` : '']
  return parts.filter(Boolean).join(';')
}

export function lunar_rule(text: string): LunarRule {
  const parts = new Map(text.split(';').map((part) => part.split('=') as [string, string]))
  const days = (parts.get('DAYS') ?? '').split(',').map(Number).filter((day) => Number.isInteger(day) && day !== 0)
  return { days, month: Number(parts.get('MONTH') ?? 0), leap: parts.get('LEAP') ?? '', until: parts.get('UNTIL') ?? '' }
}

const kMonthDays = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** "16/4" is 04-16; undefined when no year has that day. */
export function month_day(typed: string): string | undefined {
  const match = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(typed)
  const [day, month] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || !day || day > (kMonthDays[month] ?? 0)) return undefined
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** "16/4 – 15/10" is 04-16/10-15; both days are in it, and it may run over New Year. */
export function season_text(typed: string): string | undefined {
  const ends = typed.split(/\s*[–—]\s*|\s+-\s+|\s*đến\s*/)
  const [from, until] = ends.map(month_day)
  return ends.length === 2 && from && until ? `${from}/${until}` : undefined
}

export const said_season = (season: string): string => season.split('/').map((end) => `${end.slice(3)}/${end.slice(0, 2)}`).join(' – ')
