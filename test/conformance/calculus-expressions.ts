import fc from 'fast-check'

const leaf = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('x', 'y', 'a') },
  { weight: 2, arbitrary: fc.constantFrom('0', '1', '2', '3', '0.5', '1.7', 'pi', 'e') },
)
const unary = 'sqrt abs exp log log10 sin cos tan asin acos atan sinh cosh tanh'.split(' ')

/** Random formulas in x, y and the parameter a; `smooth` ones have only what has a derivative everywhere inside its domain. */
export function formulas(smooth: boolean): fc.Arbitrary<string> {
  const { node } = fc.letrec<{ node: string }>((tie) => {
    const pair = fc.tuple(tie('node'), tie('node'))
    const all: fc.WeightedArbitrary<string>[] = [
      { weight: 4, arbitrary: leaf },
      {
        weight: 5,
        arbitrary: fc.tuple(pair, fc.constantFrom('+', '-', '*', '/')).map(([[a, b], o]) => `(${a}) ${o} (${b})`),
      },
      { weight: 1, arbitrary: tie('node').map((a) => `-(${a})`) },
      { weight: 2, arbitrary: fc.tuple(tie('node'), fc.integer({ min: -3, max: 5 })).map(([a, n]) => `(${a})^${n}`) },
      { weight: 1, arbitrary: pair.map(([a, b]) => `(${a})^(${b})`) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...unary.filter((name) => !smooth || name !== 'abs')), tie('node'))
          .map(([name, a]) => `${name}(${a})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom('2', '0.5', '1/3'), tie('node')).map(([n, a]) => `${n} (${a})`),
      },
    ]
    if (!smooth) {
      const comparison = fc
        .tuple(pair, fc.constantFrom('<', '<=', '>', '>=', '==', '!='))
        .map(([[a, b], o]) => `(${a}) ${o} (${b})`)
      all.push(
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constantFrom('min', 'max'), pair).map(([name, [a, b]]) => `${name}(${a}, ${b})`),
        },
        { weight: 1, arbitrary: fc.tuple(comparison, pair).map(([c, [a, b]]) => `(${c} ? (${a}) : (${b}))`) },
        { weight: 1, arbitrary: tie('node').map((a) => `sigmoid(${a})`) },
      )
    }
    return { node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, ...(all as [fc.WeightedArbitrary<string>])) }
  })
  return node
}

/** Numbers that programs meet, the awkward ones among them. */
export const awkwardNumbers = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5, 2, Infinity, -Infinity, NaN, 1e-310, -1e308, 5e-324) },
)
