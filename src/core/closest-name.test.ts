import { expect, test } from 'vitest'
import { closestName } from './closest-name'

const functions = ['abs', 'exp', 'log', 'max', 'sin', 'sqrt', 'tan', 'sigmoid']

test.each([
  ['a letter left out', 'sgmoid', functions, 'sigmoid'],
  ['a letter too many', 'sinn', functions, 'sin'],
  ['a wrong letter in a short name', 'tin', ['tan'], 'tan'],
  ['neighbours exchanged in a short name', 'bwol', ['bowl', 'ball'], 'bowl'],
  ['a third of a long name', 'rosnbrk', ['sphere', 'rosenbrock'], 'rosenbrock'],
  ['upper and lower case', 'gradientnorm', ['loss', 'gradientNorm'], 'gradientNorm'],
  ['a letter too many, where another name is as near', 'sinn', ['sign', 'sin'], 'sin'],
  ['the nearest of several', 'momentun', ['moment', 'momentum'], 'momentum'],
])('%s', (_what, given, names, meant) => {
  expect(closestName(given, names)).toBe(meant)
})

test.each([
  ['two wrong letters of three', 'foo', functions],
  ['two other wrong letters of three', 'bar', functions],
  ['more than a third', 'sgmd', ['sigmoid']],
  ['nothing right', 'z', ['x', 'y']],
  ['nothing given', '', ['x']],
  ['letters far apart exchanged', 'lowb', ['bowl']],
  ['a pasted page', 'x'.repeat(65), ['x'.repeat(64)]],
])('no suggestion for %s', (_what, given, names) => {
  expect(closestName(given, names)).toBeUndefined()
})
