// Hand in for approval, then the way to the signing page: the author never approves.
import { Alert, App, Button, Input, QRCode } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { post } from '../../api/client'
import { add_days, full_day } from '../../format/civil'
import { law_warning } from '../../state/draft_form'
import { useWords } from '../../words/station'
import { DayField } from '../day_field'
import { usePlace, useUnits, unit_options, kFoldedFilter } from '../place'
import { stale } from '../queries'
import { Field } from '../schedule/item_fields'
import { useSay } from '../say'
import { useMay } from '../shell/session_context'
import { today_civil } from '../zone'
import { confirm_law, has_code, submit_draft, type Programme } from './use_programme'
import { Select } from 'antd'

const kUsualDays = 30

export function HandIn({ programme }: { programme: Programme }) {
  const { editor: w } = useWords()
  const navigate = useNavigate()
  const may_write = useMay('programmes.write')
  const may_schedule = useMay('items.write')
  const { held } = programme
  const state = held?.draft.state ?? 'draft'
  const sound = held?.draft.versions.find((one) => one.sound)?.sound
  return (
    <section className="card stack" aria-labelledby="send-title">
      <h2 id="send-title">3. {w.steps.send}</h2>
      {state === 'submitted' && held && <Waiting draft={held.draft.id} />}
      {state === 'approved' && <p>{w.approved}</p>}
      {(state === 'submitted' || state === 'approved') && sound && may_schedule && <Button type="primary" onClick={() => navigate(`/lich-phat?muc=moi&chuong-trinh=${sound.programme}`)}>{w.schedule_it}</Button>}
      {(state === 'draft' || state === 'rejected') && may_write && <SendForm programme={programme} has_sound={Boolean(sound)} />}
    </section>
  )
}

function SendForm({ programme, has_sound }: { programme: Programme; has_sound: boolean }) {
  const { editor: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const units = useUnits()
  const { unit } = usePlace()
  const [where, set_where] = useState<string[] | null>(null)
  const [from, set_from] = useState(today_civil())
  const [until, set_until] = useState(add_days(today_civil(), kUsualDays))
  const [objection, object] = useState<string | null>(null)
  const [reason, set_reason] = useState('')
  const [busy, set_busy] = useState(false)
  const chosen = where ?? [unit ?? units[0]?.id ?? ''].filter(Boolean)
  const warning = law_warning(programme.form.law, from, until)
  const go = async (answer_for: boolean) => {
    set_busy(true)
    try {
      let held = await programme.sync()
      if (answer_for) held = await confirm_law(held, from, until, reason.trim())
      programme.take(await submit_draft(held, { units: chosen, from, until, class: 'normal' }))
      object(null)
      void message.success(w.sent)
      await stale('/drafts', '/inbox')
    } catch (error) {
      if (has_code(error, 'draft.law_unconfirmed')) object(say.error(error))
      else void message.error(say.error(error), 8)
    } finally {
      set_busy(false)
    }
  }
  return (
    <>
      <Field id="send-where" label={w.where}><Select id="send-where" optionLabelProp="title" mode="multiple" value={chosen} onChange={set_where} options={unit_options(units)} filterOption={kFoldedFilter} maxTagCount="responsive" /></Field>
      <div className="fields">
        <Field id="send-from" label={w.from}><DayField id="send-from" value={from} change={set_from} /></Field>
        <Field id="send-until" label={w.until}><DayField id="send-until" value={until} least={from} change={set_until} /></Field>
      </div>
      {warning && <Alert type="warning" showIcon message={warning.kind === 'not_yet' ? w.law_not_yet(full_day(warning.day)) : w.law_over(full_day(warning.day))} />}
      {objection && (
        <div className="say is-fault stack" role="alert">
          <p>{objection}</p>
          <Field id="law-reason" label={w.law_reason}><Input id="law-reason" value={reason} maxLength={500} onChange={(event) => set_reason(event.target.value)} /></Field>
          <Button danger disabled={!reason.trim()} onClick={() => void go(true)}>{w.law_confirm}</Button>
        </div>
      )}
      {has_sound ? <p className="soft small">{w.send_say(programme.form.title)}</p> : <p className="soft">{w.need_sound}</p>}
      <Button type="primary" loading={busy} disabled={!has_sound || chosen.length === 0} onClick={() => void go(false)}>{w.send}</Button>
    </>
  )
}

const kCodePixels = 184

function Waiting({ draft }: { draft: string }) {
  const { editor: w } = useWords()
  const say = useSay()
  const { message } = App.useApp()
  const may_approve = useMay('programmes.approve')
  const address = `${location.origin}/chuong-trinh/${draft}`
  const open = async () => {
    try {
      const link = await post<{ url: string }>(`/drafts/${draft}/link`)
      location.assign(link.url)
    } catch (error) {
      void message.error(say.error(error), 8)
    }
  }
  const copy = () => void navigator.clipboard?.writeText(address).then(() => message.success(w.copied))
  return (
    <div className="sign-link">
      <b>{w.sign_title}</b>
      {may_approve && <Button type="primary" onClick={() => void open()}>{w.open_sign}</Button>}
      <p className="soft">{w.link_say}</p>
      <div className="sign-code"><QRCode value={address} type="svg" size={kCodePixels} color="#000000" bgColor="#ffffff" bordered={false} /></div>
      <Button onClick={copy}>{w.copy_link}</Button>
    </div>
  )
}
