// A role that approves or administrates rests until its holder has a second factor; this sets it up.
import { Alert, Button, Input, QRCode } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import { useWords } from '../../words/station'
import { Loaded } from '../loaded'
import { useSay } from '../say'

interface Offer {
  secret: string
  uri: string
}

export function CodePage({ done }: { done: () => Promise<void> }) {
  const { login: w } = useWords()
  const offer = useQuery({ queryKey: ['code-offer'], queryFn: () => post<Offer>('/me/code'), gcTime: 0, staleTime: Infinity, retry: false })
  return (
    <main className="login">
      <section className="card login-card">
        <h1>{w.code_title}</h1>
        <p>{w.enrol}</p>
        <Loaded query={offer}>{(found) => <Confirm offer={found} done={done} />}</Loaded>
      </section>
    </main>
  )
}

function Confirm({ offer, done }: { offer: Offer; done: () => Promise<void> }) {
  const { login: w } = useWords()
  const say = useSay()
  const [code, set_code] = useState('')
  const [trouble, set_trouble] = useState<string | null>(null)
  const [recovery, set_recovery] = useState<string[] | null>(null)
  const confirm = async () => {
    try {
      set_recovery((await post<{ recovery: string[] }>('/me/code/confirm', { code })).recovery)
    } catch (error) {
      set_trouble(say.error(error))
    }
  }
  if (recovery)
    return (
      <div className="stack">
        <p className="say">{w.recovery}</p>
        <ul className="recovery">{recovery.map((one) => <li key={one}><code>{one}</code></li>)}</ul>
        <Button type="primary" onClick={() => void done()}>{w.recovery_kept}</Button>
      </div>
    )
  return (
    <div className="stack">
      <div className="sign-code"><QRCode value={offer.uri} type="svg" size={184} color="#000000" bgColor="#ffffff" bordered={false} /></div>
      <p>{w.secret}: <code className="secret">{offer.secret}</code></p>
      {trouble && <Alert type="error" showIcon message={trouble} role="alert" />}
      <div className="field">
        <label htmlFor="code">{w.code}</label>
        <Input id="code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onChange={(event) => set_code(event.target.value)} onPressEnter={() => void confirm()} />
      </div>
      <Button type="primary" disabled={!/^\d{6}$/.test(code)} onClick={() => void confirm()}>{w.next}</Button>
    </div>
  )
}
