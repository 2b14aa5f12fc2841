// Chương trình: everything written, spoken or sent in, found without accents, kept in folders.
import { Button, Input, Select } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { call } from '../../api/client'
import type { DraftPage, DraftSummary } from '../../api/shapes'
import { full_day } from '../../format/civil'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { Mark, type Shade } from '../mark'
import { usePlace } from '../place'
import { useAsked } from '../queries'
import { useMay } from '../shell/session_context'
import { useSettled } from '../schedule/targets'
import { civil_at } from '../zone'

const kAskAfterMs = 250
const kPage = 50
const kKeys = { q: 'tim', folder: 'thu-muc', state: 'trang-thai', kind: 'loai' } as const

function useFilters() {
  const [search, set_search] = useSearchParams()
  const value = (name: keyof typeof kKeys) => search.get(kKeys[name]) ?? ''
  const set = (name: keyof typeof kKeys, next: string) => {
    const query = new URLSearchParams(search)
    if (next) query.set(kKeys[name], next)
    else query.delete(kKeys[name])
    set_search(query, { replace: true })
  }
  return { q: value('q'), folder: value('folder'), state: value('state'), kind: value('kind'), set }
}

export default function ProgrammesPage() {
  const words = useWords()
  const { programmes: w } = words
  const navigate = useNavigate()
  const may_write = useMay('programmes.write')
  const { unit } = usePlace()
  const filters = useFilters()
  const q = useSettled(filters.q, kAskAfterMs)
  const query = { q, folder: filters.folder, state: filters.state, kind: filters.kind, unit, limit: kPage }
  const pages = useInfiniteQuery({
    queryKey: ['/drafts', query], initialPageParam: '', getNextPageParam: (last: DraftPage) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call<DraftPage>('/drafts', { query: { ...query, cursor: pageParam }, signal }),
  })
  const folders = useAsked<{ folders: { name: string; count: number }[] }>('/folders', { unit })
  const filtered = Boolean(q || filters.folder || filters.state || filters.kind)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        {may_write && <Button type="primary" onClick={() => navigate('/chuong-trinh/moi')}>{w.add}</Button>}
      </div>
      <div className="filters">
        <Input.Search className="grow" aria-label={w.search} placeholder={w.search} allowClear value={filters.q} onChange={(event) => filters.set('q', event.target.value)} />
        <Select aria-label={w.folder} value={filters.folder} onChange={(value) => filters.set('folder', value)} options={[{ value: '', label: w.all_folders }, ...(folders.data?.folders ?? []).map((one) => ({ value: one.name, label: `${one.name || w.no_folder} (${one.count})` }))]} />
        <Select aria-label={w.state} value={filters.state} onChange={(value) => filters.set('state', value)} options={[{ value: '', label: `${w.state}: ${words.shell.all.toLowerCase()}` }, ...Object.entries(w.states).map(([value, label]) => ({ value, label }))]} />
      </div>
      <Loaded query={pages as never}>{() => <Rows drafts={pages.data?.pages.flatMap((page) => page.drafts) ?? []} filtered={filtered} more={pages.hasNextPage ? () => void pages.fetchNextPage() : null} busy={pages.isFetchingNextPage} />}</Loaded>
    </>
  )
}

const kShades: Record<string, Shade> = { draft: 'unknown', submitted: 'playing', approved: 'ready', rejected: 'fault', expired: 'unknown', superseded: 'unknown', withdrawn: 'unknown', used: 'unknown' }

interface RowsProps {
  drafts: DraftSummary[]
  filtered: boolean
  more: (() => void) | null
  busy: boolean
}

function Rows({ drafts, filtered, more, busy }: RowsProps) {
  const words = useWords()
  const { programmes: w } = words
  const [limit, set_limit] = useState(500)
  if (drafts.length === 0) return <p className="empty-note">{filtered ? w.none_match : w.empty}</p>
  return (
    <div className="card table-card">
      <table className="table">
        <thead><tr><th scope="col">{w.columns.title}</th><th scope="col">{w.columns.state}</th><th scope="col">{w.columns.form}</th><th scope="col">{w.columns.folder}</th><th scope="col">{w.columns.author}</th><th scope="col">{w.columns.changed}</th></tr></thead>
        <tbody>
          {drafts.slice(0, limit).map((one) => (
            <tr key={one.id}>
              <th scope="row"><Link to={`/chuong-trinh/${one.id}`}>{one.title}</Link>{one.law_number && <span className="small soft"> · {one.law_number}</span>}{one.kind === 'voice_note' && <span className="chip">{w.kinds['voice_note']}</span>}</th>
              <td><Mark shade={kShades[one.state] ?? 'unknown'} word={w.states[one.state] ?? one.state} sign={one.state === 'draft' ? 'waiting' : one.state === 'submitted' ? 'waiting' : kShades[one.state] ?? 'unknown'} /></td>
              <td>{w.forms[one.form]}</td><td>{one.folder}</td><td>{one.author_name}</td><td className="nowrap">{full_day(civil_at(one.updated).slice(0, 10))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(more || drafts.length > limit) && <Button loading={busy} onClick={more ?? (() => set_limit(limit + 500))}>{words.shell.more_rows(kPage)}</Button>}
    </div>
  )
}
