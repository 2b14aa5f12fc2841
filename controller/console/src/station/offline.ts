// Whether the line is there, and the worker that opens the page without it.
import { useSyncExternalStore } from 'react'

export function keep_shell_offline(): void {
  // Only a secure origin has workers; elsewhere the browser's own cache is what there is.
  if (!('serviceWorker' in navigator) || !window.isSecureContext || import.meta.env.DEV) return
  navigator.serviceWorker.register('/worker.js').catch(() => undefined)
}

function on_line_change(tell: () => void): () => void {
  window.addEventListener('online', tell)
  window.addEventListener('offline', tell)
  return () => {
    window.removeEventListener('online', tell)
    window.removeEventListener('offline', tell)
  }
}

export function useOnline(): boolean {
  return useSyncExternalStore(on_line_change, () => navigator.onLine)
}
