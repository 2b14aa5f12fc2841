// The frame of every page: where one is, what else there is, whether the line holds. The phone has its bar at the thumb.
import { Badge, Button, Skeleton } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Navigate, NavLink, Route, Routes, useLocation } from 'react-router-dom'
import { log_out } from '../../api/session'
import type { InboxCount } from '../../api/shapes'
import { useWords } from '../../words/station'
import { useNarrow } from '../frame'
import { useOnline } from '../offline'
import { useAsked, forget_everything } from '../queries'
import { PlaceSelect } from '../place'
import { TodayPage } from '../today/today_page'
import { Broken } from './broken'
import { home_of, kThumbItems, label_of, nav_of, type NavItem } from './nav_items'
import { useMay, useSession } from './session_context'
import { LanguageButton, ThemeButton } from './settings'

const MoreDrawer = lazy(() => import('./more_drawer'))
const SchedulePage = lazy(() => import('../schedule/schedule_page'))
const InboxPage = lazy(() => import('../inbox/inbox_page'))
const ProgrammesPage = lazy(() => import('../programmes/programmes_page'))
const ProgrammePage = lazy(() => import('../programmes/programme_page'))
const QuietPage = lazy(() => import('../quiet/quiet_page'))
const PolicyPage = lazy(() => import('../policy/policy_page'))
const AccountsPage = lazy(() => import('../accounts/accounts_page'))
const PracticePage = lazy(() => import('../practice/practice_page'))

const kCountEveryMs = 60_000

export function Shell() {
  const words = useWords()
  const session = useSession()
  const narrow = useNarrow()
  const { pathname } = useLocation()
  // Newer browsers answer scrollTo with a promise, which is no clean-up.
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [pathname])
  return (
    <div className="shell">
      <a className="skip-link" href="#noi-dung">{words.shell.skip}</a>
      <header className="bar">
        <span className="bar-name"><img src="/loa.svg" alt="" width="28" height="28" /> <span>{words.app}</span></span>
        <PlaceSelect />
        {!narrow && <Settings />}
      </header>
      <OfflineBanner />
      {!narrow && <SideNav items={nav_of(session)} />}
      <main id="noi-dung" className="page" tabIndex={-1}>
        <Broken key={pathname.split('/')[1]}>
          <Suspense fallback={<Skeleton active />}>
            <Pages />
          </Suspense>
        </Broken>
      </main>
      {narrow && <ThumbBar items={nav_of(session)} />}
    </div>
  )
}

function Pages() {
  const session = useSession()
  const words = useWords()
  return (
    <Routes>
      <Route path="/" element={<Navigate to={home_of(session)} replace />} />
      <Route path="/ban-truc" element={<TodayPage />} />
      <Route path="/lich-phat" element={<SchedulePage />} />
      <Route path="/hop-viec" element={<InboxPage />} />
      <Route path="/chuong-trinh" element={<ProgrammesPage />} />
      <Route path="/chuong-trinh/:id" element={<ProgrammePage />} />
      <Route path="/khoang-lang" element={<QuietPage />} />
      <Route path="/quy-che" element={<PolicyPage />} />
      <Route path="/tai-khoan" element={<AccountsPage />} />
      <Route path="/thuc-hanh" element={<PracticePage />} />
      <Route path="*" element={<><h1>{words.shell.not_found}</h1><NavLink to={home_of(session)}>{words.shell.go_today}</NavLink></>} />
    </Routes>
  )
}

function OfflineBanner() {
  const { shell } = useWords()
  return useOnline() ? null : <p className="offline" role="status">{shell.offline}</p>
}

async function leave(): Promise<void> {
  await log_out().catch(() => undefined)
  await forget_everything()
  location.assign('/ban-truc')
}

function Settings() {
  const { shell, nav } = useWords()
  const { name, machine } = useSession()
  return (
    <div className="bar-end">
      <LanguageButton />
      <ThemeButton />
      {machine && <Button type="text" href="/demo">{nav.demo}</Button>}
      <span className="soft small">{name}</span>
      <Button type="text" onClick={() => void leave()}>{shell.log_out}</Button>
    </div>
  )
}

function NavSign({ item }: { item: NavItem }) {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={item.sign} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

function useWaiting(): number {
  const allowed = useMay('inbox.read')
  const count = useAsked<InboxCount>('/inbox/count', {}, { every_ms: kCountEveryMs, enabled: allowed })
  return count.data?.open ?? 0
}

function NavEntry({ item, waiting }: { item: NavItem; waiting: number }) {
  const words = useWords()
  return (
    <NavLink to={item.path} className="nav-link">
      <Badge count={item.key === 'inbox' ? waiting : 0} size="small" overflowCount={99}><NavSign item={item} /></Badge>
      <span>{label_of(item, words)}</span>
    </NavLink>
  )
}

function SideNav({ items }: { items: NavItem[] }) {
  const waiting = useWaiting()
  const words = useWords()
  return (
    <nav className="side" aria-label={words.nav.main}>
      {items.map((item) => <NavEntry key={item.key} {...{ item, waiting }} />)}
    </nav>
  )
}

function ThumbBar({ items }: { items: NavItem[] }) {
  const words = useWords()
  const waiting = useWaiting()
  const [open, set_open] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => set_open(false), [pathname])
  const rest = items.slice(kThumbItems)
  return (
    <nav className="thumb" aria-label={words.nav.main}>
      {items.slice(0, kThumbItems).map((item) => <NavEntry key={item.key} {...{ item, waiting }} />)}
      <button type="button" className="nav-link" aria-expanded={open} onClick={() => set_open(true)}>
        <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.1M12 12h.1M19 12h.1" stroke="currentColor" strokeWidth="3.5" strokeLinecap="round" /></svg>
        <span>{words.nav.more}</span>
      </button>
      <Suspense fallback={null}>
        {open && <MoreDrawer close={() => set_open(false)} title={words.nav.more}>{rest.map((item) => <NavEntry key={item.key} {...{ item, waiting }} />)}<Settings /></MoreDrawer>}
      </Suspense>
    </nav>
  )
}
