// The page in a few lines of DOM: no framework, so that what stands between an officer and a signature can be read in an hour.

type Child = Node | string | false | undefined | null | Child[]
type Attributes = { [name: string]: string | boolean | ((event: never) => void) | undefined }

export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else element.setAttribute(name, value === true ? '' : value)
  }
  append(element, children)
  return element
}

function append(parent: Node, children: Child[]) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child)
    else if (child) parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
  }
}

let page: HTMLElement | undefined
/** Replaces the page and gives the reader, and a screen reader, its beginning. */
export function show(...children: Child[]) {
  page ??= document.getElementById('page')!
  page.replaceChildren()
  append(page, children)
  window.scrollTo(0, 0)
  page.querySelector<HTMLElement>('h1')?.focus()
}

export const title = (text: string) => h('h1', { tabindex: '-1' }, text)
export const note = (kind: 'bad' | 'good' | 'plain', ...children: Child[]) =>
  h('div', { class: `note ${kind}`, role: kind === 'bad' ? 'alert' : 'status' }, ...children)

/** A button that is off while its work runs, so that nothing is sent twice. */
export function button(text: string, work: () => unknown, kind: 'main' | 'side' | 'quiet' = 'main'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: kind }, text)
  element.addEventListener('click', async () => {
    element.disabled = true
    try {
      await work()
    } finally {
      element.disabled = false
    }
  })
  return element
}
