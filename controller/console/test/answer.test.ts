import { describe, expect, it } from 'vitest'
import type { Cluster } from '../src/api/types'
import { say_horns, say_slot, say_trouble, seconds_until, summarise } from '../src/state/answer'
import { en } from '../src/words/en'
import { vi } from '../src/words/vi'
import { cluster, kNow, overview } from './world'

const with_states = (...states: Cluster['state'][]) =>
  overview({ clusters: states.map((state, i) => cluster({ id: `c${i}`, name: `Cụm ${i}`, state })) })
const said = (...states: Cluster['state'][]) => say_horns(summarise(with_states(...states), 'fresh', kNow), vi)

describe('the sentence about the horns', () => {
  it('says all is ready, or all is playing, only when all is', () => {
    expect(said('ready', 'ready')).toBe('2/2 cụm loa sẵn sàng.')
    expect(said('playing', 'playing')).toBe('Cả 2 cụm loa đang phát.')
  })

  it('names what needs a person and what is unknown', () => {
    expect(said('playing', 'ready', 'fault', 'unknown')).toBe(
      '1/4 cụm loa đang phát; 1/4 cụm sẵn sàng; 1 cụm cần xử lý: Cụm 2; 1 cụm không rõ: Cụm 3.',
    )
  })

  it('shortens a long list of names', () => {
    expect(said('fault', 'fault', 'fault', 'fault', 'fault')).toContain('Cụm 0, Cụm 1, Cụm 2 và 2 cụm nữa')
  })

  it('calls nothing ready once the data is stale', () => {
    const sentence = say_horns(summarise(overview(), 'stale', kNow), vi)
    expect(sentence).not.toContain('sẵn sàng')
    expect(sentence).toContain('không rõ')
  })

  it('teaches when there is no cluster', () => {
    expect(said()).toBe(vi.answer.empty)
  })
})

describe('the sentence about the slot', () => {
  it('tells title, civil time and how many clusters', () => {
    expect(say_slot(summarise(overview(), 'fresh', kNow), 'Asia/Ho_Chi_Minh', vi)).toBe(
      'Chương trình kế tiếp “Luật Đất đai” lúc 05:30:20 tại 2 cụm.',
    )
    expect(say_slot(summarise(overview(), 'fresh', kNow), 'Asia/Ho_Chi_Minh', en)).toContain('at 05:30:20 on 2 clusters')
  })

  it('treats a slot as half-open: running at its start, over at its end', () => {
    expect(summarise(overview(), 'fresh', kNow + 12_000).running?.occurrence).toBe('o1')
    expect(summarise(overview(), 'fresh', kNow + 42_000).running).toBeNull()
    expect(say_slot(summarise(overview(), 'fresh', kNow + 42_000), 'Asia/Ho_Chi_Minh', vi)).toBe(vi.answer.next_none)
  })

  it('counts whole seconds down to zero and not below', () => {
    expect(seconds_until(kNow + 12_000, kNow)).toBe(12)
    expect(seconds_until(kNow, kNow + 5)).toBe(0)
    expect(vi.answer.left(vi.duration(12))).toBe('còn 12 giây')
    expect(vi.duration(185)).toBe('3 phút 5 giây')
  })
})

describe('the sentence about trouble', () => {
  it('is silent when fresh and tells the age when not', () => {
    expect(say_trouble({ trust: 'fresh', age_ms: 10 }, false, vi)).toBeNull()
    expect(say_trouble({ trust: 'stale', age_ms: 35_400 }, true, vi)).toContain('đã 35 giây')
    expect(say_trouble({ trust: 'waiting', age_ms: null }, true, vi)).toBe(vi.answer.waiting_lost)
  })
})
