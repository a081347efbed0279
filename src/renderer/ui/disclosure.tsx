import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'

interface DisclosureProps {
  readonly title: string
  /** Said beside the title, such as how many of what is hidden are in use. */
  readonly note?: string | undefined
  /** Told when it is opened and closed; it keeps its own state where `isOpen` is absent. */
  readonly isOpen?: boolean
  readonly onToggle?: (isOpen: boolean) => void
  readonly children: ReactNode
}

/** A part of a section that is closed until it is wanted. */
export function Disclosure({ title, note, isOpen, onToggle, children }: DisclosureProps) {
  const [isOwnOpen, setOwnOpen] = useState(false)
  const open = isOpen ?? isOwnOpen
  return (
    <>
      <UnstyledButton
        className="disclosure"
        aria-expanded={open}
        onClick={() => {
          setOwnOpen(!open)
          onToggle?.(!open)
        }}
      >
        <IconChevronRight size={13} className={open ? 'turned' : ''} /> {title}
        {note === undefined ? null : <span className="disclosure-note">{note}</span>}
      </UnstyledButton>
      {open ? children : null}
    </>
  )
}
