// The day as one vertical band from 04:00 to 22:00, quiet hours hatched: the same picture everywhere.
import type { Overview } from '../api/types'
import { civil, clock, minute_of_day } from '../format/time'
import { airings_of_day, band_span, quiet_pieces, spread } from '../state/day_band'
import { useLanguage } from '../words/language'

const kHourPixels = 30
const kLabelPixels = 46
const kLabelsShown = 8

export function DayBand({ overview, now }: { overview: Overview; now: number }) {
  const { words } = useLanguage()
  const { zone } = overview
  const all = airings_of_day(overview, now)
  const airings = all.slice(-kLabelsShown)
  const span = band_span(all, now, zone)
  const height = ((span.to - span.from) / 60) * kHourPixels
  const y = (minute: number): number => ((minute - span.from) / 60) * kHourPixels
  const at = (time: number): number => y(minute_of_day(time, zone))
  const tops = spread(airings.map((airing) => at(airing.start) - kLabelPixels / 2), kLabelPixels, height)
  const today = civil(now, zone)
  const hours = Array.from({ length: Math.floor((span.to - span.from) / 120) + 1 }, (_, i) => span.from / 60 + i * 2)
  return (
    <section className="panel" aria-labelledby="band-title">
      <h2 id="band-title">
        {words.sections.band} <span className="small">{`${words.weekday(today.weekday)} ${today.day}/${today.month}`}</span>
      </h2>
      {all.length === 0 && <p className="empty">{words.band.none}</p>}
      <div className="band" style={{ height: `${height}px` }}>
        {hours.map((hour) => (
          <span key={hour} className="band-hour" style={{ top: `${y(hour * 60)}px` }}>
            {`${String(hour).padStart(2, '0')}:00`}
          </span>
        ))}
        <div className="band-track">
          {quiet_pieces(overview.quiet ?? [], span).map((piece) => (
            <div key={piece.from} className="band-quiet" title={words.band.quiet} style={{ top: `${y(piece.from)}px`, height: `${y(piece.to) - y(piece.from)}px` }} />
          ))}
          {all.map((airing) => (
            <div key={airing.occurrence} className={airing.past ? 'band-slot is-past' : 'band-slot'} style={{ top: `${at(airing.start)}px`, height: `${Math.max(3, at(airing.end) - at(airing.start))}px` }} />
          ))}
          <div className="band-now" title={words.band.now} style={{ top: `${at(now)}px` }} />
        </div>
        <ul className="band-labels">
          {airings.map((airing, i) => (
            <li key={airing.occurrence} className={airing.past ? 'is-past' : ''} style={{ top: `${tops[i]}px` }}>
              <b>{clock(airing.start, zone)}</b> · {words.band.clusters(airing.clusters)}
              <span>{airing.title}</span>
            </li>
          ))}
        </ul>
      </div>
      {(overview.quiet ?? []).length > 0 && (
        <p className="small band-key">
          <span className="band-swatch" /> {words.band.quiet}: {(overview.quiet ?? []).map(({ start, end }) => `${start}–${end}`).join(', ')}
        </p>
      )}
    </section>
  )
}
