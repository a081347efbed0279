import { gather } from '../catalogue/gather'
import type { Pieces } from '../pieces'
import type { Evidence } from './evidence'
import type { Finding, FindingDefinition } from './finding'

/** Every finding, sorted by id. Each file of its folder defines one. */
export const findings: readonly FindingDefinition[] = gather(
  import.meta.glob<FindingDefinition>(['./findings/*.ts', '!./findings/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** What is odd about a picture, warnings first: a generator that yields after each thing it has looked for. */
export function* examine(evidence: Evidence): Pieces<readonly Finding[]> {
  const found: Finding[] = []
  for (const { id, title, subject, find } of findings) {
    const fact = find(evidence)
    if (fact !== undefined) found.push({ id, title, subject, ...fact })
    yield
  }
  return found.sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'))
}
