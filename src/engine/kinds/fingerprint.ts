import { z } from 'zod'
import { elementaryFingerprint } from '../../core/elementary/fingerprint'
import { raceFingerprint } from '../../core/race/fingerprint'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/** Hashes of what the machine computes: equal on every machine, or Basin's promise of the same bits is broken there. */
export const fingerprintKind = defineQuickJobKind({
  id: 'fingerprint',
  version: 1,
  validate: (given) => checkShape(z.strictObject({}), given),
  compute: () => ({ elementary: elementaryFingerprint(), race: raceFingerprint() }),
})
