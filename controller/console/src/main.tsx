import './styles/fonts.css'
import './styles/tokens.css'
import { ask_front } from './state/front'
import { start_theme } from './state/theme'

start_theme()
const root = document.getElementById('root')
if (root)
  void ask_front(location.pathname).then(async (front) => {
    const { show } = front === 'demo' ? await import('./demo_entry') : await import('./station/entry')
    show(root)
  })
