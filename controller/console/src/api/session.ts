// Who is logged in, and what that person may do.
import type { components } from './openapi'
import { call, post, Refused } from './client'
import { kSessionKey } from '../state/front'

export type Me = components['schemas']['Me']

function remember(logged_in: boolean): void {
  try {
    if (logged_in) localStorage.setItem(kSessionKey, '1')
    else localStorage.removeItem(kSessionKey)
  } catch {
    // Only the shared address "/" needs it.
  }
}

/** null when nobody is logged in. */
export async function fetch_me(signal?: AbortSignal): Promise<Me | null> {
  try {
    const me = await call<Me>('/me', signal ? { signal } : {})
    // The demo's supervisor speaks as a machine: that is nobody's login.
    remember(!me.machine)
    return me
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error
    remember(false)
    return null
  }
}

export async function log_out(): Promise<void> {
  await call('/session', { method: 'DELETE' })
  remember(false)
}

export const log_in = (login: string, password: string, code: string): Promise<Me> => post<Me>('/session', { login, password, ...(code ? { code } : {}) })

export const may = (me: Me, right: string): boolean => me.rights.some((one) => one.right === right)
