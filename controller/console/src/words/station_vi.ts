// The words of the station's screens, Vietnamese first: the type of this object is what English must fill.
const kLongWeekdays = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']
const kShortWeekdays = ['', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']

export const station_vi = {
  long_weekday: (day: number) => kLongWeekdays[day] ?? '',
  weekday: (day: number) => kShortWeekdays[day] ?? '',
  minutes: (n: number) => `${n} phút`,
  clusters: (n: number) => `${n} cụm loa`,
  people: (n: number) => `khoảng ${n.toLocaleString('vi-VN')} người`,
  duration: (ms: number) => {
    const seconds = Math.round(ms / 1000)
    const [m, s] = [Math.floor(seconds / 60), seconds % 60]
    return m === 0 ? `${s} giây` : s === 0 ? `${m} phút` : `${m} phút ${s} giây`
  },

  app: 'Loa truyền thanh',
  nav: {
    main: 'Trang', today: 'Bàn trực', schedule: 'Lịch phát', inbox: 'Hộp việc', programmes: 'Chương trình', quiet: 'Khoảng lặng',
    policy: 'Quy chế', accounts: 'Tài khoản', practice: 'Trạm thực hành', more: 'Thêm', demo: 'Trang mô phỏng',
  },
  shell: {
    place: 'Địa bàn', everywhere: 'Mọi nơi tôi phụ trách', settings: 'Cài đặt', log_out: 'Đăng xuất', switch_language: 'English', switch_language_tag: 'en',
    theme: { system: 'Màu theo thiết bị', light: 'Nền sáng', dark: 'Nền tối' },
    offline: 'Mất mạng. Trang đang dùng số liệu đã lưu; việc đang soạn vẫn được giữ.',
    age: (minutes: number) => (minutes < 1 ? 'số liệu chưa đầy 1 phút trước' : minutes < 60 ? `số liệu ${minutes} phút trước` : `số liệu ${Math.floor(minutes / 60)} giờ trước`),
    old_data: 'Không hỏi được máy chủ lúc này. Đang hiện', retry: 'Hỏi lại', loading: 'Đang tải…', skip: 'Tới nội dung chính',
    load_failed: 'Không tải được phần này.', unreachable: 'Máy chủ không trả lời. Kiểm tra đường truyền rồi bấm Hỏi lại; việc đang soạn vẫn được giữ.',
    forbidden: 'Tài khoản này không có quyền xem phần này. Nếu cần, hãy nhờ người quản trị của tỉnh cấp quyền.',
    not_there: 'Chức năng này chưa có trên máy chủ đang chạy.',
    not_found: 'Không có trang này.', go_today: 'Về Bàn trực', broken: 'Trang gặp lỗi khi hiển thị. Việc đang soạn vẫn được giữ.', reload: 'Tải lại trang',
    draft_restored: (at: string) => `Đã mở lại bản đang soạn lúc ${at}.`, draft_kept: 'Đã giữ trên máy này', draft_not_kept: 'Máy này không cho giữ bản nháp', start_over: 'Soạn lại từ đầu',
    cancel: 'Thôi', close: 'Đóng', save: 'Lưu', undo: 'Hoàn tác', undo_until: (at: string) => `hoàn tác được đến ${at}`, undone: 'Đã hoàn tác.',
    why: 'Vì sao?', more_rows: (n: number) => `Xem thêm ${n} dòng`, export_csv: 'Tải CSV', search: 'Tìm', all: 'Tất cả', yes: 'Có', no: 'Không', back: 'Quay lại',
  },
  roles: {
    commune_operator: 'Cán bộ truyền thanh xã', commune_approver: 'Lãnh đạo UBND xã', legal_editor: 'Biên tập PBGDPL', province_controller: 'Sở VHTTDL',
    technician: 'Kỹ thuật viên', auditor: 'Thanh tra, kiểm tra', contributor: 'Cộng tác viên', administrator: 'Quản trị',
  } as Record<string, string>,
  login: {
    title: 'Đăng nhập', name: 'Tên đăng nhập', password: 'Mật khẩu', code: 'Mã 6 số trên ứng dụng xác thực', go: 'Đăng nhập', next: 'Tiếp tục',
    lost_title: 'Phiên làm việc đã hết', lost: 'Đăng nhập lại để tiếp tục. Việc đang soạn vẫn còn nguyên.', failed: 'Chưa đăng nhập được.',
    no_account: 'Chưa có tài khoản? Người quản trị của tỉnh gửi cho bạn một đường dẫn mời dùng một lần.',
    name_missing: 'Nhập tên đăng nhập.', password_missing: 'Nhập mật khẩu.', code_missing: 'Nhập mã 6 số.',
    enrol: 'Vai trò này cần mã xác thực. Mở ứng dụng xác thực trên điện thoại, thêm tài khoản bằng khóa dưới đây rồi nhập mã 6 số.', secret: 'Khóa để nhập tay',
    invite_title: 'Nhận tài khoản', invite_for: (name: string) => `Lời mời cho ${name}.`, code_title: 'Thêm mã xác thực', recovery: 'Ghi lại mười mã dự phòng này và cất nơi kín. Mỗi mã dùng được một lần khi mất điện thoại. Trang sẽ không hiện lại.', recovery_kept: 'Đã cất, tiếp tục', invite_dead: 'Đường dẫn mời đã hết hạn hoặc đã dùng. Xin người quản trị gửi đường dẫn mới.',
    new_password: 'Đặt mật khẩu (ít nhất 12 ký tự; bốn từ bất kỳ là đủ)', repeat: 'Nhập lại mật khẩu', differ: 'Hai lần nhập không giống nhau.', short: 'Mật khẩu cần ít nhất 12 ký tự.', accept: 'Nhận tài khoản',
  },
  state: { playing: 'đang phát', ready: 'sẵn sàng', fault: 'cần xử lý', unknown: 'không rõ' },
  severity: { blocks: 'sẽ im lặng', risks: 'có thể im lặng', unknown: 'không rõ', notice: 'cần biết' } as Record<string, string>,

  today: {
    title: 'Bàn trực', lunar: (text: string) => `Âm lịch ${text}`,
    playing: 'Đang phát', next: 'Sắp phát', missed: 'Bị lỡ', playing_none: 'Không có gì đang phát.', next_none: 'Hôm nay không còn chương trình nào trong lịch.',
    missed_none: 'Không có chương trình nào bị lỡ.', until: (at: string) => `đến ${at}`, at_clusters: (n: number) => `tại ${n} cụm loa`,
    board: 'Sẵn sàng 05:30', board_ok: 'Không có việc gì phải xử lý trước 05:30.', remedy: 'Cách xử lý', affected: (n: number, units: number) => `${n} cụm loa, ${units} xã`,
    board_more: (n: number) => `Còn ${n} việc nữa; lọc theo xã để xem hết.`, all_kinds: 'Mọi loại', kinds: 'Loại việc',
    make_good: 'Phát bù', make_good_title: 'Phát bù', made_good: 'Đã xếp phát bù', cannot_make_good: 'Không phát bù được',
    make_good_say: (title: string, when: string, clusters: number) => `“${title}” sẽ phát lúc ${when}, chỉ tại ${clusters} cụm loa đã lỡ. Các cụm đã phát không phát lại.`,
    make_good_rule: (number: string) => `Khung giờ theo ${number}.`, make_good_left_out: 'Không phát bù được tại', make_good_go: (when: string) => `Xếp phát bù ${when}`, make_good_done: 'Đã xếp phát bù.',
    asking_slot: 'Đang tìm khung giờ hợp lệ kế tiếp…',
    hush: 'Im lặng', hush_title: 'Im lặng địa bàn này', hush_say: 'Mọi loa của địa bàn im trong 10 giây, cho đến khi bỏ im lặng. Báo động khẩn cấp vẫn phát. Lệnh được ký trên điện thoại đã đăng ký của bạn.',
    hush_where: 'Chọn địa bàn ở đầu trang để dùng Im lặng.', hush_go: 'Mở trang ký để im lặng', tally: { playing: 'đang phát', ready: 'sẵn sàng', needs_action: 'cần xử lý', unknown: 'không rõ' } as Record<string, string>,
    tally_of: 'Cụm loa', empty: 'Địa bàn này chưa có cụm loa nào. Khi kỹ thuật viên lắp xong, các cụm hiện ra ở đây.', write_first: 'Soạn bản tin', names_more: (n: number) => `và ${n} cụm nữa`,
    why_title: (name: string) => `Vì sao? ${name}`, why_none: 'Không có quy tắc nào áp dụng lúc này: loa im lặng.',
  },
  schedule: {
    title: 'Lịch phát', open: 'Mở', day: 'Ngày', week: 'Tuần', month: 'Tháng', view: 'Kiểu xem', today: 'Hôm nay', before: 'Trước', after: 'Sau', add: 'Thêm mục', morning: 'Buổi sáng', afternoon: 'Buổi chiều',
    none_morning: 'Chưa có mục nào buổi sáng.', none_afternoon: 'Chưa có mục nào buổi chiều.', empty: 'Tuần này chưa có mục nào. Lấy lại lịch tuần trước rồi sửa là nhanh nhất.',
    copy_week: 'Lấy lịch tuần trước', bulk: 'Đổi hàng loạt', files: 'Nhập, xuất tệp', shown: (from: string, to: string) => `${from} – ${to}`, month_shown: (month: string, year: string) => `Tháng ${month}/${year}`,
    state: { planned: 'sẽ phát', partly: 'phát một phần', dropped: 'không phát', waiting: 'chờ người thứ hai' } as Record<string, string>,
    province_block: 'Khung của tỉnh, xã không sửa được', national_block: 'Khung của trung ương, xã không sửa được', level: { commune: 'xã', province: 'tỉnh', national: 'trung ương' } as Record<string, string>,
    not_approved: 'chưa phê duyệt', power_cut: (from: string, until: string) => `Cắt điện ${from}–${until}`, quiet_spell: (reason: string) => `Khoảng lặng: ${reason}`, quiet_hours: 'giờ yên tĩnh', quiet_none: 'chưa rõ khung giờ được phép',
    count: (n: number) => `${n} mục`, more: (n: number) => `+${n}`, band: 'Trong ngày', summary: (n: number, minutes: number, trouble: number) => `Tuần này ${n} lượt phát, ${minutes} phút.${trouble > 0 ? ` ${trouble} lượt sẽ không phát đủ.` : ' Không có xung đột.'}`,
    summary_none: 'Tuần này chưa có lượt phát nào.',
  },
  item: {
    new_title: 'Thêm vào lịch', edit_title: 'Sửa mục trong lịch', programme: 'Chương trình', programme_hint: 'Gõ tên để tìm, không cần dấu', where: 'Nơi phát', where_hint: 'Chọn xã, thôn hoặc cụm loa',
    day: 'Ngày', time: 'Giờ bắt đầu', time_bad: 'Giờ viết như 05:30.', repeat: 'Lặp lại', volume: 'Âm lượng', note: 'Tên trong lịch (nếu khác)',
    repeats: { once: 'Một lần', daily: 'Hằng ngày', weekdays: 'Thứ Hai đến thứ Sáu', weekly: 'Hằng tuần vào thứ này', lunar: 'Theo ngày âm lịch', other: 'Theo quy tắc đã có' } as Record<string, string>,
    until: 'Đến hết ngày', until_hint: 'Để trống: không hẹn ngày dừng', class: 'Mức độ', classes: { normal: 'thông thường', priority: 'ưu tiên' } as Record<string, string>,
    missing: { programme: 'Chọn chương trình.', where: 'Chọn nơi phát.', time: 'Nhập giờ bắt đầu.', lunar: 'Chọn ngày âm lịch.', source: 'Ghi đài được tiếp âm.', minutes: 'Nhập số phút.' },
    what: 'Phát gì', kinds: { programme: 'Chương trình', relay: 'Tiếp âm đài khác', playlist: 'Danh sách phát', live: 'Phát trực tiếp' } as Record<string, string>, source: 'Nguồn tiếp âm', source_hint: 'Tên nguồn như tỉnh đặt, ví dụ vov1', minutes: 'Số phút', relayed: (source: string) => `Tiếp âm ${source}`,
    lunar_days: 'Ngày âm lịch', lunar_day: (day: number): string => (day === -1 ? 'ngày cuối tháng' : day === 15 ? 'rằm' : day <= 10 ? `mùng ${day}` : `ngày ${day}`), lunar_month: 'Tháng âm lịch',
    lunar_months: ['hằng tháng', 'tháng Giêng', 'tháng Hai', 'tháng Ba', 'tháng Tư', 'tháng Năm', 'tháng Sáu', 'tháng Bảy', 'tháng Tám', 'tháng Chín', 'tháng Mười', 'tháng Mười một', 'tháng Chạp'],
    seasons: 'Chỉ phát trong mùa', seasons_hint: 'Để trống: quanh năm', season_bad: 'Mùa viết như 16/04 – 15/10.', season_add: 'Thêm mùa', season_drop: 'Bỏ', holidays: 'Ngày lễ', holiday_rules: { '': 'phát như thường', NEVER: 'nghỉ mọi ngày lễ', 'NEVER=tet': 'nghỉ Tết Nguyên đán', ONLY: 'chỉ phát ngày lễ' } as Record<string, string>, checking: 'Đang kiểm tra với quy chế và lịch…', clean: 'Không trùng lịch, đúng quy chế.',
    conflicts: 'Cần chọn trước khi lưu', breach: 'Trái quy chế, không lưu được', warnings: 'Cần biết', after: (at: string) => `Đặt sau, lúc ${at}`, replace: 'Thay thế mục kia', replaced: 'Sẽ thay thế mục kia trong các ngày trùng.',
    second: 'Giờ này khác thường lệ: cần người thứ hai đồng ý trước khi phát.', stands: (at: string) => `Những lượt bắt đầu trước ${at} giữ nguyên.`,
    say: (title: string, where: string, when: string, how_long: string, volume: number) => `“${title}” sẽ phát tại ${where}, ${when}${how_long}, âm lượng ${volume}.`,
    say_people: (people: string) => `Nghe được: ${people}.`, say_lasts: (text: string) => `, dài ${text}`,
    when: {
      once: (day: string, time: string) => `một lần lúc ${time} ${day}`, daily: (time: string, from: string, until: string) => `hằng ngày lúc ${time} từ ${from}${until}`,
      weekdays: (time: string, from: string, until: string) => `thứ Hai đến thứ Sáu lúc ${time} từ ${from}${until}`, weekly: (time: string, weekday: string, from: string, until: string) => `${weekday} hằng tuần lúc ${time} từ ${from}${until}`,
      lunar: (time: string, days: string, month: string, from: string, until: string) => `${days} ${month} âm lịch lúc ${time} từ ${from}${until}`,
      other: (time: string, from: string) => `theo quy tắc lặp đã có, lúc ${time} từ ${from}`, until: (day: string) => ` đến hết ${day}`,
    },
    save: 'Lưu vào lịch', save_waiting: 'Gửi người thứ hai', saved: 'Đã lưu vào lịch.', saved_waiting: 'Đã gửi; chờ người thứ hai đồng ý.', remove: 'Bỏ khỏi lịch', removed: 'Đã bỏ khỏi lịch.', approve_first: 'Chưa được phê duyệt: đến giờ sẽ im lặng nếu vẫn chưa duyệt.',
    changed_meanwhile: 'Người khác vừa sửa mục này. Đã tải bản mới; xem lại rồi lưu.', locked: 'Mục này không sửa được từ xã.', confirm: 'Đồng ý cho phát', refuse: 'Không đồng ý', refuse_reason: 'Lý do không đồng ý',
  },
  bulk: {
    title: 'Đổi hàng loạt', change: 'Việc cần làm', changes: { shift: 'Dời giờ', volume: 'Đổi âm lượng', skip_day: 'Nghỉ một ngày', remove: 'Bỏ khỏi lịch' } as Record<string, string>,
    minutes: 'Dời bao nhiêu phút (số âm: sớm hơn)', volume: 'Âm lượng mới', day: 'Ngày nghỉ', preview: 'Xem trước', apply: (n: number) => `Áp dụng cho ${n} mục`, nothing: 'Không có mục nào đổi được.',
    conflicts: (n: number) => `${n} mục trùng hoặc trái quy chế; sửa rồi xem trước lại.`, left_out: 'Không đổi', before: 'Trước', after: 'Sau', done: 'Đã đổi lịch.', copy_title: 'Lấy lịch tuần trước', copy_say: (n: number, week: string) => `${n} mục của tuần trước sẽ được chép sang tuần ${week}.`, gone: 'bỏ',
  },
  files: {
    title: 'Nhập, xuất tệp', export: 'Xuất lịch', yaml: 'Tệp YAML của Loa', ics: 'Tệp iCalendar', import: 'Nhập lịch từ tệp', choose: 'Chọn tệp YAML hoặc iCalendar', found: (n: number) => `Tệp có ${n} mục.`, import_go: (n: number) => `Đưa ${n} mục vào lịch`, done: 'Đã đưa vào lịch.',
    conflicts: (n: number) => `${n} xung đột`, fine: 'không trùng',
  },
  inbox: {
    title: 'Hộp việc', sentence: (open: number, urgent: number) => (open === 0 ? 'Không có việc nào đang chờ.' : urgent > 0 ? `${open} việc đang chờ, ${urgent} việc gấp.` : `${open} việc đang chờ.`),
    empty: 'Không có việc nào đang chờ. Bản tin tỉnh gửi về, bản nháp cần duyệt và hỏng hóc chạm tới ngày mai sẽ hiện ở đây.',
    kinds: { offer: 'Bản tin gửi về', draft: 'Chờ phê duyệt', voice_note: 'Ghi âm gửi về', waiting_item: 'Chờ người thứ hai', fault: 'Hỏng hóc', approval_ending: 'Phê duyệt sắp hết hạn', trust_ending: 'Quyền ký sắp hết hạn', signature: 'Chờ ký' } as Record<string, string>,
    states: { open: 'Đang chờ', done: 'Đã xong', dismissed: 'Đã bỏ qua' } as Record<string, string>, deadline: (at: string) => `hạn ${at}`, overdue: (at: string) => `quá hạn ${at}`, urgent: 'gấp',
    slots: 'Khung giờ phù hợp', more_slots: 'Khung giờ khác', no_slots: 'Không còn khung giờ nào vừa trước hạn. Dời bớt lịch rồi xem lại.', accept: (at: string) => `Phát lúc ${at}`, decline: 'Không phát', decline_reason: 'Lý do không phát', accepted: 'Đã xếp vào lịch.', declined: 'Đã trả lời không phát.',
    open_programme: 'Mở chương trình', open_item: 'Mở trong lịch', open_today: 'Xem trên Bàn trực', open_sign: 'Mở trang ký', close: 'Đánh dấu xong', dismiss: 'Bỏ qua', reason: 'Lý do', reason_missing: 'Ghi lý do.', closed: 'Đã cất khỏi hộp việc.', closed_by: (who: string, why: string) => `${who}: ${why}`,
  },
  programmes: {
    title: 'Chương trình', add: 'Soạn chương trình', search: 'Tìm theo tên, số hiệu (không cần dấu)', folder: 'Thư mục', all_folders: 'Mọi thư mục', no_folder: 'Chưa xếp thư mục', sentence: (n: number, waiting: number) => (n === 0 ? 'Chưa có chương trình nào.' : `${n} chương trình${waiting > 0 ? `, ${waiting} chờ phê duyệt` : ''}.`),
    empty: 'Chưa có chương trình nào. Dán văn bản, thu âm hoặc tải tệp lên: ba bước là xong một bản tin.', none_match: 'Không có chương trình nào hợp với bộ lọc.', state: 'Trạng thái',
    states: { draft: 'đang soạn', submitted: 'chờ phê duyệt', approved: 'đã phê duyệt', rejected: 'bị trả lại', superseded: 'có bản mới hơn', expired: 'hết hạn', withdrawn: 'đã rút', used: 'đã dùng làm tư liệu' } as Record<string, string>, kinds: { programme: 'Chương trình', voice_note: 'Tin tiếng từ thôn' } as Record<string, string>,
    columns: { title: 'Tên chương trình', form: 'Thể loại', state: 'Trạng thái', duration: 'Thời lượng', changed: 'Sửa lần cuối', author: 'Người soạn', folder: 'Thư mục' }, version: (n: number) => `bản ${n}`,
    forms: { news: 'Tin', article: 'Bài', question_answer: 'Hỏi - đáp', sketch: 'Tiểu phẩm', case: 'Tình huống', law_introduction: 'Giới thiệu văn bản' } as Record<string, string>,
    topics: { 1: 'Chính trị', 2: 'Kinh tế', 3: 'PBGDPL', 4: 'Văn hóa - xã hội', 5: 'Y tế, giáo dục', 6: 'Khác' } as Record<string, string>,
  },
  editor: {
    new_title: 'Soạn chương trình', name: 'Tên chương trình', name_missing: 'Đặt tên cho chương trình.', body: 'Văn bản', body_hint: 'Viết hoặc dán từ Word, PDF. Định dạng được bỏ, chữ giữ nguyên.', form: 'Thể loại', topic: 'Lĩnh vực', audience: 'Đối tượng nghe', folder: 'Thư mục', language: 'Ngôn ngữ',
    languages: { vi: 'Tiếng Việt', tay: 'Tiếng Tày', nun: 'Tiếng Nùng', hmn: 'Tiếng Mông', mon: 'Tiếng Mường', khm: 'Tiếng Khmer', cja: 'Tiếng Chăm' } as Record<string, string>,
    steps: { text: 'Văn bản', sound: 'Âm thanh', send: 'Trình duyệt' }, converted: (from: string) => `Đã chuyển từ bảng mã ${from}.`, unaccented: 'Văn bản không có dấu. Đọc sẽ sai: hãy dán bản có dấu.', words: (n: number, minutes: number) => `${n} từ, đọc khoảng ${minutes} phút`,
    source: 'Cách làm âm thanh', speak: 'Đọc bằng giọng máy', record: 'Thu âm', upload: 'Tải tệp lên', speaking: 'Đang đọc…', spoken: (n: number) => `Đã đọc ${n} câu. Nghe lại; bấm vào từ đọc sai để sửa cách đọc.`, speak_again: 'Đọc lại câu đã sửa', listen: 'Nghe', stop: 'Dừng',
    respell: (word: string) => `Sửa cách đọc “${word}”`, respell_to: 'Đọc thành', respell_scope: 'Ghi vào từ điển của tỉnh', respell_save: 'Sửa câu này', unknown: 'Từ viết tắt chưa biết cách đọc', unknown_say: (n: number) => `${n} từ viết tắt chưa có trong từ điển. Cho biết cách đọc rồi đọc tiếp.`, unknown_save: 'Đọc tiếp', needs_text: 'Viết văn bản trước.',
    recording: (time: string) => `Đang thu ${time}`, start: 'Bắt đầu thu', stop_recording: 'Dừng và dùng bản này', no_microphone: 'Trình duyệt không cho dùng micrô. Cho phép micrô ở thanh địa chỉ, hoặc thu bằng điện thoại rồi tải tệp lên.', choose: 'Chọn tệp âm thanh (đến 200 MB)',
    uploading: (percent: number) => `Đang tải lên ${percent} %`, paused: 'Đường truyền đứt; sẽ tải tiếp từ chỗ đã có.', resume: 'Tải tiếp', transcoding: 'Đang chuyển mã…', sound_ready: 'Âm thanh đã sẵn sàng', sound_none: 'Chưa có âm thanh.', waveform: 'Dạng sóng', loudness: 'Độ to', duration: 'Thời lượng', bad_loudness: 'To nhỏ khác mức chung; đã cân lại khi chuyển mã.',
    law: 'Văn bản pháp luật', law_add: 'Thêm thông tin văn bản', law_fields: { number: 'Số hiệu', kind: 'Loại văn bản', title: 'Trích yếu', agency: 'Cơ quan ban hành', signer: 'Người ký', field: 'Lĩnh vực', issued: 'Ngày ban hành', effective: 'Ngày có hiệu lực', expires: 'Ngày hết hiệu lực' } as Record<string, string>, law_states: { '': 'chưa rõ', in_force: 'còn hiệu lực', not_yet: 'chưa có hiệu lực', expired: 'hết hiệu lực', partly_expired: 'hết hiệu lực một phần', suspended: 'ngưng hiệu lực', replaced: 'đã bị thay thế' } as Record<string, string>, law_status: 'Tình trạng',
    law_not_yet: (day: string) => `Văn bản chưa có hiệu lực trước ${day}.`, law_over: (day: string) => `Văn bản hết hiệu lực từ ${day}.`, more: 'Thông tin thêm',
    send: 'Trình phê duyệt', send_say: (title: string) => `“${title}” sẽ được gửi cho người phê duyệt. Người soạn không tự duyệt được.`, sent: 'Đã trình phê duyệt.', sign_title: 'Chờ phê duyệt', sign_say: 'Người phê duyệt quét mã này bằng điện thoại đã đăng ký, hoặc mở đường dẫn.', copy_link: 'Chép đường dẫn', copied: 'Đã chép.', open_sign: 'Mở trang ký',
    rejected: (who: string, why: string) => `${who} trả lại: ${why}`, revise: 'Soạn bản mới', schedule_it: 'Xếp lịch phát', approved: 'Đã phê duyệt: xếp lịch được.', versions: 'Các bản', need_sound: 'Làm âm thanh trước khi trình.', saved_draft: 'Đã lưu', save_draft: 'Lưu bản soạn', accept_unaccented: 'Vẫn dùng văn bản không dấu', stale: 'Văn bản đã đổi sau khi đọc: đọc lại để âm thanh khớp.', from: 'Được phát từ', until: 'Đến hết ngày', where: 'Nơi được phát', airings: 'Tối đa mỗi ngày', changed_meanwhile: 'Người khác vừa sửa chương trình này. Đã tải bản mới; bản bạn đang soạn vẫn còn trên máy này.', law_reason: 'Lý do vẫn phát', law_confirm: 'Tôi chịu trách nhiệm, vẫn trình', sentences: 'Các câu', play_sentence: 'Nghe câu này', import_file: 'Lấy chữ từ tệp Word, PDF', language_silent: 'Chưa có giọng máy cho tiếng này: hãy thu âm.', link_say: 'Người phê duyệt mở trang này trên điện thoại của mình (quét mã), đăng nhập rồi bấm Mở trang ký.', letters: 'Đọc từng chữ',
  },
  quiet: {
    title: 'Khoảng lặng', sentence: (running: number, coming: number) => (running + coming === 0 ? 'Không có khoảng lặng nào.' : `${running} khoảng lặng đang có hiệu lực, ${coming} sắp tới hoặc chờ ký.`), empty: 'Khi có đám tang, kỳ thi, quốc tang hoặc đơn thư, đặt khoảng lặng: loa của địa bàn im đến ngày đã hẹn, báo động khẩn cấp vẫn phát.',
    add: 'Đặt khoảng lặng', kinds: { funeral: 'Đám tang', exams: 'Kỳ thi', mourning: 'Quốc tang', complaint: 'Đơn thư, phản ánh', other: 'Lý do khác' } as Record<string, string>, kind: 'Lý do', reason: 'Ghi rõ', where: 'Địa bàn', from: 'Từ', until: 'Đến', now: 'Ngay bây giờ', states: { waiting: 'chờ ký', coming: 'đã ký, sắp tới', running: 'đã ký, đang có hiệu lực' } as Record<string, string>,
    say: (where: string, until: string, clusters: number, silenced: number) => `${clusters} cụm loa tại ${where} im đến ${until}. ${silenced === 0 ? 'Không có lượt phát nào bị ảnh hưởng.' : `${silenced} lượt phát trong lịch sẽ không phát.`} Báo động khẩn cấp vẫn phát.`, go: 'Tạo và đưa đi ký', end: 'Kết thúc sớm', take_back: 'Rút lại', end_reason: 'Lý do kết thúc sớm', ended: 'Đã rút lại.', sign: 'Mở trang ký', to_sign: 'Khoảng lặng có hiệu lực khi được ký.', signed: (one: { number: string; by: string; from: string }) => `Đã ký, đang có hiệu lực: ${one.number}${one.by && `, người ký ${one.by}`}`, already: 'Địa bàn này đã im trong thời gian đó.', end_before: 'Giờ kết thúc phải sau giờ bắt đầu.', silenced: 'Sẽ không phát', reason_missing: 'Ghi lý do.',
  },
  policy: {
    title: 'Quy chế', sentence: (windows: string, number: string) => `Hôm nay được phát ${windows} (${number}).`, closed: 'Hôm nay không có khung giờ nào được phát.', missing: (unit: string) => `${unit} chưa có quy chế: chỉ báo động khẩn cấp được phát.`, effective: 'Bảy ngày tới được phát', path: 'Các quy chế đang có hiệu lực', version: (n: number) => `lần ${n}`, signed_by: (who: string) => `ký: ${who}`,
    from: (day: string) => `hiệu lực từ ${day}`, windows: 'Khung giờ được phát', per_day: 'Tối đa mỗi ngày (phút)', per_session: 'Tối đa mỗi buổi (phút)', remove_row: 'Bỏ dòng này', areas: 'Khu vực nhạy cảm', areas_say: 'Trường học, bệnh viện, nơi thờ tự cạnh cụm loa: trong giờ đã ghi, các cụm thuộc nhóm này phát không to hơn mức đã ghi.', area_name: 'Tên khu vực', area_groups: 'Nhóm cụm loa', add_area: 'Thêm khu vực', area_bad: 'Mỗi khu vực cần tên, nhóm cụm loa và giờ.', breach_field: { windows: 'Khung giờ', max_per_day: 'Số phút mỗi ngày', max_per_session: 'Số phút mỗi buổi', max_airings_per_day: 'Số lần mỗi ngày', max_volume: 'Âm lượng tối đa', volume_bands: 'Âm lượng theo giờ', sensitive_areas: 'Khu vực nhạy cảm' } as Record<string, string>, above_says: (number: string) => `Cấp trên (${number})`, draft_says: (number: string) => `Bản này (${number})`, airings: 'Số lần phát tối đa mỗi ngày', max_volume: 'Âm lượng tối đa', number: 'Số văn bản', name: 'Tên quy chế', valid_from: 'Có hiệu lực từ', add_window: 'Thêm khung giờ', remove_window: 'Bỏ khung này', days: 'Các ngày', bands: 'Âm lượng theo giờ', add_band: 'Thêm mức âm lượng', edit: 'Soạn quy chế mới', save: 'Lưu và kiểm tra', publish: 'Đưa đi ký', draft: 'Bản đang soạn', looser: 'Nới lỏng hơn quy chế cấp trên, không đưa đi ký được', fine: 'Chặt hơn hoặc bằng quy chế cấp trên.', silenced: (n: number) => (n === 0 ? 'Không có lượt phát nào của tuần tới bị bỏ.' : `${n} lượt phát của tuần tới sẽ không phát theo quy chế này.`), discard: 'Bỏ bản soạn', choose_unit: 'Chọn địa bàn để xem quy chế.', no_limit: 'không giới hạn', cites: (number: string) => `theo ${number}`, none: 'không phát', number_missing: 'Nhập số văn bản.', window_bad: 'Khung giờ cần giờ đầu trước giờ cuối.', every_day: 'hằng ngày',
  },
  accounts: {
    title: 'Tài khoản', sentence: (n: number, invited: number) => `${n} tài khoản${invited > 0 ? `, ${invited} lời mời chưa nhận` : ''}.`, add: 'Mời người', columns: { name: 'Họ tên', login: 'Tên đăng nhập', roles: 'Vai trò', factor: 'Mã xác thực', state: 'Trạng thái' }, whole: 'toàn mạng', until: 'Đến hết ngày (người thay tạm)', ended: 'đã hết', reset_code: 'Mất điện thoại: cấp lại cả mã xác thực', change: 'Vai trò', save_roles: 'Lưu vai trò', roles_saved: 'Đã lưu vai trò.', states: { active: 'đang dùng', invited: 'chờ nhận', disabled: 'đã khóa' } as Record<string, string>, factor_on: 'có', factor_off: 'chưa có',
    invite_title: 'Mời người', name: 'Họ tên', login: 'Tên đăng nhập', role: 'Vai trò', unit: 'Địa bàn', invite: 'Tạo đường dẫn mời', link: (until: string) => `Đường dẫn mời dùng một lần, hết hạn ${until}`, link_say: 'Gửi đường dẫn này cho đúng người. Trang sẽ không hiện lại nó.', disable: 'Khóa tài khoản', enable: 'Mở lại', disabled: 'Đã khóa tài khoản.', enabled: 'Đã mở lại tài khoản.', reinvite: 'Cấp lại đường dẫn', empty: 'Chưa có tài khoản nào ngoài bạn. Mời cán bộ đầu tiên bằng một đường dẫn.', search: 'Tìm theo tên', add_role: 'Thêm vai trò', role_say: (name: string, role: string, unit: string) => `${name} sẽ là ${role} tại ${unit}.`, missing: 'Nhập đủ họ tên, tên đăng nhập, vai trò và địa bàn.',
  },
  practice: {
    title: 'Trạm thực hành', sentence: (done: number, of: number) => (done === of ? 'Bạn đã xong tất cả các bài.' : `Bài ${done + 1} trong ${of}.`), intro: 'Một xã giả với loa giả: bấm gì cũng không có tiếng ngoài đường. Mỗi bài vài phút và tự chấm.', name: 'Họ tên người học', unit: 'Nơi công tác', online: 'Tự học trên mạng', in_class: 'Học tại lớp có người hướng dẫn', start: 'Bắt đầu', again: 'Học lại từ đầu', clock: (at: string) => `Giờ trong trạm: ${at}`, person: { operator: 'Bạn đang là cán bộ truyền thanh', approver: 'Bạn đang là người phê duyệt' } as Record<string, string>, done: 'đã xong', open: 'đang làm', later: 'chưa tới', items: 'Bản tin trong trạm', items_none: 'Chưa có bản tin nào.', horns: 'Loa trong trạm', said: 'Vừa xảy ra', all_done: 'Hoàn thành. Kết quả đã được ghi cùng tên và nơi công tác của bạn.',
    acts: { write: 'Soạn bản tin', propose: 'Trình duyệt và xếp lịch', approve: 'Phê duyệt', switch_person: 'Đổi vai', run_day: 'Cho ngày trôi qua', explain: 'Vì sao?', quiet: 'Đặt khoảng lặng', end_quiet: 'Bỏ khoảng lặng' } as Record<string, string>, fields: { title: 'Tên', text: 'Văn bản', start: 'Giờ phát', reason: 'Lý do', until: 'Đến', item: 'Bản tin' } as Record<string, string>, states: { draft: 'đang soạn', proposed: 'chờ phê duyệt', approved: 'đã phê duyệt', aired: 'đã phát', missed: 'không phát được' } as Record<string, string>, report: 'Ai đã hoàn thành', report_say: (people: number, units: number, of: number) => `${people} người; ${units}/${of} đơn vị có người hoàn thành.`, how_online: 'trên mạng', how_class: 'tại lớp',
  },
}

export type StationWords = typeof station_vi
