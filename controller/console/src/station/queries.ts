// What the screens ask for, kept on the device: a page opens from what was last known and says how old that is.
import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { del, get, set } from 'idb-keyval'
import { call, Refused, type Call } from '../api/client'

const kFreshMs = 10_000
const kKeptMs = 7 * 24 * 3600_000
/** Raise when a kept shape changes. */
export const kKeptVersion = 'station-1'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: kFreshMs,
      gcTime: kKeptMs,
      networkMode: 'offlineFirst',
      refetchOnWindowFocus: true,
      retry: (failures, error) => !(error instanceof Refused) && failures < 1,
    },
    mutations: { networkMode: 'always' },
  },
})

// A browser that forbids storage works without a memory.
const quietly = <T>(work: Promise<T>, instead: T): Promise<T> => work.catch(() => instead)
export const persister = createAsyncStoragePersister({
  key: 'loa.known',
  throttleTime: 2_000,
  storage: {
    getItem: (key) => quietly(get<string>(key).then((text) => text ?? null), null),
    setItem: (key, text) => quietly(set(key, text), undefined),
    removeItem: (key) => quietly(del(key), undefined),
  },
})
export const kKept = { persister, maxAge: kKeptMs, buster: kKeptVersion }

export async function forget_everything(): Promise<void> {
  queries.clear()
  await persister.removeClient()
}

export interface Ask {
  every_ms?: number
  enabled?: boolean
}

/** A GET as a query; the address is its key. */
export function useAsked<T>(path: string, query: NonNullable<Call['query']> = {}, ask: Ask = {}): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => call<T>(path, { query, signal }),
    refetchInterval: ask.every_ms ?? false,
    enabled: ask.enabled ?? true,
  })
}

export function stale(...paths: string[]): Promise<unknown> {
  return Promise.all(paths.map((path) => queries.invalidateQueries({ predicate: (one) => String(one.queryKey[0]).startsWith(path) })))
}
