// The roles of an account: what, where, and for a substitute until when. Said in words before it is saved.
import { App, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { call, call_tagged } from '../../api/client'
import type { Account, GrantOrder } from '../../api/shapes'
import { useWords } from '../../words/station'
import { DayField } from '../day_field'
import { kFoldedFilter, unit_options, useUnits } from '../place'
import { stale } from '../queries'
import { useSay } from '../say'
import { civil_at, instant_of } from '../zone'

export function GrantRows({ grants, change, name }: { grants: GrantOrder[]; change: (grants: GrantOrder[]) => void; name: string }) {
  const { accounts: w, roles, shell } = useWords()
  const units = useUnits()
  const set = (i: number, next: Partial<GrantOrder>) => change(grants.map((one, n) => (n === i ? { ...one, ...next } : one)))
  const where = (id: string | null) => (id === null ? w.whole : units.find((one) => one.id === id)?.name ?? '')
  return (
    <div className="stack">
      {grants.map((one, i) => (
        <div key={i} className="grant">
          <Select aria-label={w.role} value={one.role} onChange={(role) => set(i, { role })} options={Object.entries(roles).map(([value, label]) => ({ value: value as GrantOrder['role'], label }))} />
          <Select aria-label={w.unit} optionLabelProp="title" showSearch filterOption={kFoldedFilter} value={one.unit ?? ''} onChange={(unit) => set(i, { unit: unit || null })} options={[{ value: '', label: w.whole, title: w.whole }, ...unit_options(units)]} />
          <DayField label={w.until} value={one.until ? civil_at(one.until).slice(0, 10) : ''} may_clear change={(day) => set(i, { until: day ? instant_of(`${day}T23:59`) : null })} />
          <Button onClick={() => change(grants.filter((_, n) => n !== i))} disabled={grants.length < 2}>{shell.cancel}</Button>
          {name && <p className="soft small">{w.role_say(name, roles[one.role] ?? '', where(one.unit))}</p>}
        </div>
      ))}
      <Button onClick={() => change([...grants, { role: 'commune_operator', unit: units[0]?.id ?? null }])}>{w.add_role}</Button>
    </div>
  )
}

export function RolesForm({ account, close }: { account: Account; close: () => void }) {
  const { accounts: w, shell } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const [grants, set_grants] = useState<GrantOrder[]>(account.grants.filter((one) => one.holds).map(({ role, unit, from, until }) => ({ role, unit, from, until })))
  const save = async () => {
    try {
      const { etag } = await call_tagged<Account>(`/accounts/${account.id}`)
      await call(`/accounts/${account.id}/grants`, { method: 'PUT', body: { grants }, if_match: etag ?? `"${account.version}"` })
      void message.success(w.roles_saved)
      await stale('/accounts')
      close()
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  return (
    <Modal open onCancel={close} title={`${w.change}: ${account.name}`} okText={w.save_roles} cancelText={shell.cancel} onOk={() => void save()} width={640}>
      <GrantRows grants={grants} change={set_grants} name={account.name} />
    </Modal>
  )
}
