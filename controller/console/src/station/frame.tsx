// What every screen stands in: theme, Ant Design's language, stored answers, addresses.
import { StyleProvider } from '@ant-design/cssinjs'
import '@ant-design/v5-patch-for-react-19'
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client'
import { App as AntApp, ConfigProvider } from 'antd'
import en_us from 'antd/locale/en_US'
import vi_vn from 'antd/locale/vi_VN'
import { useSyncExternalStore, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router-dom'
import { on_theme, theme } from '../state/theme'
import { useLanguage } from '../words/language'
import { kKept, queries } from './queries'
import { tokens_of } from './theme_tokens'

const kPhone = '(max-width: 767px), (pointer: coarse)'
const kFuture = { v7_startTransition: true, v7_relativeSplatPath: true }

function on_phone_change(tell: () => void): () => void {
  const media = window.matchMedia(kPhone)
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}

export function useTouch(): boolean {
  return useSyncExternalStore(on_phone_change, () => window.matchMedia(kPhone).matches)
}

const kNarrow = '(max-width: 767px)'
export function useNarrow(): boolean {
  const on_change = (tell: () => void) => {
    const media = window.matchMedia(kNarrow)
    media.addEventListener('change', tell)
    return () => media.removeEventListener('change', tell)
  }
  return useSyncExternalStore(on_change, () => window.matchMedia(kNarrow).matches)
}

export function Frame({ children }: { children: ReactNode }) {
  const { words } = useLanguage()
  const shown = useSyncExternalStore(on_theme, theme)
  const touch = useTouch()
  return (
    <PersistQueryClientProvider client={queries} persistOptions={kKept}>
      <StyleProvider layer>
        <ConfigProvider locale={words.tag === 'vi' ? vi_vn : en_us} theme={tokens_of(shown, touch)} wave={{ disabled: true }}>
          <AntApp message={{ maxCount: 2 }} notification={{ placement: touch ? 'bottom' : 'bottomRight', maxCount: 2 }}>
            <BrowserRouter future={kFuture}>{children}</BrowserRouter>
          </AntApp>
        </ConfigProvider>
      </StyleProvider>
    </PersistQueryClientProvider>
  )
}
