import { createContext, useContext } from 'react'
import { may, type Me } from '../../api/session'

export const SessionContext = createContext<Me | null>(null)

export function useSession(): Me {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a logged-in shell above it')
  return session
}

export const useMay = (right: string): boolean => may(useSession(), right)
