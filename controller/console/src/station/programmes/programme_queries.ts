import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Draft, Programme } from '../../api/shapes'
import { call_tagged, type Tagged } from '../../api/client'
import { useQuery } from '@tanstack/react-query'
import { useAsked } from '../queries'

/** What can stand in the schedule: everything that has a sound. */
export function useSounds(): UseQueryResult<{ programmes: Programme[] }> {
  return useAsked<{ programmes: Programme[] }>('/programmes')
}

export function useSound(id: string | null): Programme | undefined {
  const all = useSounds()
  return useMemo(() => all.data?.programmes.find((one) => one.id === id), [all.data, id])
}

/** Asked again at every opening: what was kept on the device may be from before somebody decided. */
export function useDraftOf(id: string | null, every_ms: number | false = false): UseQueryResult<Tagged<Draft>> {
  return useQuery({ queryKey: ['/drafts', id], queryFn: ({ signal }) => call_tagged<Draft>(`/drafts/${id}`, { signal }), enabled: id !== null, refetchOnMount: 'always', refetchInterval: every_ms })
}
