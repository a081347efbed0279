import { z } from 'zod'
import { elementaryFingerprints } from '../../core/elementary/fingerprint'
import { raceFingerprints } from '../../core/race/fingerprint'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/**
 * Hashes of what the machine computes, by function and by rule: equal on every machine, or Basin's promise of the same bits is
 * broken there.
 */
export const fingerprintKind = defineQuickJobKind({
  id: 'fingerprint',
  version: 2,
  validate: (given) => checkShape(z.strictObject({}), given),
  compute: () => ({ elementary: elementaryFingerprints(), race: raceFingerprints() }),
})
