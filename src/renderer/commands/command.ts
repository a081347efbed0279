/** One thing a person can do, shared by menu, keyboard, palette and tests. */
export interface Command {
  /** Stable, `group.verb`. */
  readonly id: string
  readonly title: string
  /** Other words that it is found by. */
  readonly keywords?: string
  readonly group: CommandGroup
  /** Keys that run it, such as `mod+s`, `space`, `?`; `mod` is Command on a Mac, else Control. */
  readonly keys?: readonly string[]
  /** Whether it can run now; absent means always. */
  readonly when?: () => boolean
  readonly run: () => void | Promise<void>
}

export type CommandGroup = 'File' | 'Edit' | 'Race' | 'View' | 'Landscape' | 'Racers' | 'Tour' | 'Examples' | 'Help'

export const commandGroups: readonly CommandGroup[] = [
  'Race',
  'View',
  'File',
  'Edit',
  'Landscape',
  'Racers',
  'Examples',
  'Tour',
  'Help',
]

export interface CommandRegistry {
  readonly commands: readonly Command[]
  find(id: string): Command | undefined
  /** Runs a command that can run now; says whether it did. */
  run(id: string): boolean
  /** The command a key press means, if it can run now. */
  forKey(press: KeyPress): Command | undefined
}

/** What matters of a keyboard event. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

export function createRegistry(commands: readonly Command[], isMac: boolean): CommandRegistry {
  const byId = new Map<string, Command>()
  const byKey = new Map<string, Command>()
  for (const command of commands) {
    if (byId.has(command.id)) throw new Error(`command id is taken twice: ${command.id}`)
    byId.set(command.id, command)
    for (const key of command.keys ?? []) {
      const other = byKey.get(key)
      if (other !== undefined) throw new Error(`key ${key} is taken twice: ${other.id}, ${command.id}`)
      byKey.set(key, command)
    }
  }
  const canRun = (command: Command): boolean => command.when?.() ?? true
  return {
    commands,
    find: (id) => byId.get(id),
    run: (id) => {
      const command = byId.get(id)
      if (command === undefined || !canRun(command)) return false
      void command.run()
      return true
    },
    forKey: (press) => {
      const command = byKey.get(keyName(press, isMac))
      return command !== undefined && canRun(command) ? command : undefined
    },
  }
}

/** `mod+shift+z`; a printed sign such as `?` carries its own shift. */
export function keyName(press: KeyPress, isMac: boolean): string {
  const name = press.key === ' ' ? 'space' : press.key.toLowerCase()
  const isSign = name.length === 1 && name.toUpperCase() === name
  const parts = [
    (isMac ? press.metaKey : press.ctrlKey) ? 'mod' : '',
    (isMac ? press.ctrlKey : press.metaKey) ? 'other' : '',
    press.altKey ? 'alt' : '',
    press.shiftKey && !isSign ? 'shift' : '',
    name,
  ]
  return parts.filter((part) => part !== '').join('+')
}

const keyLabels: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  space: 'Space',
  arrowleft: '←',
  arrowright: '→',
  home: 'Home',
  end: 'End',
  escape: 'Esc',
}

/** The parts of a key as printed on a keyboard. */
export function keyLabel(key: string, isMac: boolean): readonly string[] {
  return splitKey(key).map((part) => {
    if (isMac && part === 'mod') return '⌘'
    return keyLabels[part] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}

function splitKey(key: string): string[] {
  return key.endsWith('++') ? [...key.slice(0, -2).split('+'), '+'] : key === '+' ? ['+'] : key.split('+')
}
