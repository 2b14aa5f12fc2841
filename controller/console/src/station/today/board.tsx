// Sẵn sàng 05:30: findings counted by kind, each with what to do about it.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'
import type { Finding, Readiness } from '../../api/shapes'
import { findings_shown } from '../../state/today_view'
import { useWords } from '../../words/station'
import { SeverityMark } from '../mark'
import { useSay } from '../say'

const kShown = 20
const kKindKey = 'viec'

export function Board({ readiness }: { readiness: Readiness }) {
  const words = useWords()
  const [search, set_search] = useSearchParams()
  const [limit, set_limit] = useState(kShown)
  const kind = search.get(kKindKey) ?? ''
  const found = findings_shown(readiness.findings, kind)
  if (readiness.findings.length === 0) return <p className="soft">{readiness.clusters.total > 0 ? words.today.board_ok : words.today.empty}</p>
  const choose = (next: string) => {
    const query = new URLSearchParams(search)
    if (next) query.set(kKindKey, next)
    else query.delete(kKindKey)
    set_search(query, { replace: true })
  }
  return (
    <>
      <Kinds readiness={readiness} kind={kind} choose={choose} />
      <ul className="findings">{found.slice(0, limit).map((one, i) => <Row key={i} finding={one} />)}</ul>
      {found.length > limit && <Button onClick={() => set_limit(limit + 100)}>{words.shell.more_rows(found.length - limit)}</Button>}
      {readiness.findings_total > readiness.findings.length && <p className="soft small">{words.today.board_more(readiness.findings_total - readiness.findings.length)}</p>}
    </>
  )
}

function Kinds({ readiness, kind, choose }: { readiness: Readiness; kind: string; choose: (kind: string) => void }) {
  const words = useWords()
  const say = useSay()
  const sample = (code: string) => readiness.findings.find((one) => one.code === code)
  const options = readiness.counts.map((count) => {
    const one = sample(count.code)
    return { value: count.code, label: `${one ? say.told(one) : count.code} (${words.today.affected(count.clusters, count.communes)})` }
  })
  if (options.length < 2) return null
  return <Select className="board-kinds" aria-label={words.today.kinds} value={kind} onChange={choose} options={[{ value: '', label: words.today.all_kinds }, ...options]} popupMatchSelectWidth={false} />
}

const kClustersShown = 4

function Row({ finding }: { finding: Finding }) {
  const words = useWords()
  const say = useSay()
  const navigate = useNavigate()
  const target = finding.programme ? `/chuong-trinh/${finding.programme}` : finding.item ? `/lich-phat?muc=${finding.item}` : null
  const names = finding.cluster_names.slice(0, kClustersShown).join(', ')
  const more = finding.cluster_names.length - kClustersShown
  return (
    <li className="finding">
      <SeverityMark severity={finding.severity} word={words.severity[finding.severity] ?? ''} />
      <div>
        <strong>{finding.unit_name}</strong> <span className="small soft">{names} {more > 0 && words.today.names_more(more)}</span>
        <p>{say.told(finding)}</p>
        <p className="remedy"><b>{words.today.remedy}:</b> {say.told(finding.remedy)}</p>
      </div>
      {target && <Button onClick={() => navigate(target)}>{finding.programme ? words.inbox.open_programme : words.inbox.open_item}</Button>}
    </li>
  )
}
