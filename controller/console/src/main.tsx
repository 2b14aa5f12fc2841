import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { LanguageProvider } from './words/language'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/frame.css'
import './styles/horns.css'
import './styles/panels.css'
import './styles/band.css'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </StrictMode>,
  )
