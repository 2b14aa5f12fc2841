// The form of one item of the schedule: to and from what the interface takes, what is missing, and the consequence in words.
import type { Item, ItemOrder } from '../api/shapes'
import { day_of, full_day, time_of, typed_time, weekday_of } from '../format/civil'
import { kUsualLunar, lunar_rule, lunar_text, type LunarRule } from './item_rules'
import type { StationWords } from '../words/station_vi'

export type Repeat = 'once' | 'daily' | 'weekdays' | 'weekly' | 'lunar' | 'other'

export interface ItemForm {
  programme: string
  title: string
  /** "u:<id>" units, "c:<id>" clusters, "g:<name>" groups. */
  where: string[]
  day: string
  time: string
  repeat: Repeat
  rrule: string
  /** Of repeat 'lunar'; its end is `until`. */
  lunar: LunarRule
  until: string
  volume: number
  class: 'normal' | 'priority'
  replace: string[]
  /** What the form does not show and must not lose: exceptions, order; and kind, source, length, seasons, holidays as they are. */
  rest: Partial<ItemOrder>
}

export const kUsualVolume = 70

export const blank_item = (day: string, unit: string | undefined): ItemForm => ({
  programme: '', title: '', where: unit ? [`u:${unit}`] : [], day, time: '', repeat: 'once', rrule: '', lunar: kUsualLunar, until: '', volume: kUsualVolume, class: 'normal', replace: [], rest: {},
})

const kDayCodes = ['', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

export function rrule_of(form: ItemForm): string {
  const until = form.until ? `;UNTIL=${form.until.replaceAll('-', '')}T235959` : ''
  switch (form.repeat) {
    case 'once':
    case 'lunar':
      return ''
    case 'daily':
      return `FREQ=DAILY${until}`
    case 'weekdays':
      return `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR${until}`
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${kDayCodes[weekday_of(form.day)]}${until}`
    case 'other':
      return form.rrule
  }
}

/** What this form can show of a rule; anything richer stays as it is, under 'other'. */
export function repeat_of(rrule: string, day: string): { repeat: Repeat; until: string } {
  if (!rrule) return { repeat: 'once', until: '' }
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const until_text = parts.get('UNTIL') ?? ''
  const until = /^\d{8}/.test(until_text) ? `${until_text.slice(0, 4)}-${until_text.slice(4, 6)}-${until_text.slice(6, 8)}` : ''
  const plain = [...parts.keys()].every((name) => ['FREQ', 'BYDAY', 'UNTIL'].includes(name))
  const [freq, days] = [parts.get('FREQ'), parts.get('BYDAY') ?? '']
  if (plain && freq === 'DAILY' && !days) return { repeat: 'daily', until }
  if (plain && freq === 'WEEKLY' && days === 'MO,TU,WE,TH,FR') return { repeat: 'weekdays', until }
  if (plain && freq === 'WEEKLY' && (!days || days === kDayCodes[weekday_of(day)])) return { repeat: 'weekly', until }
  return { repeat: 'other', until: '' }
}

const picked = (where: string[], kind: string): string[] => where.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(2))

export function order_of(form: ItemForm): ItemOrder {
  return {
    ...form.rest, ...(form.programme && (form.rest.kind ?? 'programme') === 'programme' ? { programme: form.programme } : {}), ...(form.title ? { title: form.title } : {}), class: form.class, volume: form.volume,
    targets: { units: picked(form.where, 'u'), clusters: picked(form.where, 'c'), groups: picked(form.where, 'g') },
    ...(form.repeat === 'lunar' ? { lunar: lunar_text({ ...form.lunar, until: form.until }) } : {}),
    start: `${form.day}T${typed_time(form.time) ?? '00:00'}:00`, rrule: rrule_of(form), ...(form.replace.length > 0 ? { replace: form.replace } : {}),
  }
}

const kKept = ['kind', 'source', 'duration_ms', 'exdates', 'rdates', 'seasons', 'holidays', 'late', 'overrun', 'order', 'level'] as const

function rest_of(item: Item): Partial<ItemOrder> {
  const held = item as unknown as Record<string, unknown>
  return Object.fromEntries(kKept.filter((name) => held[name] !== undefined && held[name] !== '' && held[name] !== null).map((name) => [name, held[name]])) as Partial<ItemOrder>
}

function rule_of(item: Item): Pick<ItemForm, 'repeat' | 'until' | 'lunar'> {
  if (!item.lunar) return { ...repeat_of(item.rrule, day_of(item.start)), lunar: kUsualLunar }
  const lunar = lunar_rule(item.lunar)
  return { repeat: 'lunar', until: lunar.until, lunar }
}

export function form_of(item: Item): ItemForm {
  const { targets } = item
  const where = [...(targets.units ?? []).map((id) => `u:${id}`), ...(targets.clusters ?? []).map((id) => `c:${id}`), ...(targets.groups ?? []).map((id) => `g:${id}`)]
  return {
    programme: item.programme ?? '', title: item.title, where, day: day_of(item.start), time: time_of(item.start), ...rule_of(item),
    rrule: item.rrule, volume: item.volume, class: item.class === 'priority' ? 'priority' : 'normal', replace: [], rest: rest_of(item),
  }
}

export type Missing = 'programme' | 'where' | 'time' | 'lunar' | 'source' | 'minutes'

export function missing_of(form: ItemForm): Missing[] {
  const missing: Missing[] = []
  const kind = form.rest.kind ?? 'programme'
  if (!form.programme && kind === 'programme') missing.push('programme')
  if (kind === 'relay' && !form.rest.source?.trim()) missing.push('source')
  if (kind === 'relay' && !form.rest.duration_ms) missing.push('minutes')
  if (form.repeat === 'lunar' && form.lunar.days.length === 0) missing.push('lunar')
  if (form.where.length === 0) missing.push('where')
  if (!typed_time(form.time) || !form.day) missing.push('time')
  return missing
}

export interface ItemFacts {
  title: string
  where: string[]
  duration_ms: number | null
  people: number | null
}

export function say_when(form: ItemForm, words: StationWords): string {
  const w = words.item.when
  const [day, time] = [full_day(form.day), typed_time(form.time) ?? '']
  const until = form.until ? w.until(full_day(form.until)) : ''
  const weekday = words.long_weekday(weekday_of(form.day))
  switch (form.repeat) {
    case 'once':
      return w.once(`${weekday} ${day}`, time)
    case 'daily':
      return w.daily(time, day, until)
    case 'weekdays':
      return w.weekdays(time, day, until)
    case 'weekly':
      return w.weekly(time, weekday, day, until)
    case 'lunar':
      return w.lunar(time, form.lunar.days.map(words.item.lunar_day).join(', '), words.item.lunar_months[form.lunar.month] ?? '', day, until)
    case 'other':
      return w.other(time, day)
  }
}

/** What will be heard: where, when, how long, how loud, by how many; said before it is saved. */
export function say_item(form: ItemForm, facts: ItemFacts, words: StationWords): string {
  const lasts = facts.duration_ms === null ? '' : words.item.say_lasts(words.duration(facts.duration_ms))
  const people = facts.people ? ` ${words.item.say_people(words.people(facts.people))}` : ''
  return words.item.say(facts.title, facts.where.join(', '), say_when(form, words), lasts, form.volume) + people
}
