// Where the signing page lives: a small bundle of its own at its own origin, which the server names; beside us by default.
let origin = ''
export function set_sign_origin(address: string | undefined): void {
  origin = (address ?? '').replace(/\/$/, '')
}

export type SignTask = 'programme' | 'policy' | 'quiet' | 'hush'

export function sign_address(task: SignTask, about: string): string {
  return `${origin || `${location.origin}/signer`}/#${task}=${encodeURIComponent(about)}`
}
