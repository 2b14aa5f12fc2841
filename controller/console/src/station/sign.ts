// Links to the signing page, an origin of its own that the server names. What an officer signs comes with its link (ToSign.url).
import { useAsked } from './queries'

/** Im lặng for a unit: the page makes and signs the order itself. */
export const hush_address = (origin: string, unit: string): string => `${origin.replace(/\/$/, '')}/#h=${unit}`

export function useSignOrigin(): string | undefined {
  return useAsked<{ origin: string }>('/signing/page').data?.origin
}
