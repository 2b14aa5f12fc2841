// Every word the page says by itself, Vietnamese first: the type of this object is what English must fill.
import type { ClusterState, EventLevel, LedgerState, Voice } from '../api/types'

const kWeekdays = ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']

export const vi = {
  tag: 'vi',
  decimal_mark: ',',
  page_title: 'Loa truyền thanh',
  simulation: 'MÔ PHỎNG',
  simulation_why: 'Mạng thử trên máy này: loa là mô phỏng, không có tiếng ngoài đường.',
  skip: 'Tới nội dung chính',
  switch_language: 'English',
  switch_language_tag: 'en',
  network_words: 'Từ nhận dạng mạng',
  weekday: (day: number) => kWeekdays[day] ?? '',

  state: { playing: 'đang phát', ready: 'sẵn sàng', fault: 'cần xử lý', unknown: 'không rõ' } as Record<ClusterState, string>,
  voice: { machine: 'giọng máy', recorded: 'giọng đọc', file: 'tệp có sẵn' } as Record<Voice, string>,

  duration: (seconds: number) => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    if (h > 0) return `${h} giờ ${m} phút`
    return m > 0 ? `${m} phút ${s} giây` : `${s} giây`
  },
  age_fresh: 'Số liệu mới',
  age: (seconds: number) => (seconds < 60 ? `Số liệu ${seconds} giây trước` : `Số liệu ${Math.floor(seconds / 60)} phút trước`),
  age_none: 'Chưa có số liệu',
  link_lost: 'đang nối lại',

  answer: {
    waiting: 'Đang hỏi bộ điều khiển…',
    waiting_lost: 'Không rõ: trang này chưa nối được tới bộ điều khiển. Trang tự nối lại.',
    stale: (age: string) => `Không rõ: đã ${age} không có số liệu mới. Các cụm loa vẫn tự phát theo lịch đã nhận.`,
    controller_lost: (age: string) =>
      `Không rõ: bộ điều khiển không trả lời, số liệu đã cũ ${age}. Các cụm loa vẫn tự phát theo lịch đã nhận.`,
    empty: 'Chưa có cụm loa nào. Khi tác tử của xã nối vào, các cụm loa hiện ra ở đây.',
    all_ready: (n: number, of: number) => `${n}/${of} cụm loa sẵn sàng.`,
    all_playing: (of: number) => `Cả ${of} cụm loa đang phát.`,
    playing: (n: number, of: number) => `${n}/${of} cụm loa đang phát`,
    ready: (n: number, of: number) => `${n}/${of} cụm sẵn sàng`,
    fault: (n: number, names: string) => `${n} cụm cần xử lý: ${names}`,
    unknown: (n: number, names: string) => `${n} cụm không rõ: ${names}`,
    more: (n: number) => `và ${n} cụm nữa`,
    running: (title: string, until: string) => `Đang trong giờ phát “${title}”, đến ${until}.`,
    next: (title: string, at: string, n: number) => `Chương trình kế tiếp “${title}” lúc ${at} tại ${n} cụm.`,
    next_none: 'Chưa có chương trình nào được xếp lịch.',
    left: (duration: string) => `còn ${duration}`,
    until_next: 'tới chương trình kế tiếp',
  },

  sections: {
    answer: 'Trả lời ngay', horns: 'Cụm loa', journey: 'Hành trình chương trình', band: 'Trong ngày', trials: 'Thử phá',
    processes: 'Tiến trình', ledger: 'Sổ nhật ký', events: 'Sự kiện',
  },
  nav: { horns: 'Loa', journey: 'Hành trình', trials: 'Thử phá', ledger: 'Sổ', events: 'Sự kiện' },

  commune: {
    online: 'đang nối',
    offline: (at: string) => `mất liên lạc từ ${at}`,
    never: 'chưa từng nối',
    unknown: 'không rõ liên lạc',
    waiting_rows: (n: number) => `${n} dòng nhật ký chờ gửi về`,
    no_time: 'chưa biết giờ: sẽ im lặng',
    bridge_lost: 'cầu thiết bị chưa nối',
    bridge_behind: 'cầu thiết bị đang cập nhật',
    behind: (held: number, wanted: number) => `đang nhận lịch: bản ${held}/${wanted}`,
  },
  cluster: {
    silent: 'Đang im lặng',
    playing_unnamed: 'Đang phát',
    unknown_last: (last: string) => `Lần cuối được biết: ${last}`,
    planned_now: (title: string) => `Theo lịch lúc này: “${title}”`,
    next_at: (at: string) => `Kế tiếp ${at}`,
    no_next: 'Chưa có lịch kế tiếp',
    level: 'Mức tiếng',
    level_none: 'không có số đo',
    level_silent: 'im lặng',
    volume: (n: number) => `Âm lượng ${n}`,
    amplifier_on: 'tăng âm bật',
    amplifier_off: 'tăng âm tắt',
    horn_cut: 'Dây loa đang bị cắt (thử phá)',
    listen: 'Nghe',
    stop: 'Dừng nghe',
    why: 'Vì sao?',
  },
  listening: {
    opening: (name: string) => `Đang mở tiếng của ${name}…`,
    playing: (name: string) => `Đang nghe ${name}: đúng tiếng loa nhận lúc này`,
    failed: (name: string) => `Không nghe được ${name}: không có luồng tiếng. Thử lại sau vài giây.`,
  },
  explain: {
    title: (name: string) => `Vì sao? ${name}`,
    asking: 'Đang hỏi bộ điều khiển…',
    failed: 'Không hỏi được bộ điều khiển lúc này. Thử lại khi liên lạc trở lại.',
    empty: 'Không có quy tắc nào áp dụng lúc này: cụm loa im lặng.',
    close: 'Đóng',
  },

  journey: {
    empty: 'Chưa có chương trình. Thêm chương trình đầu tiên bằng lệnh: ./loa programme add TỆP --title "Tên chương trình"',
    steps: { transcoded: 'Chuyển mã', approved: 'Phê duyệt', delivered: 'Đã giao', aired: 'Đã phát', proof: 'Đã nhận bằng chứng' },
    by: (who: string) => `bởi ${who}`,
    key: (key: string) => `khóa ${key}`,
    agents: (done: number, of: number) => `${done}/${of} xã`,
    clusters: (done: number, of: number) => `${done}/${of} cụm`,
    waiting: 'đang chờ',
    peak: 'đỉnh',
    author: (who: string) => `Tác giả: ${who}`,
    revision: (n: number) => `bản ${n}`,
    more: (n: number) => `Xem thêm ${n} chương trình`,
  },

  band: { quiet: 'giờ yên tĩnh', now: 'bây giờ', none: 'Hôm nay chưa có lịch phát.', clusters: (n: number) => `${n} cụm` },

  ledger: {
    empty: 'Chưa có dòng nào. Mỗi lần phát tại mỗi cụm sẽ là một dòng ở đây, kèm bằng chứng.',
    none_match: 'Không có dòng nào hợp với bộ lọc.',
    columns: {
      cluster: 'Cụm loa', title: 'Chương trình', start: 'Giờ theo lịch', state: 'Kết quả', heard: 'Nghe thấy',
      error: 'Lệch giờ', cause: 'Nguyên nhân', approved: 'Người duyệt', commune: 'Xã',
    },
    state: {
      planned: 'đã lên lịch', delivered: 'đã giao', aired: 'đã phát', partly: 'phát một phần', missed: 'không phát được',
    } as Record<LedgerState, string>,
    heard_yes: 'có', heard_no: 'không', heard_unknown: 'chưa rõ',
    filter_commune: 'Xã', filter_state: 'Kết quả', all: 'Tất cả',
    export: 'Tải CSV',
    more: (n: number) => `Xem thêm ${n} dòng`,
    count: (n: number) => `${n} dòng`,
  },
  events: {
    empty: 'Chưa có sự kiện nào.',
    level: { info: 'tin', warn: 'lưu ý', alarm: 'báo động' } as Record<EventLevel, string>,
    times: (n: number) => `${n} lần`,
    more: (n: number) => `Xem thêm ${n} sự kiện`,
  },
  processes: {
    running: 'đang chạy', restarting: 'đang khởi động lại', stopped: 'đã dừng', unknown: 'không rõ',
    restarts: (n: number) => `đã khởi động lại ${n} lần`,
  },

  trials: {
    intro: 'Mỗi nút phá một thứ thật. Dưới mỗi nút là điều sẽ thấy; kết quả hiện ngay bên dưới.',
    offline: 'Chưa nối tới bộ giám sát: chưa thử được.',
    running: 'Đang thử…',
    expected: 'Sẽ thấy',
    log: 'Các lần đã thử',
    groups: {
      quiet: ['Phát trong giờ yên tĩnh', 'Bị từ chối trước khi lưu; nêu rõ điều, số văn bản của quy chế. Không có tiếng nào.'],
      network: ['Cắt mạng một xã', 'Xã đó thành “không rõ” nhưng loa vẫn phát đúng giờ (bấm Nghe để kiểm tra). Nối lại: các dòng sổ và bằng chứng về sau.'],
      kill: ['Giết một tiến trình', 'Tiến trình chết ngay và tự chạy lại. Chương trình vào tiếp đúng chỗ, hoặc bị lỡ và sổ ghi rõ nguyên nhân.'],
      horn: ['Cắt dây một loa', 'Trong 100 giây, khi có tiếng phát, bảng chỉ đúng cụm loa đó cần xử lý.'],
      forge: ['Gửi báo động giả', 'Mọi loa im lặng; một sự kiện ghi lại việc từ chối.'],
      ledger: ['Sửa lén sổ nhật ký', 'Sửa một dòng đã lưu, rồi kiểm tra: phép kiểm gọi đúng tên dòng bị sửa.'],
    },
    propose: 'Đề nghị phát giờ yên tĩnh',
    cut_network: (name: string) => `Cắt mạng ${name}`,
    mend_network: (name: string) => `Nối lại mạng ${name}`,
    kill: (name: string) => `Giết ${name}`,
    cut_horn: (name: string) => `Cắt ${name}`,
    mend_horn: (name: string) => `Nối lại ${name}`,
    forge: 'Gửi báo động giả',
    alter: 'Sửa một dòng',
    verify: 'Kiểm tra sổ',
  },
}

export type Words = typeof vi
