import { Drawer } from 'antd'
import type { ReactNode } from 'react'

export default function MoreDrawer({ close, title, children }: { close: () => void; title: string; children: ReactNode }) {
  return (
    <Drawer open onClose={close} placement="bottom" height="auto" title={title}>
      <div className="more-list">{children}</div>
    </Drawer>
  )
}
