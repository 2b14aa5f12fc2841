// Who is there? Nobody: the login page. Somebody: the shell. A session that ends later asks again over the page, and
// what is being written underneath stays as it is.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Skeleton } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Route, Routes } from 'react-router-dom'
import { on_session_lost } from '../../api/client'
import { fetch_me } from '../../api/session'
import { useWords } from '../../words/station'
import { forget_everything, queries } from '../queries'
import { SessionContext } from './session_context'
import { Shell } from './shell'

const CodePage = lazy(() => import('./code_page').then(({ CodePage }) => ({ default: CodePage })))
const InvitePage = lazy(() => import('./invite_page').then(({ InvitePage }) => ({ default: InvitePage })))
const LoginPage = lazy(() => import('./login_page').then(({ LoginPage }) => ({ default: LoginPage })))
const LoginForm = lazy(() => import('./login_page').then(({ LoginForm }) => ({ default: LoginForm })))

const kSessionAgeMs = 300_000

export function Gate() {
  return (
    <Suspense fallback={<Skeleton active className="page" />}>
    <Routes>
      <Route path="/moi" element={<InvitePage />} />
      <Route path="*" element={<SessionGate />} />
    </Routes>
    </Suspense>
  )
}

function SessionGate() {
  const words = useWords()
  const [lost, set_lost] = useState(false)
  const session = useQuery({ queryKey: ['/me'], queryFn: ({ signal }) => fetch_me(signal), staleTime: kSessionAgeMs, refetchOnMount: 'always' })
  useEffect(() => on_session_lost(() => set_lost(true)), [])
  const came_back = async () => {
    set_lost(false)
    const before = session.data?.account
    const now = await session.refetch()
    if (before && now.data && now.data.account !== before) await forget_everything()
    // The second factor's secret is offered once: asked for again, it would be refused.
    await queries.invalidateQueries({ predicate: (one) => one.queryKey[0] !== 'code-offer' })
  }
  if (session.isPending) return <Skeleton active className="page" aria-label={words.shell.loading} />
  if (session.data === undefined) {
    const again = <Button type="primary" onClick={() => void session.refetch()}>{words.shell.retry}</Button>
    return <main className="login"><section className="card login-card" role="alert"><h1>{words.shell.load_failed}</h1><p>{words.shell.unreachable}</p>{again}</section></main>
  }
  if (session.data === null) return <LoginPage entered={came_back} />
  if (session.data.must_set_code) return <CodePage done={came_back} />
  return (
    <SessionContext.Provider value={session.data}>
      <Shell />
      <Modal open={lost} closable={false} footer={null} title={words.login.lost_title} destroyOnHidden keyboard={false} maskClosable={false}>
        <p className="soft">{words.login.lost}</p>
        <LoginForm entered={came_back} login={session.data.login} />
      </Modal>
    </SessionContext.Provider>
  )
}
