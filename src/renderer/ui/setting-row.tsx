import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { controlOf } from './control-of'
import { HeldPart } from './held-part'
import { Math as Tex } from './math'

interface SettingNameProps {
  readonly name: string
  /** TeX, beside the name. */
  readonly symbol?: string | undefined
  /** What the setting means, shown on hovering over its name. */
  readonly hint?: ReactNode
  /** Whether it belongs to the setting above it. */
  readonly isPart?: boolean
}

interface SettingRowProps extends SettingNameProps {
  /** Whether it differs from what is usual; its name is bold then. */
  readonly isChanged?: boolean
  /** The controls, right of the name. */
  readonly children: ReactNode
}

/** A line of a panel: a setting's name, and the controls that set it. */
export function SettingRow({ isChanged = false, children, ...name }: SettingRowProps) {
  const control = controlOf(name.name)
  return (
    <div className="setting-row" data-control={control} data-changed={isChanged || undefined}>
      <SettingName {...name} />
      <HeldPart control={control}>{children}</HeldPart>
    </div>
  )
}

export function SettingName({ name, symbol, hint, isPart = false }: SettingNameProps) {
  return (
    <Tooltip label={hint} disabled={hint === undefined} position="top-start">
      <span className="setting-name" data-part={isPart || undefined}>
        {name}
        {symbol === undefined ? null : <Tex className="setting-symbol" tex={symbol} />}
      </span>
    </Tooltip>
  )
}
