// The console a commune runs its station with.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../words/language'
import '../styles/station.css'
import '../styles/station_screens.css'
import { Frame } from './frame'
import { keep_shell_offline } from './offline'
import { Gate } from './shell/gate'

export function show(root: HTMLElement): void {
  keep_shell_offline()
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <Frame>
          <Gate />
        </Frame>
      </LanguageProvider>
    </StrictMode>,
  )
}
