import { closestName } from '../closest-name'

/** The least and greatest number of arguments of each function that formulas may use. */
export const functions: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['sqrt', [1, 1]],
  ['cbrt', [1, 1]],
  ['abs', [1, 1]],
  ['sign', [1, 1]],
  ['exp', [1, 1]],
  ['expm1', [1, 1]],
  ['log', [1, 2]],
  ['log10', [1, 1]],
  ['log2', [1, 1]],
  ['log1p', [1, 1]],
  ['sin', [1, 1]],
  ['cos', [1, 1]],
  ['tan', [1, 1]],
  ['asin', [1, 1]],
  ['acos', [1, 1]],
  ['atan', [1, 1]],
  ['sinh', [1, 1]],
  ['cosh', [1, 1]],
  ['tanh', [1, 1]],
  ['asinh', [1, 1]],
  ['acosh', [1, 1]],
  ['atanh', [1, 1]],
  ['floor', [1, 1]],
  ['ceil', [1, 1]],
  ['round', [1, 1]],
  ['heaviside', [1, 1]],
  ['relu', [1, 1]],
  ['leakyRelu', [1, 2]],
  ['softplus', [1, 1]],
  ['gelu', [1, 1]],
  ['sigmoid', [1, 1]],
  ['erf', [1, 1]],
  ['sinc', [1, 1]],
  ['min', [1, Infinity]],
  ['max', [1, Infinity]],
  ['hypot', [1, Infinity]],
  ['atan2', [2, 2]],
  ['mod', [2, 2]],
  ['sum', [4, 4]],
  ['prod', [4, 4]],
])

/** The constants that formulas may use; a variable or parameter of the same name hides one. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', 3.141592653589793],
  ['PI', 3.141592653589793],
  ['\u03c0', 3.141592653589793],
  ['tau', 6.283185307179586],
  ['e', 2.718281828459045],
])

/** Functions that other tools have under another name or not at all, and what to write instead. */
const replacements: ReadonlyMap<string, string> = new Map([
  ['ln', 'log(...)'],
  ['lg', 'log10(...)'],
  ['lb', 'log2(...)'],
  ['pow', 'a^b'],
  ['power', 'a^b'],
  ['square', 'a^2'],
  ['cube', 'a^3'],
  ['nthRoot', 'a^(1/n), or cbrt(a) for n = 3'],
  ['arcsin', 'asin(...)'],
  ['arccos', 'acos(...)'],
  ['arctan', 'atan(...)'],
  ['arctan2', 'atan2(y, x)'],
  ['arsinh', 'asinh(...)'],
  ['arcosh', 'acosh(...)'],
  ['artanh', 'atanh(...)'],
  ['sec', '1/cos(...)'],
  ['csc', '1/sin(...)'],
  ['cot', '1/tan(...)'],
  ['logistic', 'sigmoid(...)'],
  ['ceiling', 'ceil(...)'],
  ['trunc', 'sign(a) floor(abs(a))'],
  ['fix', 'sign(a) floor(abs(a))'],
  ['sgn', 'sign(...)'],
  ['step', 'heaviside(...)'],
  ['erfc', '1 - erf(...)'],
  ['norm', 'hypot(...)'],
  ['fmod', 'mod(x, y)'],
  ['silu', 'a sigmoid(a)'],
  ['swish', 'a sigmoid(a)'],
  ['product', 'prod(k, 1, 5, ...)'],
])

/** Names that mean something else than a parameter to mathjs or to JavaScript. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['i', 'is the imaginary unit, and results are real'],
  ['Infinity', 'is not a finite number'],
  ['NaN', 'is not a number'],
  ['undefined', 'is not a number'],
  ['null', 'is not a number'],
  ['true', 'is not a number'],
  ['false', 'is not a number'],
  ['to', 'converts units, and numbers here have none'],
  ['in', 'converts units, and numbers here have none'],
  ['end', 'indexes matrices, and values here are numbers'],
  ...[
    'import',
    'eval',
    'parse',
    'evaluate',
    'simplify',
    'derivative',
    'createUnit',
    'function',
    'constructor',
    'prototype',
    '__proto__',
    '__defineGetter__',
    '__defineSetter__',
    '__lookupGetter__',
    '__lookupSetter__',
    'hasOwnProperty',
    'isPrototypeOf',
    'propertyIsEnumerable',
    'toLocaleString',
    'toString',
    'valueOf',
  ].map((name) => [name, 'is reserved'] as const),
])

/** Units that a number is followed by rather than multiplied with: 2 cm. One-letter ones are more often parameters. */
const units: ReadonlySet<string> = new Set(
  'mm cm dm km um nm inch ft feet mile miles yard mg kg lbs ms ns us min hour hours minute minutes second seconds deg rad grad degC degF Hz kHz MHz Pa kPa kW MW kJ MJ kN eV'.split(
    ' ',
  ),
)

export function isUnit(name: string): boolean {
  return units.has(name)
}

/** Why a name can be neither a variable nor a parameter, or undefined where it can. */
export function whyReserved(name: string): string | undefined {
  return reserved.get(name)
}

/** What to write for a function that does not exist. */
export function functionRemedy(name: string): string {
  const replacement = replacements.get(name)
  if (replacement !== undefined) return `write ${replacement}`
  const suggestion = didYouMean(name, [...functions.keys()])
  return suggestion ?? `use one of ${[...functions.keys()].join(', ')}`
}

/** `did you mean "x"?` where one of `candidates` is near. */
export function didYouMean(name: string, candidates: readonly string[]): string | undefined {
  const near = closestName(name, candidates)
  return near === undefined ? undefined : `did you mean "${near}"?`
}
