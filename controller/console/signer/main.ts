// The signing page: #r=<token> a request, #e=<token> an enrolment, #p=<token> a regulation (#d=<payload> with
// the payload itself), #h=<unit> Im lặng, else the keys of this device. It does nothing else.
import './styles/fonts.css'
import './styles/page.css'
import { approve_screen } from './screens/approve'
import { enrol_screen } from './screens/enrol'
import { home_screen } from './screens/home'
import { hush_screen } from './screens/hush'
import { paper_screen, policy_screen } from './screens/policy'

const kToken = /^#([rep])=([0-9a-f]{32})$/
const kUnit = /^#h=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const kPayload = /^#d=([A-Za-z0-9_-]{1,24000})$/

function open() {
  const [, kind, token] = kToken.exec(location.hash) ?? []
  const [, payload] = kPayload.exec(location.hash) ?? []
  const [, unit] = kUnit.exec(location.hash) ?? []
  if (unit) void hush_screen(unit)
  else if (payload) void policy_screen(payload)
  else if (kind === 'p') void paper_screen(token!)
  else if (kind === 'r') void approve_screen(token!)
  else if (kind === 'e') void enrol_screen(token!)
  else void home_screen()
}

window.addEventListener('hashchange', open)
open()
