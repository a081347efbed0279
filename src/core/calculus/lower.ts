import type { Pieces } from '../pieces'
import { invalid, valid, type Checked, type Problem } from '../problem'
import { KinkLog, type Kinks } from './kinks'
import { and, compare, not, or, xor } from './logic'
import { lowerCall } from './lower-call'
import { listed } from './names'
import { madeInPiece, ProgramBuilder, type Program, type Value } from './program'
import type { Series, Syntax, SyntaxNode } from './syntax'
import { constants } from './vocabulary'

/** Terms of one sum or product, and operations of all of them together, beyond which they are not written out. */
const mostTerms = 10_000
const mostSteps = 200_000

/** A formula as a program, and where it is not smooth. */
export interface Lowered {
  readonly value: Program
  readonly kinks: Kinks
}

/**
 * The program that computes a formula. Inputs are the names of `inputs`, in that order; the first `variables` of them
 * are what it is differentiated by.
 *
 * Real arithmetic throughout: where mathjs would turn to complex numbers (sqrt(-1), log(-1), (-8)^(1/3)) the value is
 * NaN, and a part that is not finite whatever the inputs is a problem. Comparisons are exact; mathjs's allow 1e-12.
 * A power with a whole constant exponent up to 64 is a chain of multiplications; a power of e is exp. Sums and products
 * are written out term by term, from left to right; where the last index is below the first they are 0 and 1.
 */
export function* lower(syntax: Syntax, inputs: readonly string[], variables: number): Pieces<Checked<Lowered>> {
  const lowering = new Lowering(syntax, inputs)
  const result = yield* lowering.run()
  const { problems, builder, kinks } = lowering
  if (problems.length > 0) return invalid(...problems)
  return valid({
    value: yield* builder.finishInPieces([result]),
    kinks: yield* kinks.finish(builder, variables),
  })
}

class Lowering {
  readonly problems: Problem[] = []
  readonly builder: ProgramBuilder
  readonly kinks = new KinkLog()
  /** The values of nodes; those within a sum are of its last term. */
  private readonly values: Value[] = []
  private readonly inputs: ReadonlyMap<string, number>
  private readonly definitions = new Map<string, Value>()
  /** The values of the indices that are bound, innermost last. */
  private readonly indices: { readonly name: string; readonly value: number }[] = []
  /** Sums and products by the first node of their term, before which none of the term's values exist. */
  private readonly seriesByFirst: ReadonlyMap<number, number>
  /** Nodes that a problem has been reported for: a term is lowered many times. */
  private readonly refused = new Set<number>()
  private steps = 0

  constructor(
    private readonly syntax: Syntax,
    inputs: readonly string[],
  ) {
    this.builder = new ProgramBuilder(inputs.length)
    this.inputs = new Map(inputs.map((name, index) => [name, index]))
    this.seriesByFirst = new Map(
      syntax.nodes.flatMap((node, index) => (node.kind === 'series' ? [[node.first, index] as const] : [])),
    )
  }

  *run(): Pieces<Value> {
    let from = 0
    for (const { name, node } of this.syntax.definitions) {
      yield* this.lowerNodes(from, node)
      this.definitions.set(name, this.values[node]!)
      from = node + 1
    }
    const result = this.syntax.nodes.length - 1
    yield* this.lowerNodes(from, result)
    return this.values[result]!
  }

  /** Lowers the nodes from `from` to `to`, of which `within` is the sum or product whose term they are. */
  private *lowerNodes(from: number, to: number, within?: number): Pieces<void> {
    for (let index = from; index <= to && this.steps <= mostSteps; index++) {
      const series = this.seriesByFirst.get(index)
      // Its term has no values without its index, so the sum is lowered as a whole.
      if (series !== undefined && series !== within) index = series
      const node = this.syntax.nodes[index]!
      const value = node.kind === 'series' ? yield* this.lowerSeries(node, index) : this.lowerNode(node, index)
      const constant = this.builder.constantOf(value)
      if (constant !== undefined && !Number.isFinite(constant)) {
        // 1 stands in for the refused part, so that what contains it is not refused as well.
        this.values[index] = this.refuse(index, ...notFinite(constant))
      } else this.values[index] = value
      if (++this.steps % madeInPiece === 0) yield
    }
  }

  private refuse(node: number, message: string, remedy: string): Value {
    if (!this.refused.has(node)) {
      this.refused.add(node)
      const at = this.indices.map(({ name, value }) => `${name} = ${value}`).join(', ')
      const place = at === '' ? '' : ` for ${at}`
      this.problems.push({ message: `${message}${place}`, remedy, span: this.syntax.spans[node]! })
    }
    return this.builder.constant(1)
  }

  private *lowerSeries(node: Series, place: number): Pieces<Value> {
    const { builder } = this
    const { operator } = node
    const [from, to] = [
      this.wholeNumber(node.from, `first index of ${operator}`),
      this.wholeNumber(node.to, `last index of ${operator}`),
    ]
    if (from === undefined || to === undefined) return builder.constant(1)
    const count = to - from + 1
    if (count > mostTerms) {
      const what = operator === 'sum' ? 'terms' : 'factors'
      return this.refuse(
        place,
        `${operator} has ${count} ${what}, and at most ${mostTerms} are written out`,
        'take fewer',
      )
    }
    let result: Value | undefined
    for (let term = 0; term < count && this.steps <= mostSteps; term++) {
      this.indices.push({ name: node.index, value: from + term })
      yield* this.lowerNodes(node.first, node.term, place)
      this.indices.pop()
      if (this.steps > mostSteps) break
      const value = this.values[node.term]!
      if (result === undefined) result = value
      else result = builder.apply(operator === 'sum' ? 'add' : 'multiply', result, value)
    }
    if (this.steps > mostSteps) {
      const message = `expression has more than ${mostSteps} operations when its sums and products are written out`
      // The innermost sum reports it for all.
      return this.refused.size > 0 ? builder.constant(1) : this.refuse(place, message, 'take fewer terms')
    }
    return result ?? builder.constant(operator === 'sum' ? 0 : 1)
  }

  /** The whole number that a node always is; undefined, and a problem, where it is none. */
  private wholeNumber(node: number, what: string): number | undefined {
    const value = this.builder.constantOf(this.values[node]!)
    if (value !== undefined && Number.isInteger(value)) return value + 0
    if (this.refused.has(node)) return undefined
    if (value === undefined) {
      this.refuse(node, `${what} is not a constant`, 'write a whole number; variables and parameters may change')
    } else this.refuse(node, `${what} is ${value}, which is not a whole number`, 'write a whole number')
    return undefined
  }

  private lowerNode(node: Exclude<SyntaxNode, Series>, place: number): Value {
    const { builder, values } = this
    switch (node.kind) {
      case 'number':
        return builder.constant(node.value)
      case 'name':
        return this.lookUp(node.name) ?? builder.constant(constants.get(node.name)!)
      case 'indexed': {
        const index = this.wholeNumber(node.index, `index of ${node.name}`)
        if (index === undefined) return builder.constant(1)
        return this.lookUp(`${node.name}${index}`) ?? this.refuse(place, ...this.unknownIndex(node.name, index))
      }
      case 'parentheses':
        return values[node.inner]!
      case 'unary': {
        const operand = values[node.operand]!
        if (node.operator === '+') return operand
        return node.operator === '-' ? builder.apply('negate', operand) : not(builder, operand)
      }
      case 'binary':
        return this.lowerBinary(node.operator, values[node.left]!, values[node.right]!)
      case 'comparison': {
        const operands = node.operands.map((operand) => values[operand]!)
        return node.operators
          .map((operator, index) => {
            const [left, right] = [operands[index]!, operands[index + 1]!]
            this.kinks.add(`comparison ${operator}`, 'case', () => builder.apply('subtract', left, right))
            return compare(builder, operator, left, right)
          })
          .reduce((all, one) => and(builder, all, one))
      }
      case 'conditional':
        return builder.apply('select', values[node.condition]!, values[node.then]!, values[node.otherwise]!)
      case 'call':
        return lowerCall(
          builder,
          this.kinks,
          node.name,
          node.arguments.map((argument) => values[argument]!),
        )
    }
  }

  /** What a name stands for: the innermost index, else a definition, else an input. */
  private lookUp(name: string): Value | undefined {
    const index = this.indices.findLast((bound) => bound.name === name)
    if (index !== undefined) return this.builder.constant(index.value)
    const input = this.inputs.get(name)
    return this.definitions.get(name) ?? (input === undefined ? undefined : this.builder.input(input))
  }

  private unknownIndex(name: string, index: number): [message: string, remedy: string] {
    const known = [...this.inputs.keys(), ...this.definitions.keys()].filter(
      (each) => each.startsWith(name) && /^\d+$/.test(each.slice(name.length)),
    )
    const remedy =
      known.length > 0
        ? `take one of ${listed(known)}`
        : `${name}[k] stands for ${name}1, ${name}2, ...; there are none`
    return [`unknown variable: "${name}${index}"`, remedy]
  }

  private lowerBinary(operator: (SyntaxNode & { kind: 'binary' })['operator'], left: Value, right: Value): Value {
    const { builder } = this
    switch (operator) {
      case '+':
        return builder.apply('add', left, right)
      case '-':
        return builder.apply('subtract', left, right)
      case '*':
        return builder.apply('multiply', left, right)
      case '/':
        return builder.apply('divide', left, right)
      case '^': {
        if (builder.constantOf(left) === constants.get('e')) return builder.apply('exp', right)
        const exponent = builder.constantOf(right)
        // Whole powers are smooth; of others the base's zero is an end of their domain.
        if (exponent === undefined || !Number.isInteger(exponent)) this.kinks.add('power', 'steep', () => left)
        return builder.apply('power', left, right)
      }
      case 'mod':
        return lowerCall(builder, this.kinks, 'mod', [left, right])
      case 'and':
        return and(builder, left, right)
      case 'or':
        return or(builder, left, right)
      case 'xor':
        return xor(builder, left, right)
    }
  }
}

function notFinite(constant: number): [message: string, remedy: string] {
  if (!Number.isNaN(constant)) return ['this part of the expression is infinite', 'change it']
  const remedy = 'change it: results are real, so no roots or logarithms of negative numbers'
  return ['this part of the expression has no real value', remedy]
}
