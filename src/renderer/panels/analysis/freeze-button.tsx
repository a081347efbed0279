import { ActionIcon, Tooltip } from '@mantine/core'
import { IconSnowflake } from '@tabler/icons-react'
import { useSlice } from '../../jobs/use-slice'
import { useApp } from '../../store/app'
import { freeze } from '../../store/network-plane'
import { useScene } from '../../store/use-stores'

/** Puts the vectors that are drawn in the place of the recipe that gave them. */
export function FreezeButton() {
  const app = useApp()
  const setting = useScene(({ landscape }) => landscape.slice)
  const slice = useSlice()
  const isFrozen = setting !== undefined && !('kind' in setting)
  return (
    <Tooltip
      label={
        isFrozen
          ? 'The slice is its own vectors'
          : 'Freeze: the slice stays as it is now, its vectors in the place of the recipe, whatever races do from here on'
      }
    >
      <ActionIcon
        variant="default"
        size={26}
        aria-label="Freeze"
        disabled={isFrozen || slice === undefined}
        onClick={() => slice && app.edit(freeze(slice))}
      >
        <IconSnowflake size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
