import { expect, test } from 'vitest'
import { className, inputName, namesOf, outputNames } from './data-names'

const names = { inputs: ['length', 'width'], targets: ['kind'], classes: ['setosa', 'virginica'] }

test('columns and classes go by their names, and without by their numbers', () => {
  expect([inputName(names, 1), className(names, 1)]).toEqual(['width', 'virginica'])
  expect([inputName({}, 1), className({}, 1)]).toEqual(['input 2', 'class 1'])
  expect(namesOf({ inputs: [[1, 2]], targets: [0], names })).toBe(names)
  expect([namesOf({ inputs: [[1, 2]], targets: [0] }), namesOf({ id: 'moons' })]).toEqual([{}, {}])
})

test('an output is a class, one output for two classes the second, or a number', () => {
  expect(outputNames(names, 'cross-entropy', 2)).toEqual(['setosa', 'virginica'])
  expect(outputNames(names, 'binary-cross-entropy', 1)).toEqual(['virginica'])
  expect(outputNames(names, 'mse', 1)).toEqual(['kind'])
  expect(outputNames({}, 'cross-entropy', 2)).toEqual([])
})
