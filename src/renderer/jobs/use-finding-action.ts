import { useStore } from 'zustand'
import type { FindingAction } from '../../engine'
import { useApp } from '../store/app'
import { setDomain, setHeightScale } from '../store/edits'
import { useScene } from '../store/use-stores'

/** What a person can have done about a finding, in a word. */
export interface Remedying {
  readonly label: string
  readonly run: () => void
}

/** Does what a finding proposes, as an edit that can be undone; undefined where that cannot be done here and now. */
export function useFindingAction(action: FindingAction | undefined): Remedying | undefined {
  const { edit, files } = useApp()
  const blob = useScene(({ landscape }) => landscape.blob)
  const opened = useStore(files.opened)
  const measurement = useStore(files.measurements, (all) => (blob === undefined ? undefined : all.get(blob)))
  if (action === undefined) return undefined
  switch (action.kind) {
    case 'log-scale':
      return { label: 'Logarithmic scale', run: () => edit(setHeightScale('log')) }
    case 'domain':
      return { label: 'Draw what is around it', run: () => edit(setDomain(action.domain)) }
  }
  // The others read the file again, which has to be at hand.
  if (measurement === undefined || opened?.blob !== measurement.file.blob) return undefined
  const { reading, choices } = measurement
  switch (action.kind) {
    case 'spikes-as-holes':
      return {
        label: 'Take them as holes',
        run: () => void files.readAgain(measurement, { ...reading, spikes: 'holes' }),
      }
    case 'missing':
      return {
        label: `Take ${action.value} as missing`,
        run: () => void files.readAgain(measurement, { ...reading, missing: action.value }),
      }
    case 'transpose': {
      const order = choices.orders.find((each) => each !== choices.order)
      if (order === undefined) return undefined
      return { label: 'Swap rows and columns', run: () => void files.readAgain(measurement, { ...reading, order }) }
    }
  }
}
