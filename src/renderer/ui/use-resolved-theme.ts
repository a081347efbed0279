import { useColorScheme } from '@mantine/hooks'
import { useSession } from '../store/use-stores'

/** The theme on screen: the chosen one, or the system's. */
export function useResolvedTheme(): 'dark' | 'light' {
  const choice = useSession((session) => session.theme)
  const system = useColorScheme('dark', { getInitialValueInEffect: false })
  return choice === 'auto' ? system : choice
}
