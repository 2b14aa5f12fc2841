// The first time: the link names the person, the person chooses a password. The token stands behind # and reaches no log.
import { Alert, Button, Form, Input, Result, Skeleton } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { post, Unreachable } from '../../api/client'
import { useWords } from '../../words/station'
import { useSay } from '../say'

interface Fields {
  password: string
  repeat: string
}

const kShortest = 12

export function InvitePage() {
  const token = useLocation().hash.slice(1)
  const { login: w, shell } = useWords()
  const found = useQuery({ queryKey: ['invite', token], queryFn: () => post<{ login: string; name: string }>('/invites/check', { token }), gcTime: 0, retry: false })
  const dead = found.error && <Result status="info" title={found.error instanceof Unreachable ? shell.unreachable : w.invite_dead} />
  return (
    <main className="login">
      <section className="card login-card">
        <h1>{w.invite_title}</h1>
        {dead ?? (found.data ? <AcceptForm token={token} found={found.data} /> : <Skeleton active title={false} />)}
      </section>
    </main>
  )
}

function AcceptForm({ token, found }: { token: string; found: { login: string; name: string } }) {
  const { login: w } = useWords()
  const say = useSay()
  const navigate = useNavigate()
  const [trouble, set_trouble] = useState<string | null>(null)
  const accept = async ({ password }: Fields) => {
    try {
      await post('/invites/accept', { token, password })
      navigate('/ban-truc', { replace: true })
    } catch (error) {
      set_trouble(say.error(error))
    }
  }
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => void accept(fields)}>
      <p className="gap-below">{w.invite_for(found.name)} {w.name}: <strong>{found.login}</strong></p>
      {trouble && <Alert type="error" showIcon message={trouble} role="alert" className="gap-below" />}
      <Form.Item name="password" label={w.new_password} rules={[{ required: true, min: kShortest, message: w.short }]}>
        <Input.Password autoComplete="new-password" autoFocus />
      </Form.Item>
      <Form.Item name="repeat" label={w.repeat} dependencies={['password']} rules={[({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(w.differ))) })]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block>{w.accept}</Button>
    </Form>
  )
}
