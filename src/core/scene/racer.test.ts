import { expect, test } from 'vitest'
import type { OptimizerDefinition } from '../definitions/optimizer'
import sgd from '../optimizers/sgd'
import { racerKeys, refuseClashes } from './racer'

test('a hyperparameter with the name of a racer’s own key is refused', () => {
  for (const key of Object.keys(racerKeys)) {
    const hyperparameters = { ...sgd.hyperparameters, [key]: sgd.hyperparameters.lr }
    const clashing: OptimizerDefinition = { ...(sgd as OptimizerDefinition), hyperparameters }
    expect(() => refuseClashes([clashing])).toThrow(`"${key}", which is a racer's own key`)
  }
})
