import type { KinkKind, KinkLog } from './kinks'
import type { Operation } from './operation'
import type { ProgramBuilder, Value } from './program'

/** Functions that are one operation. */
const operationOf: ReadonlyMap<string, Operation> = new Map([
  ['sqrt', 'squareRoot'],
  ['abs', 'absolute'],
  ...(
    [
      ...['exp', 'expm1', 'log10', 'log2', 'log1p', 'cbrt', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
      ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'sign', 'floor', 'softplus', 'sigmoid', 'erf', 'sinc'],
    ] as Operation[]
  ).map((name) => [name, name] as const),
])

/**
 * The value of a function's call, and in `kinks` where it is not smooth.
 *
 * ceil(x) = -floor(-x). round takes halves away from zero: 2.5 to 3, -2.5 to -3. mod(x, y) = x - y floor(x/y) has the
 * sign of y, and is NaN for y = 0. heaviside(0) = 1/2. relu(x) = max(0, x); leakyRelu(x, s) = max(0, x) + s min(0, x),
 * s = 0.01 where it is not given. gelu(x) = x Phi(x) with the normal distribution Phi, not its approximation by tanh.
 * hypot of more than two is taken two by two. log(x, b) is to the base b.
 */
export function lowerCall(builder: ProgramBuilder, kinks: KinkLog, name: string, values: readonly Value[]): Value {
  const [x, y] = values as [Value, Value | undefined]
  const zero = builder.constant(0)
  const mark = (kind: KinkKind, argument: () => Value) => kinks.add(name, kind, argument)
  const untilWhole = (value: Value) => () => builder.apply('subtract', value, builder.apply('floor', value))
  switch (name) {
    case 'log': {
      const natural = builder.apply('log', x)
      return y === undefined ? natural : builder.apply('divide', natural, builder.apply('log', y))
    }
    case 'min':
    case 'max':
      return values.reduce((best, value) => {
        mark('corner', () => builder.apply('subtract', best, value))
        return builder.apply(name === 'min' ? 'minimum' : 'maximum', best, value)
      })
    case 'hypot': {
      const marked = (length: Value): Value => {
        mark('corner', () => length)
        return length
      }
      if (y === undefined) return marked(builder.apply('absolute', x))
      return values.reduce((a, b) => marked(builder.apply('hypot', a, b)))
    }
    case 'ceil':
      mark('jump', untilWhole(x))
      return builder.apply('negate', builder.apply('floor', builder.apply('negate', x)))
    case 'round':
      mark('jump', untilWhole(builder.apply('add', x, builder.constant(0.5))))
      return roundOf(builder, x)
    case 'mod': {
      const quotient = builder.apply('divide', x, y!)
      mark('jump', untilWhole(quotient))
      return builder.apply('subtract', x, builder.apply('multiply', y!, builder.apply('floor', quotient)))
    }
    case 'heaviside':
      mark('jump', () => x)
      return builder.apply(
        'multiply',
        builder.constant(0.5),
        builder.apply('add', builder.constant(1), builder.apply('sign', x)),
      )
    case 'relu':
      mark('corner', () => x)
      return builder.apply('maximum', zero, x)
    case 'leakyRelu': {
      mark('corner', () => x)
      const leak = builder.apply('multiply', y ?? builder.constant(0.01), builder.apply('minimum', zero, x))
      return builder.apply('add', builder.apply('maximum', zero, x), leak)
    }
    case 'gelu':
      return builder.apply('multiply', x, builder.apply('normalDistribution', x))
    default: {
      const one = builder.constant(1)
      if (name === 'abs') mark('corner', () => x)
      if (name === 'sign') mark('jump', () => x)
      if (name === 'floor') mark('jump', untilWhole(x))
      if (name === 'sqrt' || name === 'cbrt') mark('steep', () => x)
      if (name === 'asin' || name === 'acos') {
        mark('steep', () => builder.apply('subtract', one, builder.apply('absolute', x)))
      }
      if (name === 'acosh') mark('steep', () => builder.apply('subtract', x, one))
      // The angle jumps where the point (y, x) crosses the negative x-axis.
      if (name === 'atan2') mark('jump', () => builder.apply('select', builder.apply('less', zero, y!), one, x))
      return builder.apply(operationOf.get(name)!, x, y)
    }
  }
}

/** sign(x) times the whole number nearest to |x|, exact for every x. */
function roundOf(builder: ProgramBuilder, x: Value): Value {
  const size = builder.apply('absolute', x)
  const below = builder.apply('floor', size)
  const isUpper = builder.apply('lessEqual', builder.constant(0.5), builder.apply('subtract', size, below))
  return builder.apply('multiply', builder.apply('sign', x), builder.apply('add', below, isUpper))
}
