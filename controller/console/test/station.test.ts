// The station's decisions: civil times, schedule forms, weeks, drafts, answers, regulations.
import { describe, expect, it } from 'vitest'
import type { Day, Draft, Finding, Item, Occurrence, PolicyPath, Readiness, ToSign } from '../src/api/shapes'
import { add_days, add_minutes, month_grid, next_month, typed_day, typed_time, weekday_of, whole_minute } from '../src/format/civil'
import { fold } from '../src/format/fold'
import { form_of_draft, law_warning, meta_change, reading_length, text_changed, words_of } from '../src/state/draft_form'
import { draft_keys, drop_draft, read_draft, write_draft, type Shelf } from '../src/state/drafts'
import { front_of } from '../src/state/front'
import { hush_address } from '../src/station/sign'
import { in_tree_order, people_of, type UnitRow } from '../src/station/place'
import { lunar_rule, lunar_text, month_day, said_season, season_text } from '../src/state/item_rules'
import { blank_item, form_of, missing_of, order_of, repeat_of, rrule_of, say_item } from '../src/state/item_form'
import { as_regulation, day_runs, say_days, signed_in, wrong_with, kUsualRegulation } from '../src/state/policy_form'
import { answer_shade, findings_shown } from '../src/state/today_view'
import { blocks_of, halves_of, place, quiet_spans, week_sums, type Block } from '../src/state/week_view'
import { station_en } from '../src/words/station_en'
import { station_vi } from '../src/words/station_vi'

describe('civil times', () => {
  it('puts after what ends in the middle of a minute, not into its last seconds', () => {
    expect(whole_minute('2026-11-25T17:10:23')).toBe('2026-11-25T17:11:00')
    expect(whole_minute('2026-11-25T17:10:00')).toBe('2026-11-25T17:10:00')
    expect(whole_minute('2026-12-31T23:59:01')).toBe('2027-01-01T00:00:00')
  })

  it.each([['5:30', '05:30'], ['0530', '05:30'], ['05h30', '05:30'], ['17h', '17:00'], [' 7 : 05 ', '07:05'], ['24:00', undefined], ['5:60', undefined], ['sáng', undefined]])('%s is typed as %s', (typed, wanted) => {
    expect(typed_time(typed)).toBe(wanted)
  })
  it.each([['5/12/2026', '2026-12-05'], ['05122026', '2026-12-05'], ['2026-12-05', '2026-12-05'], [' 29.02.2028 ', '2028-02-29'], ['29/02/2027', undefined], ['12/25/2026', undefined], ['5/12', undefined]])('%s is typed as the day %s', (typed, wanted) => {
    expect(typed_day(typed)).toBe(wanted)
  })
  it('counts Sunday as 7 and crosses months and leap days', () => {
    expect(weekday_of('2026-11-29')).toBe(7)
    expect(add_days('2028-02-28', 1)).toBe('2028-02-29')
    expect(add_minutes('2026-12-31T23:50:00', 20)).toBe('2027-01-01T00:10:00')
    expect(next_month('2026-12-31')).toBe('2027-01-01')
    expect(next_month('2026-01-15', -1)).toBe('2025-12-01')
  })
  it('draws a month as whole weeks', () => {
    expect(month_grid('2026-11-25')).toEqual({ from: '2026-10-26', days: 42 })
    expect(month_grid('2027-02-10')).toEqual({ from: '2027-02-01', days: 28 })
  })
})

it('finds words without accents, đ included', () => {
  expect(fold('Luật Đất ĐAI')).toBe('luat dat dai')
})

describe('an item of the schedule', () => {
  const form = { ...blank_item('2026-11-25', 'u1'), programme: 'p', time: '5h30' }
  it('takes over typed time, targets by kind and the rule', () => {
    const order = order_of({ ...form, where: ['u:a', 'c:b', 'g:x'], repeat: 'weekly', until: '2026-12-31' })
    expect(order.start).toBe('2026-11-25T05:30:00')
    expect(order.targets).toEqual({ units: ['a'], clusters: ['b'], groups: ['x'] })
    expect(order.rrule).toBe('FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231T235959')
  })
  it('comes back from its own rule', () => {
    for (const repeat of ['once', 'daily', 'weekdays', 'weekly'] as const) {
      const rrule = rrule_of({ ...form, repeat, until: repeat === 'once' ? '' : '2026-12-31' })
      expect(repeat_of(rrule, form.day).repeat).toBe(repeat)
    }
  })
  it('leaves a richer rule alone', () => {
    const rrule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'
    const item = { kind: 'programme', programme: 'p', title: 't', targets: {}, start: '2026-11-25T05:30:00', rrule, volume: 70, class: 'normal', exdates: ['2026-12-01'], seasons: ['04-16/10-15'] } as unknown as Item
    expect(order_of(form_of(item))).toMatchObject({ rrule, exdates: ['2026-12-01'], seasons: ['04-16/10-15'] })
  })
  it('writes lunar days and takes them back, a leap month as it was', () => {
    const order = order_of({ ...form, repeat: 'lunar', lunar: { days: [15, 1], month: 0, leap: '', until: '' }, until: '2026-12-31' })
    expect(order).toMatchObject({ lunar: 'DAYS=1,15;UNTIL=2026-12-31', rrule: '' })
    for (const text of ['DAYS=15;MONTH=1', 'DAYS=1,15,-1;LEAP=BOTH', 'DAYS=1;UNTIL=2026-12-31'].map((one) => lunar_text(lunar_rule(one)))) {
      const item = { kind: 'programme', programme: 'p', title: 't', targets: {}, start: '2026-11-25T05:30:00', rrule: '', lunar: text, volume: 70, class: 'normal' } as unknown as Item
      expect(form_of(item).repeat).toBe('lunar')
      expect(order_of(form_of(item)).lunar).toBe(text)
    }
    expect(order_of({ ...form_of({ kind: 'programme', programme: 'p', title: 't', targets: {}, start: '2026-11-25T05:30:00', rrule: '', lunar: 'DAYS=1', volume: 70, class: 'normal' } as unknown as Item), repeat: 'daily' }).lunar).toBeUndefined()
    expect(missing_of({ ...form, repeat: 'lunar', lunar: { days: [], month: 0, leap: '', until: '' } })).toEqual(['lunar'])
    expect(say_item({ ...form, repeat: 'lunar', lunar: { days: [1, 15], month: 1, leap: '', until: '' } }, { title: 'Tin', where: ['Xã A'], duration_ms: null, people: null }, station_vi)).toContain('mùng 1, rằm tháng Giêng âm lịch lúc 05:30')
  })
  it('reads a season as it is written here', () => {
    expect(season_text('16/4 – 15/10')).toBe('04-16/10-15')
    expect(season_text('16/04 - 15/10')).toBe('04-16/10-15')
    expect(said_season('11-01/02-29')).toBe('01/11 – 29/02')
    expect(season_text('16/04')).toBeUndefined()
    expect(month_day('31/4')).toBeUndefined()
  })
  it('needs a source and a length of a relay, and no programme', () => {
    const relay = { ...form, programme: 'p', rest: { kind: 'relay' as const } }
    expect(missing_of(relay)).toEqual(['source', 'minutes'])
    const order = order_of({ ...relay, rest: { kind: 'relay', source: 'vov1', duration_ms: 900_000 } })
    expect(order).toMatchObject({ kind: 'relay', source: 'vov1', duration_ms: 900_000 })
    expect(order.programme).toBeUndefined()
  })
  it('names what is missing', () => {
    expect(missing_of({ ...form, programme: '', where: [], time: '25:00' })).toEqual(['programme', 'where', 'time'])
    expect(missing_of(form)).toEqual([])
  })
  it('says what will be heard, in both languages', () => {
    const facts = { title: 'Tin sáng', where: ['Xã Đại Đồng'], duration_ms: 300_000, people: 8_000 }
    expect(say_item(form, facts, station_vi)).toBe('“Tin sáng” sẽ phát tại Xã Đại Đồng, một lần lúc 05:30 Thứ Tư 25/11/2026, dài 5 phút, âm lượng 70. Nghe được: khoảng 8.000 người.')
    expect(say_item({ ...form, repeat: 'daily' }, facts, station_en)).toContain('every day at 05:30 from 25/11/2026')
  })
})

const occurrence = (over: Partial<Occurrence> = {}): Occurrence => ({
  occurrence: 'o', item: 'i', title: 'Tin', start: '2026-11-25T05:30:00', end: '2026-11-25T05:40:00', class: 'normal', level: 'commune', state: 'planned', movable: true, clusters: 3, units: ['u'], ...over,
})
const day = (occurrences: Occurrence[], windows?: [string, string][]): Day => ({
  day: '2026-11-25', weekday: 3, lunar: null, occurrences, power_cuts: [], quiet: [], ...(windows ? { windows: windows.map(([from, to]) => ({ start: `2026-11-25T${from}:00`, end: `2026-11-25T${to}:00` })) } : {}),
})

describe('a week', () => {
  it('draws one block for the same airing of many communes, and shows the worst of them', () => {
    const blocks = blocks_of(day([occurrence(), occurrence({ occurrence: 'o2', state: 'dropped', units: ['v'] })]))
    expect(blocks).toHaveLength(1)
    expect(blocks[0]).toMatchObject({ clusters: 6, units: 2, state: 'dropped' })
  })
  it('ends what crosses midnight at the end of its day', () => {
    expect(blocks_of(day([occurrence({ start: '2026-11-25T23:50:00', end: '2026-11-26T00:10:00' })]))[0]?.to).toBe(1440)
  })
  it('never covers one block with another, and counts what finds no lane', () => {
    const block = (key: string, from: number, to: number): Block => ({ ...blocks_of(day([occurrence()]))[0]!, key, from, to })
    const { placed, left_out } = place([block('a', 330, 345), block('b', 330, 335), block('c', 340, 350), block('d', 341, 350), block('e', 500, 510)], 36, 3)
    expect(left_out).toBe(1)
    expect(placed.map((one) => [one.key, one.lane, one.lanes])).toEqual([['a', 0, 3], ['b', 1, 3], ['c', 2, 3], ['e', 0, 1]])
  })
  it('hatches what the regulations close, and nothing when they are not known', () => {
    expect(quiet_spans(day([], [['05:30', '07:00'], ['17:00', '18:30']]), { from: 240, to: 1320 })).toEqual([{ from: 240, to: 330 }, { from: 420, to: 1020 }, { from: 1110, to: 1320 }])
    expect(quiet_spans(day([]), { from: 240, to: 1320 })).toEqual([])
    expect(quiet_spans(day([], []), { from: 240, to: 1320 })).toEqual([{ from: 240, to: 1320 }])
  })
  it('splits at noon and sums', () => {
    const one = day([occurrence(), occurrence({ occurrence: 'o2', start: '2026-11-25T12:00:00', end: '2026-11-25T12:30:00', state: 'partly' })])
    expect(halves_of(one)).toMatchObject({ morning: [{ from: 330 }], afternoon: [{ from: 720 }] })
    expect(week_sums([one])).toEqual({ airings: 2, minutes: 40, trouble: 1 })
  })
})

describe('drafts on the device', () => {
  const shelf = (): Shelf & { held: Map<string, string> } => {
    const held = new Map<string, string>()
    return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value), removeItem: (key) => void held.delete(key), get length() { return held.size }, key: (i) => [...held.keys()][i] ?? null }
  }
  it('come back until they are dropped or a month old', () => {
    const on = shelf()
    expect(write_draft(on, 'item.new', { time: '05:30' }, 1_000)).toBe(true)
    expect(read_draft(on, 'item.new', 2_000)).toEqual({ at: 1_000, value: { time: '05:30' } })
    expect(read_draft(on, 'item.new', 1_000 + 31 * 86_400_000)).toBeNull()
    expect(draft_keys(on)).toEqual(['item.new'])
    drop_draft(on, 'item.new')
    expect(read_draft(on, 'item.new', 2_000)).toBeNull()
  })
  it('say so when the device refuses', () => {
    const full = { ...shelf(), setItem: () => { throw new Error('full') } }
    expect(write_draft(full, 'x', {}, 0)).toBe(false)
  })
  it('survive rubbish', () => {
    const on = shelf()
    on.held.set('loa.draft.x', '{')
    expect(read_draft(on, 'x', 0)).toBeNull()
  })
})

describe('which front an address gets', () => {
  const demo = { status: 200, demo: true }
  it.each([
    ['/demo', true, null, null, 'demo'], ['/', false, demo, null, 'demo'], ['/', true, null, 'demo', 'station'], ['/', false, { status: 401, demo: false }, 'demo', 'station'],
    ['/', false, { status: 502, demo: false }, null, 'demo'], ['/', false, { status: null, demo: false }, 'demo', 'demo'], ['/', false, { status: null, demo: false }, null, 'station'], ['/lich-phat', false, null, 'demo', 'station'],
  ] as const)('%s, logged in %s, %j, remembered %s: %s', (path, logged_in, asked, remembered, front) => {
    expect(front_of(path, logged_in, asked, remembered)).toBe(front)
  })
})

describe('the duty desk', () => {
  const readiness = (ready: number, needs_action: number, unknown: number) => ({ clusters: { total: 10, ready, needs_action, unknown } }) as Readiness
  it('never shows the unknown as good', () => {
    expect(answer_shade(readiness(10, 0, 0))).toBe('ready')
    expect(answer_shade(readiness(9, 0, 1))).toBe('unknown')
    expect(answer_shade(readiness(9, 0, 0))).toBe('unknown')
    expect(answer_shade(readiness(8, 1, 1))).toBe('fault')
    expect(answer_shade({ clusters: { total: 0, ready: 0, needs_action: 0, unknown: 0 } } as Readiness)).toBe('unknown')
  })
  it('lists the worst first and keeps to one kind when asked', () => {
    const finding = (code: string, severity: Finding['severity']) => ({ code, severity }) as Finding
    const all = [finding('a', 'notice'), finding('b', 'blocks'), finding('c', 'unknown'), finding('b', 'risks')]
    expect(findings_shown(all, '').map((one) => one.severity)).toEqual(['blocks', 'risks', 'unknown', 'notice'])
    expect(findings_shown(all, 'b')).toHaveLength(2)
  })
})

describe('a programme being written', () => {
  const held = { title: 'Tin', form: 'news', topic: null, folder: '', audience: '', law: null, versions: [{ language: 'vi', title: '', text: 'Một.\r\nHai.', respellings: [], sound: null }] } as unknown as Draft
  it('sends only what changed, and line ends are no change', () => {
    const form = form_of_draft(held, 'vi')
    expect(meta_change(form, held)).toBeNull()
    expect(text_changed(form, held)).toBe(false)
    expect(meta_change({ ...form, title: ' Tin mới ' }, held)).toEqual({ title: 'Tin mới' })
    expect(text_changed({ ...form, text: 'Một.' }, held)).toBe(true)
  })
  it('drops a legal document without a number', () => {
    expect(meta_change({ ...form_of_draft(held, 'vi'), law: { number: ' ' } }, held)).toBeNull()
  })
  it('places words in UTF-16 units of the whole text', () => {
    expect(words_of('Điều  III, 05h30', 10)).toEqual([{ text: 'Điều', begin: 10, end: 14 }, { text: 'III,', begin: 16, end: 20 }, { text: '05h30', begin: 21, end: 26 }])
  })
  it('counts words and minutes', () => {
    expect(reading_length('')).toEqual({ words: 0, minutes: 0 })
    expect(reading_length('một hai')).toEqual({ words: 2, minutes: 1 })
  })
  it('warns when the law is not in force on an air date', () => {
    const law = { number: '1', effective: '2026-12-01', expires: '2027-01-31' }
    expect(law_warning(law, '2026-11-25', '2026-12-10')).toEqual({ kind: 'not_yet', day: '2026-12-01' })
    expect(law_warning(law, '2026-12-01', '2027-02-01')).toEqual({ kind: 'over', day: '2027-01-31' })
    expect(law_warning(law, '2026-12-01', '2027-01-31')).toBeNull()
  })
})

it('counts people of the hamlets where the commune itself told none', () => {
  const unit = (id: string, parent: string | null, people: number | null): UnitRow => ({ id, name: id, kind: 'commune', parent, clusters: 1, people })
  const units = in_tree_order([unit('a', null, null), unit('b', 'a', 300), unit('c', 'a', null), unit('d', null, null)])
  expect([people_of('a', units), people_of('c', units), people_of('d', units)]).toEqual([300, null, null])
})

describe('a regulation', () => {
  it('says its days as runs', () => {
    expect(day_runs([5, 1, 2, 3, 7])).toEqual([[1, 3], [5, 5], [7, 7]])
    expect(say_days([1, 2, 3, 4, 5], station_vi.weekday, station_vi.policy.every_day)).toBe('T2–T6')
    expect(say_days([], station_vi.weekday, station_vi.policy.every_day)).toBe('hằng ngày')
  })
  it('says nothing of a limit left empty, and needs what a sensitive area needs', () => {
    expect(as_regulation({ ...kUsualRegulation, max_per_day_ms: 0, max_per_session_ms: 0 })).not.toHaveProperty('max_per_session_ms')
    expect(as_regulation({ ...kUsualRegulation, max_per_session_ms: 60_000 }).max_per_session_ms).toBe(60_000)
    const area = { name: 'Trường THCS', groups: ['Trường học'], from: '22:00', until: '05:00', max_volume: 40 }
    expect(wrong_with({ ...kUsualRegulation, number: '1', sensitive_areas: [area], volume_bands: [{ from: '22:00', until: '05:00', max_volume: 50 }] })).toEqual([])
    expect(wrong_with({ ...kUsualRegulation, number: '1', sensitive_areas: [{ ...area, groups: [] }], volume_bands: [{ from: '5', until: 'x', max_volume: 50 }] })).toEqual(['band', 'area'])
  })
  it('is signed once the version handed over, or a later one, is in force', () => {
    const path = (version: number) => ({ path: [{ unit: 'u', version, signed_by: ['Bà Duyên'], regulation: { number: '5', valid_from: '2026-11-01' } }] }) as unknown as PolicyPath
    const to_sign = { unit: 'u', version: 7 } as ToSign
    expect(signed_in(path(6), to_sign)).toBeUndefined()
    expect(signed_in(undefined, to_sign)).toBeUndefined()
    expect(station_vi.quiet.signed(signed_in(path(7), to_sign)!)).toBe('Đã ký, đang có hiệu lực: 5, người ký Bà Duyên')
    expect(hush_address('https://ky.test/', 'u')).toBe('https://ky.test/#h=u')
  })
  it('needs a number, and windows that begin before they end', () => {
    expect(wrong_with(kUsualRegulation)).toEqual(['number'])
    expect(wrong_with({ ...kUsualRegulation, number: '1', windows: [{ from: '18:00', until: '17:00' }] })).toEqual(['window'])
    expect(wrong_with({ ...kUsualRegulation, number: '1', windows: [{ from: '23:00', until: '24:00' }] })).toEqual([])
  })
})
