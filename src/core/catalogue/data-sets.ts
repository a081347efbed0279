import type { DataSetCard, DataSetDefinition } from '../definitions/data-set'
import { gather } from './gather'

/** Every data set, sorted by id. Each file of its folder defines one. */
export const dataSets: readonly DataSetDefinition[] = gather(
  import.meta.glob<DataSetDefinition>(['../data/sets/*.ts', '!../data/sets/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The data set of this id, or undefined. */
export function findDataSet(id: string): DataSetDefinition | undefined {
  return dataSets.find((set) => set.id === id)
}

/** A definition as pure data, for lists and panels. */
export function dataSetCard({ draw: _draw, riskNodes, ...card }: DataSetDefinition): DataSetCard {
  return { ...card, risk: riskNodes === undefined ? 'draws' : 'quadrature' }
}
