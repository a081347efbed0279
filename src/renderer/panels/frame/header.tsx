import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconCube,
  IconDeviceFloppy,
  IconFolderOpen,
  IconHelp,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMoon,
  IconMovie,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { keyLabel } from '../../commands/command'
import { useCommands } from '../../commands/use-commands'
import { useApp } from '../../store/app'
import { isEdited } from '../../store/document'
import { useDocument, useSession } from '../../store/use-stores'
import { isMac } from '../../ui/platform'

/** The window's top: the document, its history, and what concerns the whole. */
export function Header() {
  const title = useDocument((state) => state.scene.title)
  const edited = useDocument(isEdited)
  const canUndo = useDocument((state) => state.past.length > 0)
  const canRedo = useDocument((state) => state.future.length > 0)
  const { run } = useCommands()
  return (
    <header className="header">
      <div className="brand" aria-label="Basin">
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path
            d="M1 4c2.2 0 3 11.5 9 11.5S16.8 4 19 4"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
          />
          <circle cx="10" cy="11.3" r="2.3" fill="var(--accent)" />
        </svg>
        <span>Basin</span>
      </div>
      <div className="head-group">
        <HeadButton command="file.open" icon={<IconFolderOpen size={17} />} />
        <HeadButton command="file.save" icon={<IconDeviceFloppy size={17} />} />
        <span className="divider" />
        <HeadButton command="edit.undo" icon={<IconArrowBackUp size={17} />} disabled={!canUndo} />
        <HeadButton command="edit.redo" icon={<IconArrowForwardUp size={17} />} disabled={!canRedo} />
      </div>
      <h1 className="scene-title" title={title}>
        {title}
        {edited ? <span className="edited"> · edited</span> : null}
      </h1>
      <div className="head-group">
        <HeadButton command="help.palette" icon={<IconCommand size={17} />} />
        <HeadButton command="view.left" icon={<IconLayoutSidebar size={17} />} />
        <HeadButton command="view.right" icon={<IconLayoutSidebarRight size={17} />} label="Right panel on or off" />
        <ThemeMenu />
        <HeadButton command="help.shortcuts" icon={<IconHelp size={17} />} />
        <HeadButton command="file.exportSurface" icon={<IconCube size={17} />} />
        <Button variant="default" leftSection={<IconMovie size={15} />} onClick={() => run('file.exportFilm')} ml={6}>
          Export film
        </Button>
      </div>
    </header>
  )
}

interface HeadButtonProps {
  readonly command: string
  readonly icon: ReactNode
  readonly disabled?: boolean
  readonly label?: string
}

function HeadButton({ command, icon, disabled = false, label }: HeadButtonProps) {
  const registry = useCommands()
  const { title, keys } = registry.find(command)!
  const [key] = keys ?? []
  const name = label ?? title
  const hint = key === undefined ? name : `${name} (${keyLabel(key, isMac).join('+')})`
  return (
    <Tooltip label={hint}>
      <ActionIcon aria-label={name} disabled={disabled} onClick={() => registry.run(command)}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}

function ThemeMenu() {
  const app = useApp()
  const theme = useSession((session) => session.theme)
  const icons = { dark: <IconMoon size={17} />, light: <IconSun size={17} />, auto: <IconSunMoon size={17} /> }
  const names = { dark: 'Dark', light: 'Light', auto: 'Follow the system' }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Tooltip label="Theme">
          <ActionIcon aria-label="Theme">{icons[theme]}</ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(['dark', 'light', 'auto'] as const).map((choice) => (
          <Menu.Item
            key={choice}
            leftSection={icons[choice]}
            aria-current={choice === theme}
            onClick={() => app.session.setState({ theme: choice })}
          >
            {names[choice]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
