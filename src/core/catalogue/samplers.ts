import type { SamplerCard, SamplerDefinition } from '../definitions/sampler'
import { gather } from './gather'

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

/** A definition as pure data, for lists. */
export function samplerCard({ create: _create, ...card }: SamplerDefinition): SamplerCard {
  return card
}
