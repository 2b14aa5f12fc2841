import { Alert, Modal, Skeleton } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api/client'
import type { BulkPreview } from '../../api/shapes'
import { add_days, short_day } from '../../format/civil'
import { useWords } from '../../words/station'
import { usePlace } from '../place'
import { useSay } from '../say'
import { Previewed } from './bulk_drawer'

export function CopyWeekDialog({ monday, close }: { monday: string; close: () => void }) {
  const { bulk: w } = useWords()
  const say = useSay()
  const { unit } = usePlace()
  const order = { change: 'copy_week', from: add_days(monday, -7), to: monday, ...(unit ? { unit } : {}) }
  const preview = useQuery({ queryKey: ['copy-week', order], queryFn: () => post<BulkPreview>('/schedule-previews', order), gcTime: 0, retry: false })
  return (
    <Modal open onCancel={close} footer={null} title={w.copy_title} width={640}>
      {preview.error && <Alert type="warning" showIcon role="alert" message={say.error(preview.error)} />}
      {preview.isPending && <Skeleton active title={false} />}
      {preview.data && <div className="stack"><p className="say">{w.copy_say(preview.data.items.length, short_day(monday))}</p><Previewed preview={preview.data} close={close} /></div>}
    </Modal>
  )
}
