import { h } from '../element'
import { switch_language, words } from '../words'

/** The strip at the top: whose network this is, and the other language. */
export function page_head(network = '', redraw?: () => unknown): HTMLElement {
  const other = h('button', { type: 'button', class: 'quiet' }, words().other_language)
  other.addEventListener('click', () => {
    switch_language()
    void (redraw ?? (() => window.dispatchEvent(new HashChangeEvent('hashchange'))))()
  })
  return h('header', {}, h('div', {}, h('strong', {}, words().name), network ? h('span', { class: 'quiet' }, network) : ''), other)
}
