import { ActionIcon, ColorSwatch, Menu, Popover, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChartLine,
  IconChevronDown,
  IconCopy,
  IconDots,
  IconEye,
  IconEyeOff,
  IconGitFork,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { ScheduleSetting } from '../../../core/race/settings'
import type { SceneRacer } from '../../../core/scene/racer'
import { useApp } from '../../store/app'
import { rowAt } from '../../playback/trace'
import * as edits from '../../store/edits'
import { useDerived } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { RacerGlyph } from '../../ui/marker-glyph'
import { useEmphasis } from '../../ui/use-emphasis'
import { forkText } from './fork-fields'
import { RacerDetails } from './racer-details'

interface RacerRowProps {
  readonly racer: SceneRacer
  readonly isOpen: boolean
}

export function RacerRow({ racer, isOpen }: RacerRowProps) {
  const app = useApp()
  const [isRenaming, setRenaming] = useState(false)
  const card = app.cards.optimizerCards.find(({ id }) => id === racer.optimizer)
  const { id } = racer
  const emphasis = useEmphasis(id)
  const lr = racer.hyper['lr']
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const warning = useDerived(({ race }) => race.traces.find((trace) => trace.id === id)?.warning)
  const scheduleText = ({ id: schedule, warmup }: ScheduleSetting): string => {
    const title = app.cards.scheduleCards.find((each) => each.id === schedule)?.title ?? schedule
    return `Learning rate by schedule: ${title}${warmup > 0 ? ` after ${warmup} steps of warm-up` : ''}`
  }
  const toggle = (): void => app.session.setState({ openRacer: isOpen ? undefined : id })

  return (
    <li
      ref={row}
      {...emphasis.hover}
      className="racer"
      data-emphasised={emphasis.isEmphasised}
      data-open={isOpen}
      data-hidden={!racer.visible}
    >
      <div className="racer-head">
        <ColorPicker racer={racer} />
        {isRenaming ? (
          <NameField
            id={id}
            onDone={(name) => {
              setRenaming(false)
              if (name !== id) app.edit(edits.changeRacer(id, { id: name }))
            }}
          />
        ) : (
          <UnstyledButton
            className="racer-name"
            aria-expanded={isOpen}
            onClick={toggle}
            onDoubleClick={() => setRenaming(true)}
            title={card === undefined ? id : `${id}: ${card.description}`}
          >
            <span>{id}</span>
            <span className="racer-signs">
              {warning === undefined ? null : (
                <Mark icon={<IconAlertTriangle size={14} />} text={`Warning: ${warning}`} className="racer-warning" />
              )}
              {racer.fork === undefined ? null : <Mark icon={<IconGitFork size={13} />} text={forkText(racer.fork)} />}
              {racer.schedule === undefined ? null : (
                <Mark icon={<IconChartLine size={13} />} text={scheduleText(racer.schedule)} />
              )}
              {typeof lr === 'number' ? (
                <span className="racer-lr" data-control="learning-rate">
                  lr {formatNumber(lr, 3)}
                </span>
              ) : null}
              <IconChevronDown size={13} className={isOpen ? 'turned-up' : ''} />
            </span>
          </UnstyledButton>
        )}
        <ActionIcon
          size={24}
          aria-label={`${racer.visible ? 'Hide' : 'Show'} ${id}`}
          onClick={() => app.edit(edits.changeRacer(id, { visible: !racer.visible }))}
        >
          {racer.visible ? <IconEye size={15} /> : <IconEyeOff size={15} />}
        </ActionIcon>
        {/* The name field takes the focus that the menu would give back. */}
        <Menu position="bottom-end" shadow="md" returnFocus={false}>
          <Menu.Target>
            <ActionIcon size={24} aria-label={`More for ${id}`}>
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenaming(true)}>
              Rename
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => app.edit(edits.duplicateRacer(id))}>
              Duplicate
            </Menu.Item>
            <ForkItem id={id} />
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => app.edit(edits.removeRacer(id))}>
              Remove
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {isOpen && card !== undefined ? <RacerDetails racer={racer} card={card} /> : null}
    </li>
  )
}

interface MarkProps {
  readonly icon: ReactNode
  readonly text: string
  readonly className?: string
}

/** A small sign in a racer's row, with what it stands for. */
function Mark({ icon, text, className = 'racer-mark' }: MarkProps) {
  return (
    <Tooltip label={text}>
      <span className={className} role="img" aria-label={text}>
        {icon}
      </span>
    </Tooltip>
  )
}

/** A copy of the racer that goes on from the playhead, to be given other hyperparameters there. */
function ForkItem({ id }: { readonly id: string }) {
  const app = useApp()
  const hasRace = useDerived(({ race }) => race.traces.some((trace) => trace.id === id && trace.count > 0))
  if (!hasRace) return null
  const fork = (): void => {
    const trace = app.derived.getState().race.traces.find((each) => each.id === id)
    const row = trace === undefined ? -1 : rowAt(trace, app.scene().compareBy, app.playback.now())
    const step = trace?.step[Math.max(0, row)] ?? 0
    const index = app.scene().racers.findIndex((racer) => racer.id === id)
    app.edit(edits.forkRacer(id, step))
    app.session.setState({ openRacer: app.scene().racers[index + 1]?.id })
  }
  return (
    <Menu.Item leftSection={<IconGitFork size={14} />} onClick={fork}>
      Fork at the playhead
    </Menu.Item>
  )
}

function ColorPicker({ racer }: { racer: SceneRacer }) {
  const app = useApp()
  return (
    <Popover position="bottom-start" shadow="md" withArrow>
      <Popover.Target>
        <UnstyledButton className="racer-swatch" aria-label={`Colour of ${racer.id}`}>
          <RacerGlyph look={racer} size={13} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={`Colours for ${racer.id}`}>
        <div className="swatches">
          {app.cards.palette.map((color) => (
            <ColorSwatch
              key={color}
              component="button"
              color={color}
              size={20}
              aria-label={color}
              onClick={() => app.edit(edits.changeRacer(racer.id, { color }))}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function NameField({ id, onDone }: { id: string; onDone: (name: string) => void }) {
  const [name, setName] = useState(id)
  return (
    <input
      className="racer-rename"
      aria-label={`Name of ${id}`}
      autoFocus
      maxLength={40}
      value={name}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => onDone(name.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(name.trim())
        if (event.key === 'Escape') onDone(id)
      }}
    />
  )
}
