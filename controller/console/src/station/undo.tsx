// After a saved change: what was done, and one press that takes it back while the server still allows it.
import { App, Button } from 'antd'
import { post } from '../api/client'
import type { Saved } from '../api/shapes'
import { time_of } from '../format/civil'
import { useWords } from '../words/station'
import { stale } from './queries'
import { useSay } from './say'
import { civil_at } from './zone'

const kShownSeconds = 30

export function useUndo(): { offer: (saved: Saved, said: string) => void } {
  const { shell } = useWords()
  const say = useSay()
  const { notification, message } = App.useApp()
  const take_back = async (change: string) => {
    notification.destroy(change)
    try {
      await post(`/schedule-changes/${change}/undo`)
      void message.success(shell.undone)
      await stale('/occurrences', '/items', '/today', '/readiness', '/inbox')
    } catch (error) {
      void message.error(say.error(error))
    }
  }
  const offer = (saved: Saved, said: string) =>
    notification.success({
      key: saved.change, message: said, description: shell.undo_until(time_of(civil_at(saved.undo_until))), duration: kShownSeconds,
      btn: <Button onClick={() => void take_back(saved.change)}>{shell.undo}</Button>,
    })
  return { offer }
}
