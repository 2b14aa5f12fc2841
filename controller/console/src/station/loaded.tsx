// One way for every screen to wait, to fail, and to say how old what it shows is.
import { Alert, Button, Skeleton } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '../words/station'
import { useSay } from './say'

const kMinuteMs = 60_000
const kSaidAfterMinutes = 2

function useMinutes(since: number): number {
  const [now, set_now] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => set_now(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((Math.max(now, since) - since) / kMinuteMs))
}

export function Age({ at, failed }: { at: number; failed: boolean }) {
  const { shell } = useWords()
  const minutes = useMinutes(at)
  if (!failed && minutes < kSaidAfterMinutes) return null
  return <span className="age-note">{failed ? `${shell.old_data} ${shell.age(minutes)}.` : shell.age(minutes)}</span>
}

interface Props<T> {
  query: UseQueryResult<T>
  children: (value: T) => ReactNode
  rows?: number
}

export function Loaded<T>({ query, children, rows = 5 }: Props<T>) {
  const { shell } = useWords()
  const say = useSay()
  const again = <Button size="small" onClick={() => void query.refetch()}>{shell.retry}</Button>
  if (query.data === undefined) {
    if (query.isPending && !query.error) return <Skeleton active title={false} paragraph={{ rows }} aria-label={shell.loading} />
    return <Alert type="warning" showIcon role="alert" message={shell.load_failed} description={say.error(query.error)} action={again} />
  }
  return (
    <>
      {query.error && <Alert type="warning" className="gap-below" showIcon message={<Age at={query.dataUpdatedAt} failed />} action={again} />}
      {!query.error && <Age at={query.dataUpdatedAt} failed={false} />}
      {children(query.data)}
    </>
  )
}
