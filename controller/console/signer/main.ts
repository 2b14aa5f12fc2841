// The signing page: #r=<token> a request, #e=<token> an enrolment, else the keys of this device. It does nothing else.
import './styles/fonts.css'
import './styles/page.css'
import { approve_screen } from './screens/approve'
import { enrol_screen } from './screens/enrol'
import { home_screen } from './screens/home'

const kToken = /^#([re])=([0-9a-f]{32})$/

function open() {
  const [, kind, token] = kToken.exec(location.hash) ?? []
  if (kind === 'r') void approve_screen(token!)
  else if (kind === 'e') void enrol_screen(token!)
  else void home_screen()
}

window.addEventListener('hashchange', open)
open()
