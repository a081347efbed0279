import fc from 'fast-check'
import { unaryFunctions } from '../../support/unary-functions'

/**
 * A formula, and the same one without what mathjs lacks: sums and products written out, local definitions put in place.
 */
export interface Formula {
  readonly text: string
  readonly plain: string
}

const same = (text: string): Formula => ({ text, plain: text })

/** A formula made of others in the same way in both readings. */
function made(parts: readonly Formula[], make: (...texts: string[]) => string): Formula {
  return { text: make(...parts.map(({ text }) => text)), plain: make(...parts.map(({ plain }) => plain)) }
}

const leaf = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom('x', 'y', 'a') },
    { weight: 2, arbitrary: fc.constantFrom('0', '1', '2', '3', '0.5', '1.7', 'pi', 'e') },
  )
  .map(same)

/** Functions of one argument that mathjs can differentiate. */
const smooth = 'sqrt cbrt exp log log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh'.split(' ')
const others = unaryFunctions.filter((name) => !smooth.includes(name))

/** Ways in which a term depends on its index. */
const terms: readonly ((index: string, part: string) => string)[] = [
  (index, part) => `${index} * (${part})`,
  (index, part) => `sin(${index} + (${part}))`,
  (index, part) => `(${part})^${index}`,
  (index, part) => `(${part}) / (${index} + 3)`,
]

/** Random formulas in x, y and the parameter a; `plain` ones have only what mathjs's symbolic derivative knows. */
export function formulas(plain: boolean): fc.Arbitrary<Formula> {
  const { node } = fc.letrec<{ node: Formula }>((tie) => {
    const part = tie('node')
    const pair = fc.tuple(part, part)
    const binary = (operators: readonly string[]) =>
      fc
        .tuple(pair, fc.constantFrom(...operators))
        .map(([parts, operator]) => made(parts, (a, b) => `(${a}) ${operator} (${b})`))
    const all: fc.WeightedArbitrary<Formula>[] = [
      { weight: 4, arbitrary: leaf },
      { weight: 5, arbitrary: binary(['+', '-', '*', '/']) },
      { weight: 1, arbitrary: part.map((a) => made([a], (inner) => `-(${inner})`)) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(part, fc.integer({ min: -3, max: 5 }))
          .map(([a, n]) => made([a], (inner) => `(${inner})^${n}`)),
      },
      { weight: 1, arbitrary: binary(['^']) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom(...smooth, ...(plain ? [] : others)), part)
          .map(([name, a]) => made([a], (inner) => `${name}(${inner})`)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('2', '0.5', '1/3'), part)
          .map(([n, a]) => made([a], (inner) => `${n} (${inner})`)),
      },
    ]
    if (!plain) {
      const chain = fc
        .tuple(part, part, part, fc.constantFrom('<', '<='))
        .map(([a, b, c, o]) => made([a, b, c], (p, q, r) => `((${p}) ${o} (${q}) ${o} (${r}))`))
      const comparison = binary(['<', '<=', '>', '>=', '==', '!='])
      const condition = fc.oneof(
        comparison,
        chain,
        fc
          .tuple(comparison, chain, fc.constantFrom('and', 'or', 'xor'))
          .map(([a, b, o]) => made([a, b], (p, q) => `((${p}) ${o} (${q}))`)),
        comparison.map((a) => made([a], (p) => `(not (${p}))`)),
      )
      const series = fc.tuple(
        fc.constantFrom('sum', 'prod'),
        fc.integer({ min: -1, max: 2 }),
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom(...terms),
        part,
      )
      all.push(
        {
          weight: 3,
          arbitrary: fc
            .tuple(fc.constantFrom('min', 'max', 'hypot', 'atan2', 'mod'), pair)
            .map(([name, parts]) => made(parts, (a, b) => `${name}(${a}, ${b})`)),
        },
        { weight: 1, arbitrary: binary(['mod']) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(condition, pair)
            .map(([c, [a, b]]) => made([c, a, b], (p, q, r) => `((${p}) ? (${q}) : (${r}))`)),
        },
        {
          weight: 1,
          arbitrary: series.map(([name, from, more, term, a]) => {
            const indices = Array.from({ length: more + 1 }, (_, i) => from + i)
            const writtenOut = indices.map((k) => `(${term(`(${k})`, a.plain)})`).join(name === 'sum' ? ' + ' : ' * ')
            return {
              text: `${name}(k, ${from}, ${from + more}, ${term('k', a.text)})`,
              plain: `(${writtenOut})`,
            }
          }),
        },
      )
    }
    return { node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, ...(all as [fc.WeightedArbitrary<Formula>])) }
  })
  if (plain) return node
  const defined = fc.tuple(node, node, fc.constantFrom('; ', '\n')).map(([a, b, separator]): Formula => ({
    text: `r = ${a.text}${separator}r * (${b.text}) + r`,
    plain: `(${a.plain}) * (${b.plain}) + (${a.plain})`,
  }))
  return fc.oneof({ weight: 9, arbitrary: node }, { weight: 1, arbitrary: defined })
}

/** Numbers that programs meet, the awkward ones among them. */
export const awkwardNumbers = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5, 2, Infinity, -Infinity, NaN, 1e-310, -1e308, 5e-324) },
)
