// The signing page: #r=<token> a request, #e=<token> an enrolment, #d=<payload> a regulation, else the keys of this device. It does nothing else.
import './styles/fonts.css'
import './styles/page.css'
import { approve_screen } from './screens/approve'
import { enrol_screen } from './screens/enrol'
import { home_screen } from './screens/home'
import { policy_screen } from './screens/policy'

const kToken = /^#([re])=([0-9a-f]{32})$/
const kPayload = /^#d=([A-Za-z0-9_-]{1,24000})$/

function open() {
  const [, kind, token] = kToken.exec(location.hash) ?? []
  const [, payload] = kPayload.exec(location.hash) ?? []
  if (payload) void policy_screen(payload)
  else if (kind === 'r') void approve_screen(token!)
  else if (kind === 'e') void enrol_screen(token!)
  else void home_screen()
}

window.addEventListener('hashchange', open)
open()
