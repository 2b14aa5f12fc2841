// Tài khoản: who may do what where; a person comes in by a link that works once.
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call, call_tagged, post } from '../../api/client'
import type { Account, Invitation } from '../../api/shapes'
import { fold } from '../../format/fold'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { Mark, type Shade } from '../mark'
import { stale } from '../queries'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { full_day } from '../../format/civil'
import { civil_at } from '../zone'
import { InviteForm } from './invite_form'
import { RolesForm } from './roles_form'

interface Page {
  accounts: Account[]
  next: string | null
}

const kKey = 'tim'

export default function AccountsPage() {
  const words = useWords()
  const { accounts: w } = words
  const may_write = useMay('accounts.write')
  const [search, set_search] = useSearchParams()
  const typed = search.get(kKey) ?? ''
  const [inviting, invite] = useState(false)
  const [link, show] = useState<Invitation | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['/accounts'], initialPageParam: '', getNextPageParam: (last: Page) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call<Page>('/accounts', { query: { limit: 200, cursor: pageParam }, signal }),
  })
  const all = pages.data?.pages.flatMap((page) => page.accounts) ?? []
  const shown = all.filter((one) => fold(`${one.name} ${one.login}`).includes(fold(typed)))
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        {may_write && <Button type="primary" onClick={() => invite(true)}>{w.add}</Button>}
      </div>
      <Loaded query={pages as never}>
        {() => (
          <>
            <p className="answer is-plain">{all.length === 0 ? w.empty : w.sentence(all.length, all.filter((one) => one.state === 'invited').length)}</p>
            <div className="filters"><Input.Search className="grow" allowClear aria-label={w.search} placeholder={w.search} value={typed} onChange={(event) => set_search(event.target.value ? { [kKey]: event.target.value } : {}, { replace: true })} /></div>
            {shown.length > 0 && <Table accounts={shown} show={show} />}
            {pages.hasNextPage && <Button onClick={() => void pages.fetchNextPage()}>{words.shell.more_rows(200)}</Button>}
          </>
        )}
      </Loaded>
      {inviting && <InviteForm close={() => invite(false)} made={(found) => { invite(false); show(found) }} />}
      <LinkDialog link={link} close={() => show(null)} />
    </>
  )
}

const kShades: Record<Account['state'], Shade> = { active: 'ready', invited: 'unknown', disabled: 'fault' }

function Table({ accounts, show }: { accounts: Account[]; show: (link: Invitation) => void }) {
  const { accounts: w, shell } = useWords()
  const [limit, set_limit] = useState(200)
  return (
    <div className="card table-card">
      <table className="table">
        <thead><tr><th scope="col">{w.columns.name}</th><th scope="col">{w.columns.login}</th><th scope="col">{w.columns.roles}</th><th scope="col">{w.columns.factor}</th><th scope="col">{w.columns.state}</th><td /></tr></thead>
        <tbody>{accounts.slice(0, limit).map((one) => <Row key={one.id} account={one} show={show} />)}</tbody>
      </table>
      {accounts.length > limit && <Button onClick={() => set_limit(limit + 500)}>{shell.more_rows(accounts.length - limit)}</Button>}
    </div>
  )
}

function Row({ account, show }: { account: Account; show: (link: Invitation) => void }) {
  const { accounts: w, roles } = useWords()
  const may_write = useMay('accounts.write')
  const [changing, change] = useState(false)
  return (
    <tr>
      <th scope="row">{account.name}</th>
      <td>{account.login}</td>
      <td className="roles">{account.grants.map((one, i) => <div key={i} className={one.holds ? '' : 'soft'}>{roles[one.role]} · {one.unit === null ? w.whole : one.unit_name}{one.until && ` · ${full_day(civil_at(one.until).slice(0, 10))}`}{!one.holds && ` (${w.ended})`}</div>)}</td>
      <td>{account.has_code ? w.factor_on : w.factor_off}</td>
      <td><Mark shade={kShades[account.state]} sign={account.state === 'invited' ? 'waiting' : kShades[account.state]} word={w.states[account.state] ?? ''} /></td>
      <td>{may_write && <RowButtons account={account} show={show} change={() => change(true)} />}{changing && <RolesForm account={account} close={() => change(false)} />}</td>
    </tr>
  )
}

function RowButtons({ account, show, change }: { account: Account; show: (link: Invitation) => void; change: () => void }) {
  const { accounts: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const set_disabled = async (disabled: boolean) => {
    try {
      const { etag } = await call_tagged<Account>(`/accounts/${account.id}`)
      await call(`/accounts/${account.id}`, { method: 'PATCH', body: { disabled }, if_match: etag ?? `"${account.version}"` })
      const undo = <Button size="small" onClick={() => void set_disabled(!disabled)}>{disabled ? w.enable : w.disable}</Button>
      void message.success(<span className="row">{disabled ? w.disabled : w.enabled} {undo}</span>, 10)
      await stale('/accounts')
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  const again = async () => {
    try {
      show(await post<Invitation>(`/accounts/${account.id}/invite`, {}))
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  return (
    <div className="row row-tight">
      <Button size="small" onClick={change}>{w.change}</Button>
      <Button size="small" onClick={() => void again()}>{w.reinvite}</Button>
      <Button size="small" danger={account.state !== 'disabled'} onClick={() => void set_disabled(account.state !== 'disabled')}>{account.state === 'disabled' ? w.enable : w.disable}</Button>
    </div>
  )
}

function LinkDialog({ link, close }: { link: Invitation | null; close: () => void }) {
  const { accounts: w, editor } = useWords()
  const { message } = App.useApp()
  const address = link ? `${location.origin}${link.path}` : ''
  const copy = () => void navigator.clipboard?.writeText(address).then(() => message.success(editor.copied))
  return (
    <Modal open={link !== null} onCancel={close} footer={null} title={link ? w.link(full_day(civil_at(link.expires).slice(0, 10))) : ''}>
      <div className="stack">
        <code className="secret">{address}</code>
        <p className="soft">{w.link_say}</p>
        <Button type="primary" onClick={copy}>{editor.copy_link}</Button>
      </div>
    </Modal>
  )
}
