// The demo's page: what a visitor of ./loa demo sees. Its sheets are its own; the console never loads them.
import { createRoot } from 'react-dom/client'
import { StrictMode } from 'react'
import { DemoPage } from './demo_page'
import { LanguageProvider } from './words/language'
import './styles/frame.css'
import './styles/horns.css'
import './styles/panels.css'
import './styles/band.css'

export function show(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <DemoPage />
      </LanguageProvider>
    </StrictMode>,
  )
}
