// Which pages a person sees, in the order of a day's work. The server refuses by itself; this only spares dead ends.
import { may, type Me } from '../../api/session'
import type { StationWords } from '../../words/station_vi'

export type NavKey = 'today' | 'inbox' | 'schedule' | 'programmes' | 'quiet' | 'policy' | 'practice' | 'accounts'

export interface NavItem {
  key: NavKey
  path: string
  sign: string
}

const kAll: (NavItem & { right: string })[] = [
  { key: 'today', path: '/ban-truc', right: 'station.read', sign: 'M4 12a8 8 0 1 1 16 0 8 8 0 0 1-16 0zm8-4.5V12l3 2' },
  { key: 'schedule', path: '/lich-phat', right: 'station.read', sign: 'M4 6h16v14H4zM4 10h16M8 3v4m8-4v4' },
  { key: 'inbox', path: '/hop-viec', right: 'inbox.read', sign: 'M4 5h16v14H4zM4 14h5l1.5 2h3L15 14h5' },
  { key: 'programmes', path: '/chuong-trinh', right: 'programmes.read', sign: 'M5 4h10l4 4v12H5zM9 12h6m-6 4h6' },
  { key: 'quiet', path: '/khoang-lang', right: 'station.read', sign: 'M4 9v6h4l5 4V5L8 9zm12 1 5 5m0-5-5 5' },
  { key: 'policy', path: '/quy-che', right: 'station.read', sign: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM9 12l2 2 4-4' },
  { key: 'practice', path: '/thuc-hanh', right: 'practice.use', sign: 'M3 9l9-4 9 4-9 4zM7 11v5c3 2 7 2 10 0v-5' },
  { key: 'accounts', path: '/tai-khoan', right: 'accounts.read', sign: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c1-4 4-6 8-6s7 2 8 6' },
]

export function nav_of(session: Me): NavItem[] {
  return kAll.filter((item) => may(session, item.right))
}

/** The first four stand in the thumb's reach; the rest is behind "more". */
export const kThumbItems = 4

export function home_of(session: Me): string {
  return nav_of(session)[0]?.path ?? '/thuc-hanh'
}

export const label_of = (item: NavItem, words: StationWords): string => words.nav[item.key]
