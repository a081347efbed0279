import type { ScenarioDefinition } from '../claims/scenario'
import { gather } from '../catalogue/gather'

/** Every scenario, in the order of the tour: S1 to S24, then the extras. Each file of its folder defines one. */
export const scenarios: readonly ScenarioDefinition[] = gather(
  import.meta.glob<ScenarioDefinition>(['../scenarios/*.ts', '!../scenarios/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
).toSorted((a, b) => placeOf(a) - placeOf(b))

function placeOf({ label }: ScenarioDefinition): number {
  return (label.startsWith('S') ? 0 : 1000) + Number(label.slice(1))
}

/** The scenario of this id or label, or undefined. */
export function findScenario(id: string): ScenarioDefinition | undefined {
  return scenarios.find((scenario) => scenario.id === id || scenario.label.toLowerCase() === id.toLowerCase())
}
