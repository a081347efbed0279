import { createContext, useContext } from 'react'
import type { CommandRegistry } from './command'

const CommandContext = createContext<CommandRegistry | undefined>(undefined)
export const CommandProvider = CommandContext.Provider

export function useCommands(): CommandRegistry {
  const registry = useContext(CommandContext)
  if (registry === undefined) throw new Error('useCommands is used outside CommandProvider')
  return registry
}
