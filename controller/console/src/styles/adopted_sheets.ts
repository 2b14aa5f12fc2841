// Stands in for rc-util's dynamicCSS in the build (dev/sheet_bridge.mjs). Ant Design writes its styles at run time into
// <style> elements, which the page's content policy forbids; constructed sheets hold the same rules and are allowed.
// Sheets keep the order Ant Design asks for: by priority, then by first use.
interface Option {
  priority?: number
  mark?: string
}

interface Held {
  sheet: CSSStyleSheet
  node: HTMLStyleElement
  rank: number
  text: string
}

const held = new Map<string, Held>()

function adopt(): void {
  const ours = [...held.values()].sort((a, b) => a.rank - b.rank).map((one) => one.sheet)
  const foreign = document.adoptedStyleSheets.filter((sheet) => !known.has(sheet))
  document.adoptedStyleSheets = [...foreign, ...ours]
}

const known = new WeakSet<CSSStyleSheet>()

function make(css: string, rank: number): Held {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  known.add(sheet)
  return { sheet, node: document.createElement('style'), rank, text: css }
}

export function updateCSS(css: string, key: string, option: Option = {}): HTMLStyleElement {
  const before = held.get(key)
  if (before) {
    if (before.text !== css) before.sheet.replaceSync(css)
    before.text = css
    return before.node
  }
  const made = make(css, option.priority ?? 0)
  held.set(key, made)
  adopt()
  return made.node
}

let unnamed = 0
export function injectCSS(css: string, option: Option = {}): HTMLStyleElement {
  unnamed += 1
  return updateCSS(css, `unnamed-${unnamed}`, option)
}

export function removeCSS(key: string): void {
  if (held.delete(key)) adopt()
}

export function clearContainerCache(): void {}
