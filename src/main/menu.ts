import type { MenuItemConstructorOptions } from 'electron'
import { Menu } from 'electron'
import type { MenuCommand } from '../host/electron-channels'

const order = ['File', 'Edit', 'Race', 'View', 'Landscape', 'Racers', 'Tour', 'Examples', 'Help']

/** What the system itself offers in a menu, below the window's commands. */
const roles: Readonly<Record<string, readonly MenuItemConstructorOptions[]>> = {
  File: [{ role: 'quit' }],
  Edit: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  View: [{ role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
}

/** Shows the window's commands as the native menu; a chosen one goes to `run` by its id. */
export function showMenu(commands: readonly MenuCommand[], run: (id: string) => void): void {
  const groups = [...order, ...new Set(commands.map(({ group }) => group).filter((group) => !order.includes(group)))]
  const menus = groups.flatMap((group): MenuItemConstructorOptions[] => {
    const own = commands.filter((command) => command.group === group).map((command) => item(command, run))
    const system = roles[group] ?? []
    if (own.length + system.length === 0) return []
    const line: MenuItemConstructorOptions[] = own.length > 0 && system.length > 0 ? [{ type: 'separator' }] : []
    return [{ label: group, submenu: [...own, ...line, ...system] }]
  })
  const first: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, ...menus]))
}

/**
 * Keys are shown here and handled by the page, which knows whether a person is typing into a field;
 * those without a modifier are not even shown, since a system would take them for its own everywhere.
 */
function item({ id, title, key }: MenuCommand, run: (id: string) => void): MenuItemConstructorOptions {
  return {
    id,
    label: title,
    click: () => run(id),
    ...(key?.startsWith('mod+') ? { accelerator: accelerator(key), registerAccelerator: false } : {}),
  }
}

function accelerator(key: string): string {
  const parts = key.split('+').map((part) => (part === 'mod' ? 'CommandOrControl' : part))
  return parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('+')
}
