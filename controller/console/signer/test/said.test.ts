import { describe, expect, it } from 'vitest'
import { big_endian, concat, sha256, sha256_hex, utf8 } from '../protocol/bytes'
import { check_contents } from '../protocol/manifest'
import { check_opus_file } from '../protocol/ogg'
import { make_id, read_approval, read_policy, write_approval, type Approval } from '../protocol/payloads'
import { approval_words, hush_words } from '../words/said'
import { en } from '../words/en'
import { policy_words } from '../words/policy_said'
import { vi } from '../words/vi'

const kUnit = '019ab36f-2c80-7000-8000-00000000000b'
const approval: Approval = {
  id: make_id(1795482000000), issued: 1795482000000, trace: '', version: 1795482000000, programme: kUnit, revision: 2, author: kUnit, manifest: 'a'.repeat(64), law: '0'.repeat(64),
  units: [kUnit], class: 'normal', from: Date.UTC(2026, 10, 23, 22, 0), until: Date.UTC(2026, 11, 23, 17, 0), airings_per_day: 2, withdrawn: false,
}

describe('what is signed, in words', () => {
  it('says where, when, how often, how loud, of which class', () => {
    const lines = approval_words({ ...approval, max_volume: 60 }, () => 'Xã Đông Hòa', { title: 'Tin', duration_ms: 125_400 }, 'Asia/Ho_Chi_Minh', vi)
    expect(lines).toEqual([
      'Phát tới 1 đơn vị: Xã Đông Hòa', 'Từ 05:00 24/11/2026 đến trước 00:00 24/12/2026', 'Tối đa 2 lần mỗi ngày', 'Âm lượng không quá 60 %', 'Loại tin: thông thường',
      '“Tin”, bản 2, dài 2:05',
    ])
  })
  it('does not hide an emergency or a missing limit', () => {
    const lines = approval_words({ ...approval, class: 'emergency', airings_per_day: 0 }, () => 'x', { title: 'Tin', duration_ms: 1000 }, 'Asia/Ho_Chi_Minh', en)
    expect(lines).toContain('Class: EMERGENCY')
    expect(lines).toContain('Any number of times a day')
  })
  it('is made of payloads that read back as they were', () => {
    expect(read_approval(write_approval(approval))).toEqual(approval)
    expect(() => read_approval(write_approval({ ...approval, until: approval.from }))).toThrow('approval.too_long')
    expect(() => read_approval(write_approval({ ...approval, until: approval.from + 91 * 86400e3 }))).toThrow('approval.too_long')
    expect(() => read_approval(write_approval({ ...approval, units: [] }))).toThrow('document.bad')
    const needs = new TextDecoder().decode(write_approval(approval)).replace('"withdrawn"]', '"withdrawn","only_at_night"]')
    expect(() => read_approval(utf8(needs))).toThrow('document.bad')
  })
})

describe('a regulation in words', () => {
  const text = (more: object) => utf8(JSON.stringify({ v: 1, id: kUnit, issued: 1, trace: '', version: 1, unit: kUnit, number: '12/QĐ-UBND', title: 'Quy chế', valid_from: '2026-01-01', ...more }))
  it('says every member, also one it does not know', () => {
    const said = policy_words(read_policy(text({
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:00', until: '06:30' }, { days: [6, 7], from: '17:00', until: '18:00' }], max_per_day_ms: 3_600_000, max_volume: 60,
      quiet: [{ from: Date.UTC(2026, 10, 24), until: Date.UTC(2026, 10, 26), reason: 'tang lễ', groups: ['Thôn 1'] }], night_areas: [{ groups: ['Trường học'] }],
    })), 'Asia/Ho_Chi_Minh', vi)
    expect(said).toEqual([
      'Số hiệu: 12/QĐ-UBND', 'Quy chế', 'Có hiệu lực từ ngày: 01/01/2026', 'Được phát: Hằng ngày 05:00–06:30', 'Được phát: T7, CN 17:00–18:00', 'Tối đa 60 phút mỗi ngày',
      'Âm lượng không quá 60 %', 'Khoảng lặng 07:00 24/11/2026 – 07:00 26/11/2026: tang lễ (groups: ["Thôn 1"])', 'night_areas: [{"groups":["Trường học"]}]',
    ])
  })
  it('says sensitive areas, minutes a session and the reason of a quiet spell', () => {
    const said = policy_words(read_policy(text({
      max_per_session_ms: 900_000, sensitive_areas: [{ name: 'Trường THCS', groups: ['Trường học'], from: '07:00', until: '17:00', max_volume: 40 }],
      quiet: [{ from: Date.UTC(2026, 10, 24), until: Date.UTC(2026, 10, 26), reason: 'nhà ông Bình', kind: 'funeral' }],
    })), 'Asia/Ho_Chi_Minh', vi)
    expect(said).toContain('Tối đa 15 phút mỗi buổi phát')
    expect(said).toContain('Khu vực nhạy cảm Trường THCS, 07:00–17:00: âm lượng không quá 40 % (groups: ["Trường học"])')
    expect(said).toContain('Khoảng lặng 07:00 24/11/2026 – 07:00 26/11/2026: tang lễ, nhà ông Bình')
  })
  it('says what Im lặng does and until when', () => {
    expect(hush_words('Xã Đông Hòa', Date.UTC(2026, 10, 24), 'Asia/Ho_Chi_Minh', vi)).toEqual(['Mọi loa của Xã Đông Hòa im ngay, trừ tin khẩn cấp', 'Đến khi bấm Phát lại, muộn nhất 07:00 24/11/2026'])
  })
  it('says that without a window nothing but emergencies sounds', () => {
    expect(policy_words(read_policy(text({})), 'Asia/Ho_Chi_Minh', vi)).toContain('Không có khung giờ nào: chỉ phát tin khẩn cấp')
  })
})

/** One Ogg page (RFC 3533); the checksum is not looked at, the hashes are. */
function page(serial: number, flags: number, body: number[]): number[] {
  const laces = [...Array(Math.floor(body.length / 255)).fill(255), body.length % 255]
  return [...utf8('OggS'), 0, flags, ...Array(8).fill(0), serial, 0, 0, 0, ...Array(8).fill(0), laces.length, ...laces, ...body]
}
const opus_head = (channels: number, gain: number) => [...utf8('OpusHead'), 1, channels, 0, 0, 0x80, 0xbb, 0, 0, gain & 255, gain >> 8, 0]
const file = (...pages: number[][]) => Uint8Array.from(pages.flat())

describe('the audio file', () => {
  const [first, last] = [page(1, 2, opus_head(1, 0)), page(1, 4, Array(300).fill(7))]
  it('is one link, one stream, mono, without gain', () => {
    expect(() => check_opus_file(file(first, page(1, 0, [1, 2]), last))).not.toThrow()
    expect(() => check_opus_file(file(first, last, first, last))).toThrow('audio.links')
    expect(() => check_opus_file(file(first, page(2, 0, [1]), last))).toThrow('audio.links')
    expect(() => check_opus_file(file(page(1, 2, opus_head(2, 0)), last))).toThrow('audio.not_mono')
    expect(() => check_opus_file(file(page(1, 2, opus_head(1, 256)), last))).toThrow('audio.gain')
    expect(() => check_opus_file(file(first, last).slice(0, -1))).toThrow('audio.not_ogg')
    expect(() => check_opus_file(file(first, last, [0]))).toThrow('audio.not_ogg')
    expect(() => check_opus_file(file(page(1, 2, [...utf8('vorbis..')]), last))).toThrow('audio.not_opus')
  })
})

describe('what is played', () => {
  const audio = file(page(1, 2, opus_head(1, 0)), ...Array.from({ length: 80 }, (_, i) => page(1, 0, Array(250).fill(i))), page(1, 4, [1]))
  async function contents(of: Uint8Array = audio) {
    const units: Uint8Array[] = []
    for (let at = 0; at < of.length; at += 16384) units.push(await sha256(of.subarray(at, at + 16384)), new Uint8Array(12))
    const unit_list = concat(utf8('LOAU1'), big_endian(of.length, 8), big_endian(0, 4), big_endian(312, 2), big_endian(96_000, 8), big_endian(units.length / 2, 4), ...units)
    const manifest = utf8(JSON.stringify({
      v: 1, programme: kUnit, revision: 1, author: kUnit, title: 'Tin', audio: await sha256_hex(of), size: of.length, duration_ms: 2000, loudness_centi_lufs: -1600,
      true_peak_centi_dbtp: -200, unit_list: await sha256_hex(unit_list), unit_list_size: unit_list.length,
    }))
    return { hash: await sha256_hex(manifest), manifest, unit_list, audio: of }
  }
  const changed = (bytes: Uint8Array, at: number) => Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte))

  it('is what the manifest names, to the last byte', async () => {
    const { hash, ...good } = await contents()
    expect((await check_contents(hash, good)).title).toBe('Tin')
    const wrong = [
      { ...good, audio: changed(good.audio, 20_000) }, { ...good, audio: good.audio.slice(0, -1) }, { ...good, unit_list: changed(good.unit_list, 40) },
      { ...good, manifest: changed(good.manifest, 10) },
    ]
    for (const one of wrong) await expect(check_contents(hash, one)).rejects.toThrow('content.altered')
  })
  it('is refused when the unit list belongs to other sound', async () => {
    const { hash, ...mixed } = await contents()
    const other = await contents(changed(audio, 20_000))
    const manifest = utf8(new TextDecoder().decode(mixed.manifest).replace(await sha256_hex(mixed.unit_list), await sha256_hex(other.unit_list)))
    expect(hash).not.toBe(await sha256_hex(manifest))
    await expect(check_contents(await sha256_hex(manifest), { ...mixed, manifest, unit_list: other.unit_list })).rejects.toThrow('content.altered')
  })
})
