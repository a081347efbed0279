import { describe, expect, test } from 'vitest'
import { example } from '../../../test/support/scenes'
import { optimizers } from '../catalogue/optimizers'
import { schedules } from '../catalogue/schedules'
import { sceneJsonSchema } from './schema'

describe('JSON Schema', () => {
  const schema = sceneJsonSchema() as {
    properties: { racers: { items: { oneOf: { properties: Record<string, unknown> }[] } } }
    $defs: { schedule: { oneOf: { properties: Record<string, unknown> }[] } }
  }

  test('knows every key of a scene and refuses others', () => {
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false, required: ['basin', 'landscape'] })
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(example)))
  })

  test('has a variant of a racer for each optimizer, with its hyperparameters', () => {
    const variants = schema.properties.racers.items.oneOf
    expect(variants.map(({ properties }) => (properties['optimizer'] as { const: string }).const)).toEqual(
      optimizers.map(({ id }) => id),
    )
    optimizers.forEach(({ hyperparameters }, i) => {
      expect(variants[i]!.properties).toMatchObject(
        Object.fromEntries(Object.entries(hyperparameters).map(([key, value]) => [key, { default: value.default }])),
      )
    })
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
    const sgd = variants.find(({ properties }) => (properties['optimizer'] as { const: string }).const === 'sgd')!
    expect(sgd.properties['schedule']).toEqual({ $ref: '#/$defs/schedule' })
    const oneOfSchedules = schema.$defs.schedule.oneOf
    expect(oneOfSchedules.map(({ properties }) => properties['id'])).toEqual(schedules.map(({ id }) => ({ const: id })))
    expect(oneOfSchedules.map(({ properties }) => Object.keys(properties).slice(2))).toEqual(
      schedules.map(({ hyperparameters }) => Object.keys(hyperparameters)),
    )
    const fork = sgd.properties['fork'] as { properties: object; required: string[]; additionalProperties: boolean }
    expect(Object.keys(fork.properties)).toEqual(['at', 'lr', 'weightDecay', 'maximize'])
    expect(fork).toMatchObject({ required: ['at'], additionalProperties: false })
  })
})
