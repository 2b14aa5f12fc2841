// The words of the station's screens in the reader's language.
import { useLanguage } from './language'
import { station_en } from './station_en'
import { station_vi, type StationWords } from './station_vi'

export function useWords(): StationWords {
  return useLanguage().words.tag === 'en' ? station_en : station_vi
}
