// What happened, newest first, in the controller's words.
import { memo, useState } from 'react'
import type { EventLevel, LoaEvent } from '../api/types'
import { clock } from '../format/time'
import { useLanguage } from '../words/language'
import { Icon, type Sign } from './icons'

const kFirst = 8
const kSigns: Record<EventLevel, Sign> = { info: 'info', warn: 'fault', alarm: 'broken' }

export const Events = memo(function Events({ events, zone }: { events: LoaEvent[]; zone: string }) {
  const { words, told } = useLanguage()
  const [all, set_all] = useState(false)
  const shown = all ? events : events.slice(0, kFirst)
  return (
    <section id="su-kien" className="panel" aria-labelledby="events-title">
      <h2 id="events-title">{words.sections.events}</h2>
      {events.length === 0 && <p className="empty">{words.events.empty}</p>}
      <ul className="events">
        {shown.map((event) => (
          <li key={event.id} className={`event is-${event.level}`}>
            <span className="event-head">
              <Icon sign={kSigns[event.level] ?? 'info'} size={18} />
              {words.events.level[event.level] ?? event.level}
              <time>{clock(event.at, zone)}</time>
              {event.count > 1 && <span>{words.events.times(event.count)}</span>}
            </span>
            {told(event)}
          </li>
        ))}
      </ul>
      {shown.length < events.length && (
        <button type="button" className="quiet-button" onClick={() => set_all(true)}>
          {words.events.more(events.length - shown.length)}
        </button>
      )}
    </section>
  )
})
