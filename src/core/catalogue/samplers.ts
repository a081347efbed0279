import type { SamplerCard, SamplerDefinition } from '../definitions/sampler'
import { type Checked, invalid } from '../problem'
import { findIn, gather } from './gather'

/** Every sampler, sorted by id. Each file of its folder defines one. */
export const samplers: readonly SamplerDefinition[] = gather(
  import.meta.glob<SamplerDefinition>(['../data/samplers/*.ts', '!../data/samplers/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The sampler of this id, or undefined. */
export function findSampler(id: string): SamplerDefinition | undefined {
  return samplers.find((sampler) => sampler.id === id)
}

/** What samplers were called before they had PyTorch's words: files of that time name them so. */
const formerNames: Readonly<Record<string, string>> = {
  all: 'full',
  cyclic: 'sequential',
  'without-replacement': 'reshuffle',
}

/** Looks a sampler up as a person or a file named it. */
export function readSampler(id: string, where: string): Checked<SamplerDefinition> {
  const now = Object.hasOwn(formerNames, id) ? formerNames[id] : undefined
  if (now === undefined) return findIn(samplers, 'sampler', id, where)
  return invalid({ message: `sampler "${id}" is called "${now}" now`, remedy: `write "${now}"`, where })
}

/** A definition as pure data, for lists. */
export function samplerCard({ create: _create, ...card }: SamplerDefinition): SamplerCard {
  return card
}
