// "Vì sao?": the planner's own reasons, in order.
import { Modal, Skeleton } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client'
import type { ExplainStep } from '../../api/types'
import { useWords } from '../../words/station'
import { useSay } from '../say'

export interface WhyAbout {
  name: string
  cluster?: string
  at?: number
  /** Reasons already at hand; nobody is asked. */
  steps?: { text_vi: string; text_en: string }[]
}

async function reasons(about: WhyAbout): Promise<{ text_vi: string; text_en: string }[]> {
  if (about.steps) return about.steps
  const answer = await call<{ steps: ExplainStep[] }>('/explain', { query: { cluster: about.cluster, at: Math.round(about.at ?? Date.now()) } })
  return answer.steps
}

export function WhyDialog({ about, close }: { about: WhyAbout | null; close: () => void }) {
  const words = useWords()
  const say = useSay()
  const asked = useQuery({
    queryKey: ['why', about?.cluster, about?.at, about?.name], queryFn: () => reasons(about ?? { name: '' }), enabled: about !== null, gcTime: 0, retry: false,
  })
  return (
    <Modal open={about !== null} onCancel={close} footer={null} title={about ? words.today.why_title(about.name) : ''} destroyOnHidden>
      {asked.error && <p role="alert">{say.error(asked.error)}</p>}
      {asked.isPending && !asked.error && <Skeleton active title={false} />}
      {asked.data?.length === 0 && <p>{words.today.why_none}</p>}
      <ol className="why-steps">{asked.data?.map((step, i) => <li key={i}>{say.told(step)}</li>)}</ol>
    </Modal>
  )
}
