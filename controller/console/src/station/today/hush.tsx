// Im lặng: says what it does, then hands over to the signing page, for the phone that holds the key.
import { Button, Modal } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../../words/station'
import { usePlace } from '../place'
import { hush_address, useSignOrigin } from '../sign'

const SignLink = lazy(() => import('../sign_link').then(({ SignLink }) => ({ default: SignLink })))

export function HushButton() {
  const { today: w } = useWords()
  const { unit, name } = usePlace()
  const origin = useSignOrigin()
  const [open, set_open] = useState(false)
  return (
    <>
      <Button danger block onClick={() => set_open(true)} disabled={!unit}>{w.hush}</Button>
      {!unit && <p className="soft small">{w.hush_where}</p>}
      <Modal open={open} onCancel={() => set_open(false)} footer={null} title={`${w.hush_title}: ${name ?? ''}`}>
        <p className="say is-fault gap-below">{w.hush_say}</p>
        <Suspense fallback={null}>{open && unit && origin !== undefined && <SignLink address={hush_address(origin, unit)} label={w.hush_go} />}</Suspense>
      </Modal>
    </>
  )
}
