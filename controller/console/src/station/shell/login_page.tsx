// Name and password, then the code where the account has one.
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Refused } from '../../api/client'
import { log_in } from '../../api/session'
import { useWords } from '../../words/station'
import { useSay } from '../say'
import { LanguageButton, ThemeButton } from './settings'

const kPassword = { autoComplete: 'current-password' }
const kCode = { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 40 } as const

interface Fields {
  login: string
  password: string
  code?: string
}

export function LoginForm({ entered, login }: { entered: () => Promise<void>; login?: string }) {
  const { login: w } = useWords()
  const say = useSay()
  const [needs_code, set_needs_code] = useState(false)
  const [trouble, set_trouble] = useState<string | null>(null)
  const [busy, set_busy] = useState(false)
  const send = async (fields: Fields) => {
    set_busy(true)
    set_trouble(null)
    try {
      await log_in(fields.login.trim(), fields.password, fields.code ?? '')
      await entered()
    } catch (error) {
      if (error instanceof Refused && error.errors.some((one) => one.code === 'sign_in.code_wanted')) set_needs_code(true)
      else set_trouble(say.error(error))
    } finally {
      set_busy(false)
    }
  }
  return (
    <Form<Fields> layout="vertical" onFinish={(fields) => void send(fields)} requiredMark={false} initialValues={{ login: login ?? '' }}>
      {trouble && <Alert type="error" showIcon message={w.failed} description={trouble} role="alert" className="gap-below" />}
      <Form.Item name="login" label={w.name} rules={[{ required: true, message: w.name_missing }]}>
        <Input autoComplete="username" autoCapitalize="none" autoFocus={!login} disabled={needs_code} />
      </Form.Item>
      <Form.Item name="password" label={w.password} rules={[{ required: true, message: w.password_missing }]}>
        <Input.Password {...kPassword} autoFocus={Boolean(login)} disabled={needs_code} />
      </Form.Item>
      {needs_code && (
        <Form.Item name="code" label={w.code} rules={[{ required: true, pattern: /^\S{6,}$/, message: w.code_missing }]}>
          <Input {...kCode} autoFocus />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {needs_code ? w.next : w.go}
      </Button>
    </Form>
  )
}

export function LoginPage({ entered }: { entered: () => Promise<void> }) {
  const words = useWords()
  return (
    <main className="login">
      <section className="card login-card">
        <img src="/loa.svg" alt="" width="48" height="48" />
        <p className="login-app">{words.app}</p>
        <h1>{words.login.title}</h1>
        <LoginForm entered={entered} />
        <p className="soft small">{words.login.no_account}</p>
      </section>
      <p className="login-settings">
        <LanguageButton />
        <ThemeButton />
      </p>
    </main>
  )
}
