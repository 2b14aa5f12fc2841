// What the horn puts out now, -60 to 0 dBFS. No reading is drawn as a dashed, empty track and said so: not as silence.
import { decibels, meter_share } from '../format/numbers'
import type { HeardLevel } from '../state/console_state'
import { useLanguage } from '../words/language'

const kSilentDbfs = -70

export function Meter({ level, name }: { level: HeardLevel | undefined; name: string }) {
  const { words } = useLanguage()
  const rms = level?.rms_dbfs ?? null
  const silent = level !== undefined && (rms === null || rms <= kSilentDbfs)
  const said = !level ? words.cluster.level_none : silent ? words.cluster.level_silent : decibels(rms ?? 0, 'dBFS', words.decimal_mark)
  const share = meter_share(level?.rms_dbfs)
  return (
    <div className="meter">
      <div
        className={level ? 'meter-track' : 'meter-track is-blind'}
        role="meter"
        aria-label={`${words.cluster.level}, ${name}`}
        aria-valuemin={-60}
        aria-valuemax={0}
        aria-valuenow={Math.round(share * 60 - 60)}
        aria-valuetext={said}
      >
        <div className="meter-fill" style={{ transform: `scaleX(${share})` }} />
        {level && !silent && <div className="meter-peak" style={{ left: `${meter_share(level.peak_dbfs) * 100}%` }} />}
      </div>
      <span className="meter-said">{said}</span>
    </div>
  )
}
