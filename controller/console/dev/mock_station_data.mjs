// What the mock station holds in each scene. Dates follow the day it runs on.
const kZone = 7 * 3600_000
const kDay = 86_400_000
const texts = (code, text_vi, text_en) => ({ code, params: {}, text_vi, text_en })
const civil = (ms) => new Date(ms + kZone).toISOString().slice(0, 19)
const iso = (ms) => new Date(ms).toISOString()
const two = (n) => String(n).padStart(2, '0')

const kCommunes = ['Xã Đại Đồng', 'Xã Tân Chi', 'Phường Mão Điền', 'Xã Lương Tài', 'Xã Nhân Thắng', 'Phường Võ Cường', 'Xã Phù Lãng', 'Xã Chi Lăng']
const kLong = 'Xã Nguyễn Thị Minh Khai và vùng phụ cận thuộc khu kinh tế cửa khẩu Bình Phước - Lộc Ninh mở rộng giai đoạn hai'
const kTitles = ['Luật Đất đai 2024: những điều cần biết', 'Thời sự tỉnh Bắc Ninh (tiếp âm)', 'Thông báo lịch tiêm phòng đàn gia súc', 'Hỏi - đáp: đăng ký thường trú', 'Bản tin nông nghiệp', 'Lịch cắt điện trong tuần', 'Tiểu phẩm: Chuyện nhà bác Tư', 'Thể dục buổi sáng']
const kLongTitle = 'Giới thiệu Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ quy định về hoạt động thông tin cơ sở và những điểm mới người dân cần biết khi tiếp cận thông tin thiết yếu tại địa phương'
const kText = 'Kính thưa bà con nhân dân. Ngày 15/11/2026, UBND xã ban hành Kế hoạch số 184/KH-UBND về phổ biến, giáo dục pháp luật. Bà con cần hỏi về TTHC xin đến bộ phận một cửa trước 17h30 hằng ngày. Xin cảm ơn bà con đã chú ý lắng nghe.'

export function offsets(text) {
  return [...text.matchAll(/[^.!?]+[.!?]+/g)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length
    return { range: { begin: match.index + lead, end: match.index + match[0].length }, written: match[0].trim(), spoken: match[0].trim(), pieces: [] }
  })
}

function lunar(day) {
  // Only a label for pictures; the server computes the real one.
  const n = Math.floor((Date.parse(`${day}T00:00:00Z`) - Date.UTC(2026, 10, 9)) / kDay)
  const [month, date] = [((((10 + Math.floor(n / 30) - 1) % 12) + 12) % 12) + 1, (((n % 30) + 30) % 30) + 1]
  return { day: date, month, leap: false, text: `${date}/${month} âm` }
}

export function station_data(scene) {
  const [empty, full, long] = [scene === 'empty', scene === 'full', scene === 'long']
  const now = Date.now()
  const today = civil(now).slice(0, 10)
  const tomorrow = civil(now + kDay).slice(0, 10)
  const at = (day, time) => iso(Date.parse(`${day}T${time}:00Z`) - kZone)
  const title = (i) => (long ? `${kLongTitle} (phần ${i + 1})` : kTitles[i % kTitles.length])
  const commune = (i) => (long ? kLong : full ? `${kCommunes[i % kCommunes.length]} ${Math.floor(i / kCommunes.length) + 1}` : kCommunes[i % kCommunes.length])
  const count = full ? 99 : long ? 3 : 2
  const units = [{ id: 'u-root', name: 'Tỉnh Bắc Ninh', kind: 'province', parent: null, clusters: 0, people: 3_600_000 }, ...Array.from({ length: count }, (_, i) => ({ id: `u${i}`, name: commune(i), kind: 'commune', parent: 'u-root', clusters: 14, people: 8_000 + i * 131 }))]
  const clusters = empty ? [] : Array.from({ length: full ? 10_000 : 14 }, (_, i) => ({ id: `c${i}`, name: long ? `Cụm loa nhà văn hóa thôn Đông Thượng ${i + 1}, ngã ba đường liên xã cạnh trạm biến áp số 4` : `Cụm ${['Đình Làng', 'Chợ Tía', 'Cầu Đá', 'Thôn Đông', 'Trạm Y tế', 'Nhà Văn hóa'][i % 6]} ${i + 1}`, unit: `u${i % count}`, unit_name: commune(i % count) }))
  const airing = (i, start, end, n = 6) => ({ occurrence: `o${i}`, item: `i${i}`, programme: `p-d${i}`, title: title(i), class: 'normal', start, end, clusters: clusters.slice(0, full ? 4_000 : n) })

  const kFindings = [
    ['content.missing', 'blocks', 'Chưa nhận đủ chương trình “Luật Đất đai 2024”: mới có 62 %.', 'Content is missing.', 'Kiểm tra đường truyền của xã; bộ điều khiển tự gửi tiếp. Nếu đến 05:00 vẫn thiếu, dời chương trình sang buổi chiều.'],
    ['device.silent', 'blocks', 'Cầu thiết bị không trả lời từ 21:40 hôm qua.', 'The bridge does not answer.', 'Gọi người giữ chìa khóa tủ thiết bị: rút nguồn 10 giây rồi cắm lại. Nếu vẫn không lên, báo kỹ thuật viên.'],
    ['clock.unsure', 'risks', 'Đồng hồ chỉ chắc đến ±14 giây.', 'The clock is unsure.', 'Chờ đồng bộ giờ; nếu sau một giờ chưa hết, kiểm tra mạng của xã.'],
    ['agent.away', 'unknown', 'Mất liên lạc với xã từ 19:05.', 'The commune is out of contact.', 'Loa vẫn phát lịch đã nhận. Kiểm tra mạng, SIM 4G.'],
    ['approval.missing', 'risks', 'Chương trình “Hỏi - đáp: đăng ký thường trú” chưa được phê duyệt.', 'Not approved.', 'Nhắc người phê duyệt; không duyệt thì đến giờ sẽ im lặng.'],
  ]
  const findings = empty ? [] : Array.from({ length: full ? 500 : 5 }, (_, i) => {
    const [code, severity, vi, en, remedy] = kFindings[i % 5]
    return { ...texts(code, vi, en), severity, remedy: texts(`${code}.remedy`, remedy, 'Do this.'), unit: `u${i % count}`, unit_name: commune(i % count), clusters: clusters.slice(0, (i % 7) + 1).map((one) => one.id), cluster_names: clusters.slice(0, (i % 7) + 1).map((one) => one.name), item: i % 5 === 0 ? 'i0' : null, programme: i % 5 === 4 ? 'd4' : null, occurrence: null }
  })
  const total = clusters.length
  const bad = empty ? 0 : full ? 210 : 2
  const sentence = empty ? texts('ready.none', 'Chưa có cụm loa nào để trả lời.', 'No clusters yet.') : full ? texts('ready.some', 'Sẵn sàng cho 05:30 mai: 97/99 xã, 9.790/10.000 cụm loa. 2 xã cần xử lý.', 'Ready for 05:30 tomorrow: 97 of 99 communes.') : texts('ready.some', `Sẵn sàng cho 05:30 mai: ${total - bad - 1}/${total} cụm loa. ${bad} cụm cần xử lý, 1 cụm không rõ.`, `Ready for 05:30 tomorrow: ${total - bad - 1} of ${total} clusters.`)
  const readiness = {
    at: at(tomorrow, '05:30'), now: iso(now), sentence, clusters: { total, ready: Math.max(0, total - bad - 1), needs_action: bad, unknown: empty ? 0 : 1 }, communes: { total: count, ready: count - 1, needs_action: 1, unknown: 0 }, planned: total,
    counts: empty ? [] : kFindings.map(([code, severity]) => ({ code, severity, clusters: 3, communes: 1 })), findings, findings_total: full ? 812 : findings.length,
  }
  const missed = empty ? [] : [{ occurrence: 'om', item: 'i2', title: title(2), start: at(today, '05:45'), end: at(today, '05:50'), state: 'partly', clusters: clusters.slice(0, 3), why: [texts('missed.power', 'Mất điện tại Thôn Đông từ 05:41 đến 06:20.', 'No power.')], can_make_good: true, made_good_by: null }]
  const today_view = {
    now: iso(now), day: today, lunar: lunar(today), sentence: empty ? texts('today.none', 'Hôm nay chưa có gì trong lịch.', 'Nothing today.') : texts('today.some', 'Hôm nay đã phát 3 chương trình; còn 2 chương trình, kế tiếp lúc 17:00.', 'Three aired, two to come.'),
    playing: empty ? [] : [airing(1, iso(now - 120_000), iso(now + 600_000))], next: empty ? [] : Array.from({ length: full ? 60 : 3 }, (_, i) => airing(i + 3, iso(now + 3600_000 * (i + 1)), iso(now + 3600_000 * (i + 1) + 300_000))), missed,
    states: empty ? { playing: 0, ready: 0, needs_action: 0, unknown: 0 } : full ? { playing: 4000, ready: 5789, needs_action: 210, unknown: 1 } : { playing: 6, ready: 5, needs_action: 2, unknown: 1 },
  }

  const slots = [['05:30', 15, 0], ['05:45', 30, 1], ['06:15', 5, 2], ['17:00', 10, 4], ['17:10', 20, 3], ['17:30', 5, 5]]
  const items = empty ? [] : slots.map(([time, minutes, t], i) => ({ id: `i${i}`, revision: 1, state: 'live', title: title(t), kind: i === 1 ? 'relay' : 'programme', programme: `p-d${t}`, class: 'normal', level: i === 1 ? 'province' : 'commune', targets: { units: ['u0'], clusters: [], groups: [] }, start: `${today}T${time}:00`, rrule: 'FREQ=DAILY', volume: 70, movable: i !== 1, units: ['u0'], duration_ms: minutes * 60_000 }))
  const more_items = full ? Array.from({ length: 5_000 }, (_, i) => ({ ...items[0], id: `x${i}`, title: `${title(i)} ${i}` })) : []
  const windows = (day) => [{ start: `${day}T05:30:00`, end: `${day}T07:00:00` }, { start: `${day}T17:00:00`, end: `${day}T18:30:00` }]
  function day_of(day, unit, extra) {
    const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
    const base = empty ? [] : slots.filter((_, i) => weekday < 6 || i < 3)
    const copies = full && !unit ? 99 : 1
    const occurrences = base.flatMap(([time, minutes, t], i) => Array.from({ length: copies }, (_, n) => {
      const state = weekday === 3 && i === 4 ? 'partly' : weekday === 5 && i === 3 ? 'waiting' : weekday === 4 && i === 5 ? 'dropped' : 'planned'
      const end = civil(Date.parse(`${day}T${time}:00Z`) - kZone + minutes * 60_000)
      return { occurrence: `${day}-${i}-${n}`, item: `i${i}`, programme: `p-d${t}`, title: full && i > 2 ? `${title(t + n)}` : title(t), start: `${day}T${time}:00`, end, class: 'normal', level: i === 1 ? 'province' : 'commune', kind: 'programme', state, why: state === 'planned' ? [] : [texts('why', state === 'waiting' ? 'Giờ khác thường lệ: chờ người thứ hai đồng ý.' : 'Trùng với chương trình ưu tiên của tỉnh lúc 17:15.', 'Because.')], movable: i !== 1, approved: i !== 5, clusters: 14, units: [`u${n}`], makes_good: null }
    }))
    for (const item of extra) if (item.start.slice(0, 10) === day) occurrences.push({ occurrence: `${item.id}-${day}`, item: item.id, programme: item.programme, title: item.title, start: item.start, end: civil(Date.parse(`${item.start}Z`) - kZone + 300_000), class: 'normal', level: 'commune', kind: 'programme', state: 'planned', why: [], movable: true, approved: false, clusters: 14, units: ['u0'], makes_good: null })
    const cut = !empty && weekday === 2 ? [{ id: `k${day}`, unit: 'u0', unit_name: commune(0), clusters: [], from: at(day, '08:00'), until: at(day, '11:30'), source: 'Điện lực' }] : []
    const quiet = !empty && weekday === 6 ? [{ id: `q${day}`, unit: 'u0', unit_name: commune(0), from: at(day, '00:00'), until: at(day, '23:00'), reason: 'Đám tang tại thôn Đông', kind: 'funeral', state: 'coming', by: '', document: null }] : []
    return { day, weekday, lunar: lunar(day), holiday: day.endsWith('-09-02') ? 'Quốc khánh' : null, windows: windows(day), occurrences, power_cuts: cut, quiet }
  }

  const version = (i, sound) => ({ language: 'vi', title: '', text: kText, respellings: [], sound: sound ? { programme: `p-d${i}`, revision: 1, manifest: '', voice: 'machine', duration_ms: 84_000, loudness_centi_lufs: -1612, true_peak_centi_dbtp: -201, stale: false, made: iso(now) } : null })
  const kStates = ['approved', 'approved', 'approved', 'submitted', 'draft', 'rejected', 'approved', 'expired']
  const kForms = ['law_introduction', 'news', 'news', 'question_answer', 'article', 'news', 'sketch', 'case']
  const new_draft = (id, name) => ({ id, unit: 'u0', kind: 'programme', title: name, form: 'news', topic: null, audience: '', folder: '', state: 'draft', revision: 1, version: 1, author: 'a0', author_name: 'Nguyễn Thị Hồng Hạnh', created: iso(now), updated: iso(now), expires: null, law: null, law_confirmed: null, versions: [], submission: null, history: [] })
  const drafts = empty ? [] : Array.from({ length: full ? 10_000 : 8 }, (_, i) => ({
    ...new_draft(`d${i}`, full && i > 7 ? `${title(i)} số ${i}` : title(i)), form: kForms[i % 8], state: kStates[i % 8], folder: ['PBGDPL 2026', 'Thông báo', 'Nông nghiệp'][i % 3], updated: iso(now - i * 3600_000), author_name: i % 2 ? 'Trần Văn Bình' : 'Nguyễn Thị Hồng Hạnh',
    law: i % 8 === 0 ? { number: '31/2024/QH15', kind: 'Luật', agency: 'Quốc hội', signer: '', issued: '2024-01-18', effective: '2024-08-01', expires: null, state: 'in_force' } : null, versions: [version(i, ![4].includes(i % 8))],
    history: i % 8 === 5 ? [{ revision: 1, state: 'rejected', at: iso(now), by: 'Lê Quang Vinh', reason: 'Ngày cắt điện ghi sai, xem lại thông báo của Điện lực.' }] : [],
  }))
  const entry = (key, kind, vi, more = {}) => ({ key, kind, urgent: false, unit: 'u0', unit_name: commune(0), text_vi: vi, text_en: vi, at: iso(now), deadline: null, state: 'open', reason: null, closed_by: null, link: {}, ...more })
  const base_entries = [
    entry('offer:1', 'offer', `Tỉnh gửi “${long ? kLongTitle : 'Phòng cháy, chữa cháy mùa hanh khô'}” (4 phút 20 giây), cần phát trước hạn.`, { urgent: true, deadline: iso(now + 2 * kDay), link: { offer: 'f1' }, slots: [1, 2, 3].map((n) => ({ start: `${civil(now + n * kDay).slice(0, 10)}T17:15:00`, end: `${civil(now + n * kDay).slice(0, 10)}T17:20:00` })) }),
    entry('fault:1', 'fault', 'Cụm Cầu Đá 3 không có tiếng ở lần phát gần nhất; 05:30 mai sẽ im lặng tại đó.', { urgent: true }),
    entry('draft:1', 'draft', 'Trần Văn Bình trình “Hỏi - đáp: đăng ký thường trú”, cần duyệt trước 17:10 hôm nay.', { deadline: iso(now + 5 * 3600_000), link: { draft: 'd3' } }),
    entry('item:1', 'waiting_item', '“Bản tin nông nghiệp” lúc 17:00 thứ Sáu khác giờ thường lệ, chờ người thứ hai.', { link: { item: 'i3' } }),
    entry('approval:1', 'approval_ending', 'Phê duyệt “Luật Đất đai 2024” hết hạn ngày 30/11; sau đó chương trình sẽ im lặng.', { deadline: iso(now + 5 * kDay), link: { programme: 'd0' } }),
    entry('signature:1', 'signature', 'Khoảng lặng “Kỳ thi học kỳ” tại Xã Tân Chi chờ ký.', {}),
  ]
  const entries = empty ? [] : full ? Array.from({ length: 200 }, (_, i) => ({ ...base_entries[i % 6], key: `e${i}` })) : base_entries
  const inbox = { entries, count: { open: entries.length, urgent: entries.filter((one) => one.urgent).length }, next: null }
  const spells = empty ? [] : [
    { id: 's1', unit: 'u1', unit_name: commune(1), from: iso(now - kDay), until: iso(now + kDay), reason: 'Đám tang cụ Nguyễn Văn Sáu, thôn Đoài', kind: 'funeral', state: 'running', by: 'Nguyễn Thị Hồng Hạnh', document: 'x' },
    { id: 's2', unit: 'u0', unit_name: commune(0), from: iso(now + 3 * kDay), until: iso(now + 5 * kDay), reason: 'Thi học kỳ trường THPT số 2', kind: 'exams', state: 'waiting', by: 'Trần Văn Bình', document: null },
  ]
  const regulation = (number, from) => ({ number, title: long ? 'Quy chế hoạt động của đài truyền thanh ứng dụng công nghệ thông tin - viễn thông' : 'Quy chế hoạt động đài truyền thanh', valid_from: '2026-11-03', windows: [{ from, until: '07:00' }, { from: '17:00', until: '18:30', days: [1, 2, 3, 4, 5] }], max_per_day_ms: 3_600_000, max_airings_per_day: 6, max_volume: 80, volume_bands: [], quiet: [] })
  const policy = {
    unit: 'u0', missing: empty ? commune(0) : null,
    path: empty ? [] : [{ unit: 'u-root', unit_name: 'Tỉnh Bắc Ninh', version: 2, signed_by: ['Lê Quang Vinh'], regulation: regulation('45/QĐ-UBND', '05:00') }, { unit: 'u0', unit_name: commune(0), version: 1, signed_by: ['Phạm Thị Lan'], regulation: regulation('12/QC-UBND', '05:30') }],
    effective: { days: Array.from({ length: 7 }, (_, i) => { const day = civil(now + i * kDay).slice(0, 10); return { day, windows: empty ? [] : windows(day) } }), max_per_day_ms: 3_600_000, max_airings_per_day: 6, max_volume: 80, cites: { windows: '12/QC-UBND', max_volume: '45/QĐ-UBND', max_per_day_ms: '12/QC-UBND', max_airings_per_day: '12/QC-UBND' } },
  }
  const grant = (role, unit = 'u0') => ({ role, unit, unit_name: unit === 'u-root' ? 'Tỉnh Bắc Ninh' : commune(0), from: iso(now), until: null, given_by: '', holds: true })
  const account = (i, name, role, state, unit) => ({ id: `a${i}`, login: `nguoi.dung${i}`, name: long ? `${name} Tôn Nữ Công Huyền Hoàng Phủ Ngọc` : name, person: null, person_name: '', state, has_code: i % 2 === 1, grants: [grant(role, unit)], created: iso(now), version: 1 })
  const accounts = empty ? [] : [account(1, 'Nguyễn Thị Hồng Hạnh', 'commune_operator', 'active'), account(2, 'Lê Quang Vinh', 'commune_approver', 'active'), account(3, 'Phạm Thị Lan', 'province_controller', 'active', 'u-root'), account(4, 'Trần Văn Bình', 'contributor', 'invited'), account(5, 'Đỗ Mạnh Hùng', 'technician', 'disabled'), ...(full ? Array.from({ length: 2_000 }, (_, i) => account(i + 6, `Cán bộ ${i}`, 'commune_operator', 'active')) : [])]
  const lessons = [['l1', 'Soạn bản tin đầu tiên', 'Soạn một bản tin ngắn báo lịch họp thôn.', 'write'], ['l2', 'Trình duyệt và xếp lịch', 'Trình bản tin, xếp vào 17:00.', 'propose'], ['l3', 'Duyệt với vai lãnh đạo', 'Đổi vai rồi phê duyệt.', 'approve'], ['l4', 'Vì sao loa im lặng?', 'Hỏi trạm vì sao bản tin không phát.', 'explain'], ['l5', 'Khoảng lặng', 'Đặt khoảng lặng vì đám tang.', 'quiet']].map(([id, vi, task, action], i) => ({ id, order: i, title_vi: vi, title_en: vi, task_vi: task, task_en: task, action }))
  const practice = (body) => ({ id: 'ps1', name: body?.name ?? '', unit: 'u0', online: true, person: 'operator', clock: `${today}T15:00:00`, lessons: lessons.map((one) => ({ id: one.id, done: false })), said: [], items: [], horns: ['Loa Đình', 'Loa Chợ', 'Loa Trường'].map((name, i) => ({ id: `h${i}`, name, state: i === 2 ? 'fault' : 'ready' })), quiet_until: null, complete: false })
  return {
    units, clusters, readiness, today: today_view, items: [...items, ...more_items], day_of, drafts, new_draft, inbox, spells, policy, accounts, lessons, practice,
    make_good: { occurrence: 'om', title: title(2), start: `${tomorrow}T06:20:00`, end: `${tomorrow}T06:25:00`, clusters: clusters.slice(0, 3), left_out: [], warnings: [], rule: '12/QC-UBND' },
    folders: { folders: empty ? [] : [{ name: 'Nông nghiệp', count: 2 }, { name: 'PBGDPL 2026', count: 3 }, { name: 'Thông báo', count: 3 }] },
    languages: { languages: [{ code: 'vi', name: 'Tiếng Việt', spoken: true }, { code: 'tyz', name: 'Tiếng Tày', spoken: false }, { code: 'nut', name: 'Tiếng Nùng', spoken: false }], voices: [] },
    practice_report: { total: { people: empty ? 0 : 3, units_total: count, units_trained: empty ? 0 : 1, online: 2 }, units: empty ? [] : [{ unit: 'u0', unit_name: commune(0), people: [{ name: 'Nguyễn Thị Hồng Hạnh', at: iso(now), online: true }, { name: 'Đỗ Mạnh Hùng', at: iso(now), online: false }] }] },
  }
}
