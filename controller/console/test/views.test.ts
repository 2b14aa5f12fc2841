import { describe, expect, it } from 'vitest'
import { bytes, decibels, meter_share, signed_ms } from '../src/format/numbers'
import { clock } from '../src/format/time'
import { airings_of_day, band_span, kBandFrom, kBandTo, quiet_pieces, spread } from '../src/state/day_band'
import { filter_of, filtered, search_of, to_csv } from '../src/state/ledger_view'
import { trial_groups } from '../src/state/trial_groups'
import { en } from '../src/words/en'
import { vi } from '../src/words/vi'
import { kNow, ledger_row, overview } from './world'

const kZone = 'Asia/Ho_Chi_Minh'

describe('day band', () => {
  it('shows an occurrence once though the ledger has a row per cluster', () => {
    const rows = [ledger_row(), ledger_row({ id: 'r2', cluster: 'c2' })]
    expect(airings_of_day(overview({ ledger: rows, next: [] }), kNow)).toMatchObject([{ occurrence: 'o1', clusters: 2 }])
  })

  it('is 04:00-22:00 and grows only for what lies outside', () => {
    expect(band_span([], kNow, kZone)).toEqual({ from: kBandFrom, to: kBandTo })
    expect(band_span([], Date.UTC(2026, 10, 23, 16, 10), kZone)).toEqual({ from: kBandFrom, to: 24 * 60 })
    expect(band_span([], Date.UTC(2026, 10, 23, 20, 10), kZone).from).toBe(3 * 60)
  })

  it('cuts quiet hours that cross midnight into the two visible pieces', () => {
    const span = { from: kBandFrom, to: kBandTo }
    expect(quiet_pieces([{ start: '21:00', end: '05:30' }], span)).toEqual([{ from: 240, to: 330 }, { from: 1260, to: 1320 }])
    expect(quiet_pieces([{ start: 'x', end: '05:30' }], span)).toEqual([])
  })

  it('spreads labels apart and keeps them inside', () => {
    expect(spread([0, 5, 200], 40, 400)).toEqual([0, 40, 200])
    expect(spread([380, 390], 40, 400)).toEqual([320, 360])
  })
})

describe('ledger view', () => {
  it('keeps its filter in the address', () => {
    const filter = { commune: 'u1', state: 'missed' }
    expect(filter_of(search_of(filter))).toEqual(filter)
    expect(search_of({ commune: '', state: '' })).toBe('')
  })

  it('shows newest first and does not disturb the given rows', () => {
    const rows = [ledger_row(), ledger_row({ id: 'r2', planned_start: kNow + 1_000, unit: 'u2' })]
    expect(filtered(rows, { commune: '', state: '' }).map((row) => row.id)).toEqual(['r2', 'r1'])
    expect(filtered(rows, { commune: 'u1', state: '' }).map((row) => row.id)).toEqual(['r1'])
    expect(rows[0]?.id).toBe('r1')
  })

  it('exports text that no spreadsheet runs, and numbers as they are', () => {
    const csv = to_csv([ledger_row({ title: '=1+1 "x"' })], kZone, vi)
    expect(csv).toContain(`"'=1+1 ""x"""`)
    expect(csv).toContain('"-12"')
    expect(csv.split('\r\n')).toHaveLength(3)
  })
})

describe('trials', () => {
  const demo = {
    processes: ['broker', 'supervisor', 'agent-1'].map((name) => ({ name, label_vi: name, label_en: name, state: 'running' as const, restarts: 0 })),
    networks: [{ agent: 'a1', cut: true }], horns: [{ cluster: 'c1', cut: false }], controller_reachable: true, started_at: 0, trials: [],
  }
  const group = (key: string) => trial_groups(demo, overview(), vi).find((one) => one.key === key)

  it('offers mending for what is cut, by the commune’s name', () => {
    expect(group('network')?.buttons).toMatchObject([{ verb: 'mend-network', parameters: { agent: 'a1' }, label: 'Nối lại mạng Xã Đại Đồng' }])
    expect(group('horn')?.buttons).toMatchObject([{ verb: 'cut-horn', parameters: { cluster: 'c1' } }])
  })

  it('offers to kill only the processes the supervisor may kill', () => {
    expect(group('kill')?.buttons.map((one) => one.parameters.process)).toEqual(['broker', 'agent-1'])
  })
})

describe('figures', () => {
  it('are written the way of each language', () => {
    expect(decibels(-18.24, 'dBFS', vi.decimal_mark)).toBe('−18,2 dBFS')
    expect(decibels(-0.01, 'dBFS', en.decimal_mark)).toBe('0.0 dBFS')
    expect([signed_ms(12), signed_ms(-3.4), signed_ms(0)]).toEqual(['+12 ms', '−3 ms', '0 ms'])
    expect(bytes(183_412, ',')).toBe('183 kB')
    expect(clock(kNow, 'Nowhere/Unknown')).toBe('05:30:08')
  })

  it('draw silence and absence as nothing', () => {
    expect([meter_share(null), meter_share(-96), meter_share(-30), meter_share(3)]).toEqual([0, 0, 0.5, 1])
  })
})
