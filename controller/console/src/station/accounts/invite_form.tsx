import { App, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { order_key, post } from '../../api/client'
import type { GrantOrder, Invitation } from '../../api/shapes'
import { fold } from '../../format/fold'
import { useWords } from '../../words/station'
import { useNarrow } from '../frame'
import { usePlace } from '../place'
import { stale } from '../queries'
import { useSay } from '../say'
import { Field } from '../schedule/item_fields'
import { useDraft } from '../use_draft'
import { GrantRows } from './roles_form'

interface Form {
  name: string
  login: string
  grants: GrantOrder[]
}

/** "Nguyễn Thị Hồng Hạnh" suggests "hanh.nguyen". */
export function suggested_login(name: string): string {
  const parts = fold(name).replace(/[^a-z\s]/g, '').split(/\s+/).filter(Boolean)
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.at(-1)}.${parts[0]}`
}

export function InviteForm({ close, made }: { close: () => void; made: (invitation: Invitation) => void }) {
  const { accounts: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const narrow = useNarrow()
  const { unit } = usePlace()
  const [key] = useState(order_key)
  const { value: form, set, clear } = useDraft<Form>('invite', { name: '', login: '', grants: [{ role: 'commune_operator', unit: unit ?? null }] })
  const login = form.login || suggested_login(form.name)
  const ready = form.name.trim() !== '' && login.length >= 3
  const go = async () => {
    try {
      const invitation = await post<Invitation>('/accounts', { name: form.name.trim(), login, grants: form.grants }, { order_key: key })
      clear()
      await stale('/accounts')
      made(invitation)
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  return (
    <Drawer open onClose={close} width={narrow ? '100%' : 560} title={w.invite_title}>
      <div className="stack">
        <Field id="i-name" label={w.name}><Input id="i-name" autoFocus value={form.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} /></Field>
        <Field id="i-login" label={w.login}><Input id="i-login" autoCapitalize="none" value={login} maxLength={40} onChange={(event) => set({ login: event.target.value })} /></Field>
        <GrantRows grants={form.grants} change={(grants) => set({ grants })} name={form.name.trim()} />
        {!ready && <p className="soft small">{w.missing}</p>}
        <Button type="primary" block disabled={!ready} onClick={() => void go()}>{w.invite}</Button>
      </div>
    </Drawer>
  )
}
