import type { PopoverProps } from '@mantine/core'
import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface InfoPopoverProps extends Pick<PopoverProps, 'width' | 'position'> {
  readonly icon: ReactNode
  /** What the button is called. */
  readonly label: string
  readonly hint: string
  readonly size?: number
  /** Of what is shown. */
  readonly className: string
  readonly children: ReactNode
}

/** A small button that shows more about what stands beside it. */
export function InfoPopover({ icon, label, hint, size = 22, className, children, ...popover }: InfoPopoverProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      position="right-start"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
      opened={isOpen}
      onChange={setOpen}
      {...popover}
    >
      <Popover.Target>
        <Tooltip label={hint} disabled={isOpen}>
          <ActionIcon size={size} aria-label={label} onClick={() => setOpen(!isOpen)}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={className} aria-label={label} tabIndex={0}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
