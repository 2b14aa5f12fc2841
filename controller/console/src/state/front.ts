// Which of the two fronts an address gets: the demo's page or the station's console. Pure but for `ask_front`.
export type Front = 'demo' | 'station'

export const kSessionKey = 'loa.session'
const kFrontKey = 'loa.front'
const kAskTimeoutMs = 4_000

export interface Asked {
  status: number | null
  demo: boolean
}

/** Only "/" is shared: a demo network without anybody logged in shows the demo. Who cannot be asked is remembered. */
export function front_of(path: string, logged_in: boolean, asked: Asked | null, remembered: Front | null): Front {
  if (path === '/demo') return 'demo'
  if (path !== '/' || logged_in) return 'station'
  if (asked === null || asked.status === null) return remembered ?? 'station'
  if (asked.status === 200) return asked.demo ? 'demo' : 'station'
  // Only a supervisor answers 502 for its controller.
  return asked.status === 502 ? 'demo' : 'station'
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

async function ask(): Promise<Asked> {
  try {
    const answer = await fetch('/api/v1/overview', { cache: 'no-store', signal: AbortSignal.timeout(kAskTimeoutMs) })
    const body = answer.ok ? ((await answer.json()) as { network?: { demo?: boolean } }) : null
    return { status: answer.status, demo: body?.network?.demo === true }
  } catch {
    return { status: null, demo: false }
  }
}

export async function ask_front(path: string): Promise<Front> {
  const logged_in = stored(kSessionKey) !== null
  const shared = path === '/' && !logged_in
  const front = front_of(path, logged_in, shared ? await ask() : null, stored(kFrontKey) as Front | null)
  try {
    localStorage.setItem(kFrontKey, front)
  } catch {
    // Without storage the next visit asks again.
  }
  return front
}
