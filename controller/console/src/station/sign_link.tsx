// A link to the signing page, and the same as a code for the phone that holds the key.
import { App, Button, QRCode } from 'antd'
import { useEffect } from 'react'
import type { PolicyPath, ToSign } from '../api/shapes'
import { signed_in } from '../state/policy_form'
import { useWords } from '../words/station'
import { Mark } from './mark'
import { stale, useAsked } from './queries'

const kCodePixels = 208
const kLookAgainMs = 4_000

export function SignLink({ address, label }: { address: string; label: string }) {
  const { editor } = useWords()
  const { message } = App.useApp()
  const copy = () => void navigator.clipboard?.writeText(address).then(() => message.success(editor.copied))
  return (
    <div className="sign-link">
      <Button type="primary" href={address} target="_blank" rel="noreferrer">{label}</Button>
      <p className="soft">{editor.sign_say}</p>
      <div className="sign-code"><QRCode value={address} size={kCodePixels} color="#000000" bgColor="#ffffff" bordered={false} type="svg" /></div>
      <Button onClick={copy}>{editor.copy_link}</Button>
    </div>
  )
}

/** The link until the signature came in, then that it did. */
export function ToBeSigned({ to_sign, done }: { to_sign: ToSign; done?: () => void }) {
  const { quiet: w } = useWords()
  const path = useAsked<PolicyPath>('/policies', { unit: to_sign.unit }, { every_ms: kLookAgainMs })
  const signed = signed_in(path.data, to_sign)
  useEffect(() => {
    if (!signed) return
    void stale('/quiet-spells', '/policies', '/today', '/occurrences', '/inbox')
    done?.()
  }, [signed])
  if (signed) return <p role="status"><Mark shade="ready" word={w.signed(signed)} /></p>
  return <SignLink address={to_sign.url ?? ''} label={w.sign} />
}
