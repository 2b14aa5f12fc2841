// A believable commune (or province) behind controller/api/*.yaml, for development and screenshots only.
// Scenes: live, empty, failing, full (10,000 clusters, thousands of rows), long (very long names). Nothing is kept.
import { offsets, station_data } from './mock_station_data.mjs'

const kZone = 7 * 3600_000
const civil = (ms) => new Date(ms + kZone).toISOString().slice(0, 19)
const instant = (civil_text) => new Date(Date.parse(`${civil_text.slice(0, 19)}Z`) - kZone).toISOString().replace('.000Z', 'Z')
const day_add = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
const texts = (code, text_vi, text_en, params = {}) => ({ code, params, text_vi, text_en })
const to_sign = (unit, number) => ({ type: 'policy', payload: '{}', sha256: 'ab', version: 1e15, unit, number, url: `https://ky.bacninh.test/#p=${'0123456789abcdef'.repeat(2)}`, expires: new Date(Date.now() + 86_400_000).toISOString() })
const problem = (status, code, text_vi, text_en) => ({ status, body: { status, errors: [{ code, params: {}, place: '', text_vi, text_en }] } })
const ok = (body, status = 200, headers = {}) => ({ status, body, headers })

export class Station {
  constructor(scene) {
    this.scene = scene
    this.data = station_data(scene)
    this.logged_in = true
    this.changes = 0
    this.drafts = new Map(this.data.drafts.map((one) => [one.id, one]))
    this.tasks = new Map()
    this.uploads = new Map()
    this.items = new Map(this.data.items.map((one) => [one.id, one]))
    this.spells = this.data.spells
    this.practice = null
  }

  me() {
    const everything = ['station.read', 'programmes.read', 'programmes.write', 'items.write', 'ledger.read', 'quiet.write', 'hush', 'inbox.read', 'practice.use', 'reports.read', 'policy.write', 'accounts.read', 'accounts.write', 'dictionary.write', 'programmes.approve']
    return {
      account: 'a0', login: 'hanh.nguyen', name: 'Nguyễn Thị Hồng Hạnh', person: null, machine: false, has_code: true, must_set_code: false,
      grants: [], rights: everything.map((right) => ({ right, units: null })),
    }
  }

  /** Answers {status, body, headers?}; undefined when this is not a call of the station. */
  answer(method, path, query, body, headers) {
    const at = path.replace('/api/v1', '')
    if (at === '/session' && method === 'POST') return this.sign_in(body)
    if (at === '/session') { this.logged_in = false; return ok(null, 204) }
    if (at === '/invites/check') return body.token === 'het-han' ? problem(404, 'invite.unknown', 'Lời mời đã hết hạn.', 'The invitation has expired.') : ok({ login: 'binh.tran', name: 'Trần Văn Bình' })
    if (at === '/invites/accept') return ok(null, 204)
    if (!this.logged_in) return problem(401, 'session.none', 'Cần đăng nhập.', 'Sign in first.')
    if (at === '/me') return ok(this.me())
    if (this.scene === 'failing' && method === 'GET' && !/^\/(units|inbox\/count)/.test(at)) return at === '/today' ? problem(422, 'unit.unknown', 'Không có địa bàn này. Chọn lại địa bàn ở đầu trang.', 'No such unit.') : { status: 500, body: {} }
    return method === 'GET' ? this.read(at, query) : this.change(method, at, query, body, headers)
  }

  sign_in(body) {
    if (body.password === 'sai-mat-khau') return problem(401, 'sign_in.wrong', 'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra lại; sau năm lần sai phải chờ.', 'Wrong login or password.')
    if (body.login === 'lanhdao' && !body.code) return problem(401, 'sign_in.code_wanted', 'Nhập mã xác thực.', 'Enter the code.')
    this.logged_in = true
    return ok(this.me())
  }

  read(at, query) {
    const data = this.data
    const unit = query.get('unit')
    const plain = {
      '/signing/page': () => ({ origin: 'https://ky.bacninh.test' }), '/units': () => ({ units: data.units, groups: ['Trường học', 'Trung tâm xã'] }), '/inbox/count': () => data.inbox.count, '/readiness': () => data.readiness, '/today': () => data.today, '/folders': () => data.folders,
      '/languages': () => data.languages, '/quiet-spells': () => ({ spells: this.spells }), '/policies': () => data.policy, '/accounts': () => ({ accounts: data.accounts, next: null }),
      '/practice/lessons': () => ({ lessons: data.lessons }), '/practice/report': () => data.practice_report, '/programmes': () => ({ programmes: this.sounds() }), '/schedule-changes': () => ({ changes: [] }),
    }[at]
    if (plain) return ok(plain())
    if (at === '/clusters') return ok({ clusters: data.clusters.filter((one) => !query.get('q') || one.name.toLowerCase().includes(query.get('q').toLowerCase())).slice(0, Number(query.get('limit') ?? 100)) })
    if (at === '/inbox') return ok({ ...data.inbox, entries: data.inbox.entries.filter((one) => one.state === (query.get('state') ?? 'open')) })
    if (at === '/occurrences') return ok(this.days(query.get('from'), Number(query.get('days') ?? 7), unit))
    if (at === '/drafts') return ok(this.draft_page(query))
    if (at === '/explain') return ok({ steps: [texts('slot', 'Lịch “Luật Đất đai 2024” lúc 05:30 áp dụng cho cụm này.', 'The slot applies.'), texts('policy', 'Quy chế 12/QC-UBND cho phép phát 05:30–07:00.', 'Allowed by the regulation.'), texts('approved', 'Lãnh đạo UBND xã đã phê duyệt ngày 24/11.', 'Approved.')] })
    return this.read_one(at)
  }

  read_one(at) {
    const [, kind, id, sub, language, leaf] = at.split('/')
    if (kind === 'items' && id && id !== 'check' && !sub && this.items.has(id)) return ok(this.items.get(id), 200, { etag: `"${this.items.get(id).revision}"` })
    if (kind === 'drafts' && id && !sub && this.drafts.has(id)) return ok(this.drafts.get(id), 200, { etag: `"${this.drafts.get(id).version}"` })
    if (kind === 'drafts' && leaf === 'reading') return ok(this.reading(id, language))
    if (kind === 'drafts' && leaf === 'sentences') return ok(this.sentences(id, language))
    if (kind === 'programmes' && sub === 'peaks') return ok({ peaks: Array.from({ length: 300 }, (_, i) => Math.round(45 + 35 * Math.sin(i / 5) * Math.cos(i / 17) + (i * 7) % 13)), duration_ms: 84_000, loudness_centi_lufs: -1612, true_peak_centi_dbtp: -201, revision: 1 })
    if (kind === 'tasks') return ok(this.task(id))
    if (kind === 'offers' && sub === 'slots') return ok({ slots: [1, 2, 3, 4].map((n) => ({ start: `${day_add(this.data.today.day, n)}T17:15:00`, end: `${day_add(this.data.today.day, n)}T17:20:00` })) })
    if (kind === 'practice' && id === 'sessions' && sub && this.practice) return ok(this.practice)
    return undefined
  }

  saved(state = 'live', item = null) {
    this.changes += 1
    return { item, change: `change-${this.changes}`, items: [], state, undo_until: new Date(Date.now() + 900_000).toISOString(), warnings: [] }
  }

  change(method, at, query, body, headers) {
    const [, kind, id, sub, language, leaf] = at.split('/')
    if (at === '/make-goods/preview') return ok({ ...this.data.make_good, occurrence: body.occurrence })
    if (at === '/make-goods') { this.data.today.missed.find((one) => one.occurrence === body.occurrence).made_good_by = 'x'; return ok(this.saved(), 201) }
    if (at === '/items/check') return ok(this.check(body))
    if (at === '/items') return ok(this.add_item(body), 201)
    if (kind === 'items' && method === 'PUT') return headers['if-match'] ? ok(this.saved()) : problem(428, 'http.match_wanted', 'Thiếu If-Match.', 'If-Match is missing.')
    if (kind === 'items' || kind === 'schedule-changes' || at === '/schedules') return ok(this.saved())
    if (at === '/schedules/check') return ok({ items: [{ title: 'Tin sáng', start: '2026-12-01T05:30:00', conflicts: [], warnings: [] }] })
    if (at === '/schedule-previews') return ok(this.preview(body))
    if (kind === 'schedule-previews') return ok(this.saved(), 201)
    if (kind === 'inbox') { this.data.inbox.entries = this.data.inbox.entries.filter((one) => one.key !== decodeURIComponent(id)); return ok(null, 204) }
    if (kind === 'offers') { this.data.inbox.entries = this.data.inbox.entries.filter((one) => one.link?.offer !== id); return body.answer === 'accept' ? ok(this.saved(), 201) : ok(null, 204) }
    if (kind === 'quiet-spells') return this.quiet(id, sub, body)
    if (kind === 'policy-drafts') return this.policy(method, id, sub, body)
    if (kind === 'accounts') return this.accounts(method, id, sub, body)
    if (kind === 'practice') return this.practise(sub, language, body)
    if (kind === 'dictionary') { this.known = new Set([...(this.known ?? []), body.written]); return ok({ entries: [] }) }
    if (at === '/texts') return ok({ text: 'Văn bản lấy từ tệp.', incoming: { encoding: 'utf8', certainty_percent: 100, converted_lines: 0, example_before: '', example_after: '', characters: 20, removed_characters: 0, was_decomposed: false } })
    if (kind === 'drafts') return this.draft(method, id, sub, language, leaf, body)
    return undefined
  }

  days(from, count, unit) {
    const days = Array.from({ length: count }, (_, i) => day_add(from, i))
    return { from, days: days.map((day) => this.data.day_of(day, unit, this.extra ?? [])) }
  }

  add_item(body) {
    const id = `new-${this.changes}`
    const sound = this.sounds().find((one) => one.id === body.programme)
    const item = { id, revision: 1, state: 'live', title: body.title ?? sound?.title ?? 'Mục mới', kind: 'programme', programme: body.programme, class: body.class ?? 'normal', level: 'commune', targets: body.targets, start: body.start, rrule: body.rrule ?? '', volume: body.volume ?? 70, movable: true, units: body.targets.units ?? [] }
    this.items.set(id, item)
    this.extra = [...(this.extra ?? []), item]
    return this.saved('live', id)
  }

  check(order) {
    const time = order.start.slice(11, 16)
    const conflicts = []
    if (time < '05:30' || time > '21:00') conflicts.push({ ...texts('policy.window', `${time} nằm ngoài khung giờ 05:30–07:00, 17:00–18:30 của Quy chế 12/QC-UBND ngày 03/11/2026. Chọn giờ trong khung.`, 'Outside the windows.'), breach: true, occurrence: 'o', clusters: [], other: null, choices: [] })
    else if (time === '05:30' && !(order.replace ?? []).length) conflicts.push({ ...texts('plan.collides', 'Trùng với “Luật Đất đai 2024: những điều cần biết” lúc 05:30 tại 14 cụm loa.', 'Collides.'), breach: false, occurrence: 'o', clusters: [], other: 'i-fixed', choices: [{ kind: 'after', start: `${order.start.slice(0, 11)}05:45:00` }, { kind: 'replace', start: order.start }] })
    const warnings = time >= '17:00' && time < '17:30' ? [texts('power.cut', 'Điện lực báo cắt điện 16:30–18:00 tại Thôn Đông. Các cụm có ắc quy vẫn phát.', 'A power cut is planned.')] : []
    return { conflicts, warnings, second_person: time >= '18:30', unusual: time >= '18:30' ? [texts('unusual', 'Đài chưa từng phát sau 18:30.', 'Never aired after 18:30.')] : [], stands_from: null }
  }

  preview(order) {
    const items = [...this.items.values()].slice(0, this.scene === 'full' ? 5000 : 6)
    const shift = (start) => civil(Date.parse(`${start}Z`) - kZone + (order.change === 'copy_week' ? 7 * 86_400_000 : (order.minutes ?? 0) * 60_000))
    return {
      token: 'token-1', until: new Date(Date.now() + 600_000).toISOString(), conflicts: 0, second_person: false,
      items: items.map((one) => ({ item: one.id, title: one.title, before: order.change === 'copy_week' ? null : { start: one.start, volume: one.volume, state: 'live' }, after: order.change === 'remove' ? null : { start: shift(one.start), volume: order.volume ?? one.volume, state: 'live' }, conflicts: [], unusual: false })),
      left_out: this.scene === 'empty' ? [] : [{ item: 'i-fixed', title: 'Thời sự tỉnh Bắc Ninh (tiếp âm)', why: texts('not_movable', 'Khung của tỉnh, xã không sửa được.', 'A block of the province.') }],
    }
  }

  quiet(id, sub, body) {
    if (sub === 'sign') return ok(to_sign(this.data.units[0]?.id ?? '', '12/QC-UBND'))
    const name = this.data.units.find((one) => one.id === body.unit)?.name ?? ''
    const preview = { unit: body.unit, unit_name: name, clusters: 14, silenced: this.data.today.next.slice(0, 2), silenced_total: 4, already_quiet: false }
    if (id === 'preview') return ok(preview)
    if (sub === 'end') { this.spells = this.spells.filter((one) => one.id !== decodeURIComponent(id)); return ok(null, 204) }
    const spell = { id: `s${this.spells.length + 1}`, unit: body.unit, unit_name: name, from: body.from, until: body.until, reason: body.reason, kind: body.kind, state: 'waiting', by: 'Nguyễn Thị Hồng Hạnh', document: null }
    this.spells = [spell, ...this.spells]
    return ok({ spell, to_sign: to_sign(body.unit, '12/QC-UBND'), preview }, 201)
  }

  policy(method, id, sub, body) {
    if (sub === 'publish') return ok(to_sign(id, '15/QC-UBND'))
    if (method === 'DELETE') return ok(null, 204)
    const early = body.windows.find((one) => one.from < '05:30')
    const looser = early ? [texts('policy.looser', `Khung ${early.from}–${early.until} sớm hơn 05:30 của Quyết định 45/QĐ-UBND tỉnh. Xã chỉ được đặt chặt hơn tỉnh.`, 'Earlier than the province allows.', { field: 'windows', parent_value: '05:30-20:00', child_value: `${early.from}-${early.until}`, parent_document: '45/QĐ-UBND', child_document: body.number })] : []
    return ok({ unit: id, unit_name: '', regulation: body, by: 'Nguyễn Thị Hồng Hạnh', at: new Date().toISOString(), looser, silenced: 2 })
  }

  accounts(method, id, sub, body) {
    if (method === 'POST' && !id) {
      const account = { id: `a${this.data.accounts.length + 1}`, login: body.login, name: body.name, person: null, person_name: '', state: 'invited', has_code: false, grants: body.grants.map((one) => ({ ...one, unit_name: this.data.units.find((unit) => unit.id === one.unit)?.name ?? '', from: new Date().toISOString(), until: one.until ?? null, given_by: '', holds: true })), created: new Date().toISOString(), version: 1 }
      this.data.accounts.unshift(account)
      return ok({ account, token: 'abc', path: '/moi#3f9c27d1a4b84e0f9c27', expires: new Date(Date.now() + 259_200_000).toISOString() }, 201)
    }
    const found = this.data.accounts.find((one) => one.id === id)
    if (sub === 'invite') return ok({ account: found, token: 'abc', path: '/moi#3f9c27d1a4b84e0f9c27', expires: new Date(Date.now() + 259_200_000).toISOString() }, 201)
    if (body?.disabled !== undefined) found.state = body.disabled ? 'disabled' : 'active'
    return ok(found)
  }

  practise(sub, id, body) {
    if (!sub || !this.practice) this.practice = this.data.practice(body)
    else if (body) {
      const open = this.practice.lessons.find((one) => !one.done)
      if (body.action === 'write') this.practice.items.push({ id: `p${this.practice.items.length}`, title: body.title, state: 'draft', start: null, why: [] })
      if (open && this.data.lessons.find((one) => one.id === open.id).action === body.action) open.done = true
      this.practice.said = [texts('practice.done', 'Đúng rồi. Bài này đã xong.', 'Right. This lesson is done.')]
      this.practice.complete = this.practice.lessons.every((one) => one.done)
    }
    return ok(this.practice)
  }

  sounds() {
    return [...this.drafts.values()].flatMap((draft) => draft.versions.filter((one) => one.sound).map((one) => ({ id: one.sound.programme, title: draft.title, revision: 1, author: draft.author, author_name: draft.author_name, voice: 'machine', manifest: '', audio: '', size: 1, duration_ms: one.sound.duration_ms, loudness_centi_lufs: -1600, true_peak_centi_dbtp: -200, created: 0 })))
  }

  draft_page(query) {
    const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
    const wanted = fold(query.get('q') ?? '')
    const all = [...this.drafts.values()].reverse().filter((one) => fold(`${one.title} ${one.law?.number ?? ''}`).includes(wanted) && (!query.get('state') || one.state === query.get('state')) && (!query.get('folder') || one.folder === query.get('folder')))
    const from = Number(query.get('cursor') || 0)
    const limit = Number(query.get('limit') ?? 50)
    const rows = all.slice(from, from + limit).map(({ versions, law, ...one }) => ({ ...one, languages: versions.map((each) => each.language), law_number: law?.number ?? '' }))
    return { drafts: rows, next: from + limit < all.length ? String(from + limit) : null }
  }

  draft(method, id, sub, language, leaf, body) {
    if (!id) {
      const made = this.data.new_draft(`d-new-${this.drafts.size}`, body.title)
      this.drafts.set(made.id, made)
      return ok(made, 201, { etag: '"1"' })
    }
    const draft = this.drafts.get(id)
    const bump = () => { draft.version += 1; return { etag: `"${draft.version}"` } }
    if (!sub && method === 'PATCH') { Object.assign(draft, body); return ok(draft, 200, bump()) }
    if (sub === 'versions' && !leaf && method === 'PATCH') {
      if (body.text && !/[^\x00-\x7f]/.test(body.text) && !body.accept_unaccented) return problem(422, 'speech.unaccented', 'Văn bản không có dấu tiếng Việt: giọng máy sẽ đọc sai. Dán bản có dấu, hoặc xác nhận vẫn dùng.', 'The text has no accents.')
      let version = draft.versions.find((one) => one.language === language)
      if (!version) draft.versions.push((version = { language, title: '', text: '', respellings: [], sound: null }))
      Object.assign(version, body.text === undefined ? {} : { text: body.text }, body.respellings ? { respellings: body.respellings } : {})
      if (version.sound) version.sound.stale = true
      return ok({ draft, incoming: null }, 200, bump())
    }
    if (leaf === 'speech' || leaf === 'sound') {
      const task = `t${this.tasks.size}`
      this.tasks.set(task, { polls: 0, draft, language, voice: leaf === 'speech' ? 'machine' : body.voice })
      return ok({ task, sentences: 3, new_sentences: 3 }, 202)
    }
    if (sub === 'submit') { draft.state = 'submitted'; return ok(draft, 200, bump()) }
    if (sub === 'link') return ok({ url: 'http://127.0.0.1/signer/#r=0', expires: new Date(Date.now() + 900_000).toISOString() })
    return ok(draft, 200, bump())
  }

  task(id) {
    const task = this.tasks.get(id)
    if (!task) return { state: 'failed', progress: 0, errors: [] }
    if (task.polls++ < 1) return { state: 'running', progress: 40, errors: [] }
    const version = task.draft.versions.find((one) => one.language === task.language) ?? (task.draft.versions.push({ language: task.language, title: '', text: '', respellings: [], sound: null }), task.draft.versions.at(-1))
    version.sound = { programme: `p-${task.draft.id}`, revision: (version.sound?.revision ?? 0) + 1, manifest: '', voice: task.voice, duration_ms: 84_000, loudness_centi_lufs: -1612, true_peak_centi_dbtp: -201, stale: false, made: new Date().toISOString() }
    task.draft.version += 1
    return { state: 'done', progress: 100, errors: [], programme: version.sound.programme, revision: version.sound.revision }
  }

  text_of(id, language) {
    return this.drafts.get(id)?.versions.find((one) => one.language === language)?.text ?? ''
  }

  reading(id, language) {
    const text = this.text_of(id, language)
    const unknown = [...text.matchAll(/\b(QLVH|TTHC)\b/g)].filter((match) => !this.known?.has(match[0]))
    return { sentences: offsets(text), stale_respellings: [], questions: unknown.slice(0, 1).map((match) => ({ word: match[0], range: { begin: match.index, end: match.index + match[0].length }, sentence: 0, occurrences: 1, scope: 'running_text', as_letters: match[0] === 'TTHC' ? 'tê tê hát xê' : 'quy lờ vê hát', expansions: match[0] === 'TTHC' ? ['thủ tục hành chính'] : ['quản lý văn hóa'] })) }
  }

  sentences(id, language) {
    return { stale: false, sentences: offsets(this.text_of(id, language)).map((one, i) => ({ range: one.range, written: one.written, spoken: one.written, start_ms: i * 6_000, end_ms: i * 6_000 + 5_600 })) }
  }
}

export { civil, instant, day_add }
