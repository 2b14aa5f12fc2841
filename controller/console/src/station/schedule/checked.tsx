// What stands against an item, before it is saved: each conflict with its two choices, breaches with the document they cite,
// and the consequence in words.
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Button, Spin } from 'antd'
import { post } from '../../api/client'
import type { Conflict, ItemCheck } from '../../api/shapes'
import { day_of, time_of, short_day, whole_minute } from '../../format/civil'
import { missing_of, order_of, say_item, type ItemForm } from '../../state/item_form'
import { useWords } from '../../words/station'
import { Mark } from '../mark'
import { people_of, useUnits } from '../place'
import { useSound } from '../programmes/programme_queries'
import { useSay } from '../say'
import { useSettled, useTargetNames } from './targets'

const kCheckAfterMs = 500

export function useCheck(form: ItemForm, item: string | null, enabled: boolean): UseQueryResult<ItemCheck> {
  const typed = JSON.stringify({ ...order_of(form), ...(item ? { item } : {}) })
  const order = useSettled(typed, kCheckAfterMs)
  return useQuery({
    queryKey: ['check', order], queryFn: ({ signal }) => post<ItemCheck>('/items/check', JSON.parse(order), { signal }),
    enabled: enabled && order === typed && missing_of(form).length === 0, gcTime: 0, retry: false,
  })
}

interface Props {
  form: ItemForm
  check: UseQueryResult<ItemCheck>
  set: (change: Partial<ItemForm>) => void
}

export function Checked({ form, check, set }: Props) {
  const words = useWords()
  const say = useSay()
  const { item: w } = words
  if (missing_of(form).length > 0) return null
  if (check.error) return <p className="say is-fault" role="alert">{say.error(check.error)}</p>
  if (!check.data) return <p className="soft"><Spin size="small" /> {w.checking}</p>
  const { conflicts, warnings, second_person, unusual, stands_from } = check.data
  return (
    <div className="stack" aria-live="polite">
      <Consequence form={form} />
      {conflicts.length === 0 && <Mark shade="ready" word={w.clean} />}
      {conflicts.map((one, i) => <ConflictNote key={i} {...{ conflict: one, set, form }} />)}
      {form.replace.length > 0 && <p className="say">{w.replaced}</p>}
      {warnings.map((one) => <p key={one.code}><Mark shade="unknown" sign="info" word={w.warnings} /> {say.told(one)}</p>)}
      {second_person && <p className="say">{w.second} {(unusual ?? []).map((one) => say.told(one)).join(' ')}</p>}
      {stands_from && <p className="soft small">{w.stands(`${time_of(stands_from)} ${short_day(day_of(stands_from))}`)}</p>}
    </div>
  )
}

function Consequence({ form }: { form: ItemForm }) {
  const words = useWords()
  const names = useTargetNames(form.where)
  const programme = useSound(form.programme || null)
  const units = useUnits()
  const people = form.where.filter((one) => one.startsWith('u:')).reduce((sum, one) => sum + (people_of(one.slice(2), units) ?? 0), 0)
  const facts = { title: programme?.title || form.title || (form.rest.kind === 'relay' ? words.item.relayed(form.rest.source ?? '') : ''), where: names, duration_ms: programme?.duration_ms ?? form.rest.duration_ms ?? null, people: people || null }
  return <p className="say">{say_item(form, facts, words)}</p>
}

function ConflictNote({ conflict, set, form }: { conflict: Conflict; set: Props['set']; form: ItemForm }) {
  const { item: w } = useWords()
  const say = useSay()
  const choose = (choice: Conflict['choices'][number]) => {
    const start = whole_minute(choice.start)
    if (choice.kind === 'after') set({ day: day_of(start), time: time_of(start) })
    else if (conflict.other) set({ replace: [...form.replace, conflict.other] })
  }
  return (
    <div className="say is-fault">
      <Mark shade="fault" word={conflict.breach ? w.breach : w.conflicts} />
      <p>{say.told(conflict)}</p>
      <div className="row choice-row">
        {conflict.choices.map((choice) => (
          <Button key={choice.kind} onClick={() => choose(choice)}>{choice.kind === 'after' ? w.after(`${time_of(whole_minute(choice.start))} ${short_day(day_of(whole_minute(choice.start)))}`) : w.replace}</Button>
        ))}
      </div>
    </div>
  )
}
