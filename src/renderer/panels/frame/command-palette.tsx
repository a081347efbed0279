import { Kbd } from '@mantine/core'
import type { SpotlightActionData } from '@mantine/spotlight'
import { Spotlight } from '@mantine/spotlight'
import { commandGroups, keyLabel } from '../../commands/command'
import { useCommands } from '../../commands/use-commands'
import { isMac } from '../../ui/platform'

/** Every command by name. */
export function CommandPalette() {
  const { commands, run } = useCommands()
  const actions = commandGroups.map((group) => ({
    group,
    actions: commands
      .filter((command) => command.group === group && command.id !== 'help.palette')
      .map(({ id, title, keywords, keys }): SpotlightActionData => ({
        id,
        label: title,
        ...(keywords !== undefined && { keywords }),
        onClick: () => void run(id),
        rightSection: keys?.[0] === undefined ? null : <Kbd size="xs">{keyLabel(keys[0], isMac).join(' ')}</Kbd>,
      })),
  }))
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'All commands' } }}
      nothingFound="no such command"
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: 'What would you like to do?', 'aria-label': 'Search commands' }}
    />
  )
}
