import { z } from 'zod'
import { findOptimizer, optimizers } from '../../core/catalogue/optimizers'
import { elementaryFingerprints } from '../../core/elementary/fingerprint'
import { raceFingerprint } from '../../core/race/fingerprint'
import { atOnce, defineJobKind } from '../job-kind'
import { checkShape } from './specs'

type Fingerprints = Readonly<Record<string, string>>

const elementary = 'elementary functions'

/**
 * Hashes of what the machine computes, by function and by rule: equal on every machine, or Basin's promise of the same
 * bits is broken there. A tile is the elementary functions, or one rule.
 */
export const fingerprintKind = defineJobKind({
  id: 'fingerprint',
  version: 3,
  validate: (given) => checkShape(z.strictObject({}), given),
  cost: () => ({ work: 1000 * optimizers.length, bytes: 0, smaller: '' }),
  plan: () => [elementary, ...optimizers.map(({ id }) => id)],
  run: (_spec, tile) =>
    atOnce((): Fingerprints =>
      tile === elementary ? elementaryFingerprints() : { [tile]: raceFingerprint(findOptimizer(tile)!) },
    ),
  merge: (_spec, [functions, ...rules]): { readonly elementary: Fingerprints; readonly race: Fingerprints } => ({
    elementary: functions!,
    race: Object.assign({}, ...rules) as Fingerprints,
  }),
})
