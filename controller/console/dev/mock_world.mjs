// A believable world for looking at the page without a network: two communes, six poles, two programmes.
// `scene` is one of live, long, empty, failing, dead; `hold` freezes the clock at that many milliseconds.

const kTitles = {
  live: ['Luật Đất đai 2024: những điểm mới người dân cần biết', 'Hỏi đáp: đăng ký thường trú, tạm trú'],
  long: [
    'Giới thiệu Nghị định quy định chi tiết một số điều của Luật Bảo đảm trật tự, an toàn giao thông đường bộ về xử phạt vi phạm hành chính và trừ điểm giấy phép lái xe',
    'Tuyên truyền phổ biến giáo dục pháp luật về phòng, chống lừa đảo chiếm đoạt tài sản trên không gian mạng trong dịp cuối năm',
  ],
}
const kNames = {
  live: [['Xã Đại Đồng', ['Cụm Đình Làng', 'Cụm Chợ Tía', 'Cụm Nhà văn hóa']], ['Phường Mão Điền', ['Cụm Cầu Đá', 'Cụm Trạm y tế', 'Cụm Ngã ba Gốc Đa']]],
  long: [
    ['Xã Thượng Nguyên Khánh Trường Nghĩa Hưng Tây', ['Cụm Nhà văn hóa thôn Thượng Nguyên Khánh Trường Đông', 'Cụm Trường Trung học cơ sở Nguyễn Thị Minh Khai', 'Cụm Chợ Đầu mối nông sản Thượng Trường']],
    ['Phường Nguyễn Trường Khuyến Nghĩa Đông', ['Cụm Khu dân cư Phượng Hoàng Đường Trần Quang Khải', 'Cụm Ngã tư Nghĩa trang Liệt sĩ', 'Cụm Trạm bơm Đông Khuyến']],
  ],
}
const kFault = { code: 'cluster.horn_open', params: {}, text_vi: 'Loa không tải: dây loa đứt hoặc tuột. Kiểm tra đầu nối tại cột.', text_en: 'The horn draws no current: its wire is broken or loose. Check the connector on the pole.' }
const kRetyped = { code: 'ledger.agent_restarted', params: {}, text_vi: 'Tác tử khởi động lại giữa giờ phát; vào tiếp sau 4 giây.', text_en: 'The agent restarted during the slot; it joined again after 4 seconds.' }

export class World {
  constructor(scene, hold) {
    Object.assign(this, { scene, hold, started: Date.now(), cut_networks: new Set(), cut_horns: new Set(), trials: [], events: [], restarts: {}, down: {}, count: 0 })
    const set = scene === 'long' ? 'long' : 'live'
    this.titles = kTitles[set]
    this.names = kNames[set]
    if (scene === 'failing') {
      this.cut_networks.add('agent-b')
      this.cut_horns.add('c2')
      this.tell('alarm', 'Báo động giả bị từ chối: khóa ký không thuộc mạng này.', 'A forged emergency was refused: its key is not of this network.')
      this.tell('warn', 'Mất liên lạc với Phường Mão Điền.', 'Phường Mão Điền is out of contact.')
    }
    this.tell('info', 'Cầu thiết bị đã nhận bản tin cậy 3.', 'The bridge holds trust version 3.')
  }

  ms() { return this.hold ?? Date.now() - this.started }
  now() { return this.started + this.ms() }

  tell(level, text_vi, text_en) {
    this.events.unshift({ id: `e${++this.count}`, at: this.now(), level, code: 'mock', params: {}, text_vi, text_en, agent: null, cluster: null, count: level === 'alarm' ? 3 : 1 })
  }

  clusters() {
    if (this.scene === 'empty') return []
    return this.names.flatMap(([, names], u) => names.map((name, i) => this.cluster(`c${u * 3 + i + 1}`, name, u)))
  }

  slots() {
    const six = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']
    const at = (id, i, from, until, clusters) => ({ occurrence: id, item: `i${i}`, title: this.titles[i], start: this.started + from, end: this.started + until, clusters, class: 'normal' })
    return this.scene === 'empty' ? [] : [at('o1', 0, 20_000, 50_000, six), at('o2', 1, 70_000, 95_000, six.slice(0, 3)), at('o3', 0, 3_600_000, 3_630_000, six)]
  }

  playing(id) { return this.slots().find((slot) => slot.clusters.includes(id) && slot.start <= this.now() && this.now() < slot.end) }

  cluster(id, name, u) {
    const slot = this.playing(id)
    const fault = this.cut_horns.has(id)
    const away = this.cut_networks.has(u ? 'agent-b' : 'agent-a')
    return {
      id, name, unit: `u${u}`, agent: u ? 'agent-b' : 'agent-a', state: away ? 'unknown' : fault ? 'fault' : slot ? 'playing' : 'ready',
      fault: fault ? kFault : null, occurrence: slot?.occurrence ?? null, title: slot?.title ?? null, volume: 70, amplifier_on: Boolean(slot),
    }
  }

  agents() {
    if (this.scene === 'empty') return []
    return ['agent-a', 'agent-b'].map((id, u) => ({
      id, name: id, unit: `u${u}`, online: !this.cut_networks.has(id), last_seen: this.now() - 4_000, root_wanted: 7, root_held: 7,
      time_known: true, time_error_ms: 12, bridge_linked: true, bridge_current: true, journal_waiting: this.scene === 'failing' && !u ? 3 : 0,
    }))
  }

  ledger() {
    const rows = []
    for (const slot of this.slots().slice(0, 2).reverse())
      for (const id of slot.clusters) rows.push(this.row(slot, id))
    return rows
  }

  row(slot, id) {
    const n = Number(id[1]) - 1
    const u = n < 3 ? 0 : 1
    const over = this.now() > slot.end
    const bad = this.scene === 'failing' && over
    const state = !over ? (this.now() > slot.start ? 'delivered' : 'planned') : bad && n === 2 ? 'partly' : bad && n === 1 ? 'missed' : bad && n > 2 ? 'delivered' : 'aired'
    const cause = state === 'missed' ? kFault : state === 'partly' ? kRetyped : null
    return {
      id: `${slot.occurrence}-${id}`, occurrence: slot.occurrence, cluster: id, cluster_name: this.names[u][1][n % 3], unit: `u${u}`, unit_name: this.names[u][0],
      unit_code: u ? '09247' : '09251', item: slot.item, programme: `p${slot.item[1]}`, title: slot.title, planned_start: slot.start, planned_end: slot.end,
      state, heard: over && state !== 'delivered' ? state !== 'missed' : null, cause, segments: [], start_error_ms: state === 'aired' || state === 'partly' ? (n * 7) % 23 - 9 : null,
      approved_by: 'Nguyễn Thị Hồng Hạnh', approval: 'ab12',
    }
  }

  programmes() {
    if (this.scene === 'empty') return []
    return this.slots().slice(0, 2).map((slot, i) => {
      const ledger = this.ledger().filter((row) => row.occurrence === slot.occurrence)
      const aired = ledger.filter((row) => row.state === 'aired').length
      const agents = i ? 1 : 2
      const delivered = Math.min(agents, this.cut_networks.size && i === 0 && this.scene === 'failing' ? 1 : agents)
      return {
        id: `p${i}`, title: slot.title, revision: 1, voice: 'machine', duration_ms: i ? 25_000 : 30_000, author_name: 'Trần Văn Bình',
        journey: {
          transcoded: { at: this.started - 60_000, loudness_centi_lufs: -1604, true_peak_centi_dbtp: -213, size: 183_412 },
          approved: this.ms() < 8_000 && i ? null : { at: this.started - 41_000, by: 'Nguyễn Thị Hồng Hạnh', key: '7f3a 91c2', document: 'd' },
          delivered: { done: delivered, of: agents, at: this.started - 12_000 },
          aired: { done: aired, of: ledger.length, at: slot.end },
          proof: { done: aired, of: ledger.length, at: slot.end + 800 },
        },
      }
    })
  }

  overview() {
    return {
      network: { name: 'Mạng thử Bắc Ninh', id: 'n1', words: ['sông', 'lúa', 'trăng', 'đò', 'gạo', 'chim', 'mưa', 'tre'], demo: true }, now: this.now(), zone: 'Asia/Ho_Chi_Minh',
      units: this.names.map(([name], u) => ({ id: `u${u}`, name, kind: 'commune', parent: null, code: u ? '09247' : '09251' })),
      agents: this.agents(), clusters: this.clusters(), next: this.slots().filter((slot) => slot.end > this.now()), programmes: this.programmes(),
      ledger: this.scene === 'empty' ? [] : this.ledger(), events: this.scene === 'empty' ? [] : this.events, quiet: [{ start: '21:00', end: '05:30' }, { start: '11:30', end: '13:30' }],
    }
  }

  levels() {
    const found = this.clusters().filter((cluster) => !this.cut_networks.has(cluster.agent)).map((cluster, i) => {
      const rms = cluster.state === 'playing' ? -18 + 7 * Math.sin(Date.now() / 300 + i) : -96
      return [cluster.id, { rms_dbfs: rms, peak_dbfs: rms + 9, position_ms: this.ms(), occurrence: cluster.occurrence }]
    })
    return Object.fromEntries(found)
  }

  process(name, label_vi, label_en) {
    const down = (this.down[name] ?? 0) > Date.now() || (this.scene === 'dead' && name === 'controller')
    return { name, label_vi, label_en, state: down ? 'restarting' : 'running', restarts: this.restarts[name] ?? 0 }
  }

  demo() {
    const processes = [
      this.process('broker', 'Môi giới MQTT', 'MQTT broker'), this.process('controller', 'Bộ điều khiển', 'Controller'),
      this.process('agent-1', 'Tác tử xã 1', 'Agent 1'), this.process('agent-2', 'Tác tử xã 2', 'Agent 2'),
      this.process('bridge-1', 'Cầu thiết bị 1', 'Bridge 1'), this.process('bridge-2', 'Cầu thiết bị 2', 'Bridge 2'),
    ]
    const empty = this.scene === 'empty'
    return {
      processes, networks: empty ? [] : ['agent-a', 'agent-b'].map((agent) => ({ agent, cut: this.cut_networks.has(agent) })),
      horns: this.clusters().map(({ id }) => ({ cluster: id, cut: this.cut_horns.has(id) })),
      controller_reachable: processes[1].state === 'running', started_at: this.started, trials: this.trials,
    }
  }

  act(verb, body) {
    const said = this.outcome(verb, body)
    this.trials.unshift({ id: `t${++this.count}`, at: this.now(), verb, ...said })
    return said
  }

  outcome(verb, body) {
    const told = (ok, text_vi, text_en) => ({ ok, text_vi, text_en })
    switch (verb) {
      case 'propose-quiet': return told(true, 'Bị từ chối: 22:30 nằm trong giờ yên tĩnh 21:00–05:30 theo Điều 4, Quy chế 12/QC-UBND ngày 03/11/2026. Không lưu gì.', 'Refused: 22:30 is inside quiet hours 21:00–05:30, article 4, regulation 12/QC-UBND of 3 Nov 2026. Nothing was saved.')
      case 'cut-network': this.cut_networks.add(body.agent); return told(true, 'Đã cắt mạng. Loa của xã vẫn phát theo lịch đã nhận.', 'The network is cut. The commune still plays the schedule it holds.')
      case 'mend-network': this.cut_networks.delete(body.agent); return told(true, 'Đã nối lại mạng.', 'The network is mended.')
      case 'cut-horn': this.cut_horns.add(body.cluster); return told(true, 'Đã cắt dây loa.', 'The wire is cut.')
      case 'mend-horn': this.cut_horns.delete(body.cluster); return told(true, 'Đã nối lại dây loa.', 'The wire is mended.')
      case 'kill': this.down[body.process] = Date.now() + 4_000; this.restarts[body.process] = (this.restarts[body.process] ?? 0) + 1; return told(true, 'Đã giết. Bộ giám sát đang chạy lại.', 'Killed. The supervisor starts it again.')
      case 'forge-alert': this.tell('alarm', 'Báo động giả bị từ chối: khóa ký không thuộc mạng này.', 'A forged emergency was refused: its key is not of this network.'); return told(true, '6/6 cụm im lặng; 1 sự kiện từ chối.', '6/6 clusters silent; 1 refusal event.')
      case 'verify-ledger': return told(false, 'Sổ không khớp: dòng 4 (Cụm Cầu Đá, 05:30:20) khác với biên nhận đã ký.', 'The log does not match: row 4 (Cụm Cầu Đá, 05:30:20) differs from its signed receipt.')
      default: return told(true, 'Đã sửa dòng 4 trong tệp dữ liệu. Bấm “Kiểm tra sổ”.', 'Row 4 was altered in the stored data. Press “Check the log book”.')
    }
  }
}
