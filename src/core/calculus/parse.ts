import { create, parseDependencies } from 'mathjs/number'
import { invalid, valid, type Checked, type Problem } from '../problem'
import type { Statement } from './statements'
import { isSeriesOperator, type ComparisonOperator, type Syntax, type SyntaxNode } from './syntax'
import type { Token } from './tokens'

// The parser alone, from the build for plain numbers: a tenth of the whole library.
const { parse: parseText } = create({ parseDependencies }, {})

/**
 * Reads the statements of a formula that the scan found in order with mathjs's parser, so that precedence and implicit
 * multiplication are mathjs's. It is given the scan's words, a space between any two, and never the text itself, whose
 * words it might part in another way. Its tree carries no places; they are found because its leaves come in the order
 * of the words, and each leaf is compared with its word.
 */
export function parse(text: string, statements: readonly Statement[]): Checked<Syntax> {
  const flat = new FlatSyntax(text)
  const problems: Problem[] = []
  for (const { name, tokens } of statements) {
    try {
      // Its own type admits every node there is; what the scan did not let through is a misreading.
      flat.append(parseText(tokens.map((token) => token.text).join(' ')) as unknown as TreeNode, tokens, name?.text)
    } catch (error) {
      if (!(error instanceof Misreading || error instanceof SyntaxError)) throw error
      const near = error instanceof Misreading ? error.word : wordAt(tokens, error)
      problems.push({
        message: `"${near.text}" is misplaced`,
        remedy: 'write an operator between the values beside it',
        span: [near.start, near.end],
      })
    }
  }
  return problems.length > 0 ? invalid(...problems) : valid(flat)
}

/** The tree says something else than the words do. */
class Misreading extends Error {
  constructor(readonly word: Token) {
    super('the words of a formula are read in two ways')
  }
}

/** The word at which mathjs, which counts characters from 1, gave up. */
function wordAt(tokens: readonly Token[], error: unknown): Token {
  const place = error instanceof Error && 'char' in error ? Number(error.char) - 1 : 0
  let start = 0
  for (const token of tokens) {
    start += token.text.length + 1
    if (start > place) return token
  }
  return tokens.at(-1)!
}

/** Trees laid flat, by a stack of our own: a long sum is as deep as it is long. */
class FlatSyntax implements Syntax {
  readonly nodes: SyntaxNode[] = []
  readonly spans: (readonly [number, number])[] = []
  readonly definitions: { readonly name: string; readonly node: number }[] = []
  /** The first node of each node's subtree. */
  private readonly firsts: number[] = []

  constructor(private readonly text: string) {}

  /** Adds a statement's tree; `name` is what it defines. */
  append(tree: TreeNode, tokens: readonly Token[], name: string | undefined): void {
    const words = new Words(tokens)
    const { nodes, spans, firsts } = this
    const results: number[] = []
    const starts: number[] = []
    const stack: { readonly node: TreeNode; readonly leave: boolean }[] = [{ node: tree, leave: false }]
    while (stack.length > 0) {
      const { node, leave } = stack.pop()!
      const children = childrenOf(node) ?? words.misread()
      if (!leave && children.length > 0) {
        if (node.type === 'FunctionNode') {
          starts.push(words.take(node.fn.name).start)
          // The index of a sum or product is bound, not used.
          if (isSeries(node)) words.take(indexOf(node))
        } else if (node.type === 'AccessorNode') starts.push(words.take(node.object.name).start)
        stack.push({ node, leave: true })
        for (const child of children.toReversed()) stack.push({ node: child, leave: false })
        continue
      }
      const operands = results.splice(results.length - children.length, children.length)
      results.push(nodes.length)
      firsts.push(operands.length === 0 ? nodes.length : firsts[operands[0]!]!)
      if (node.type === 'ConstantNode' || node.type === 'SymbolNode') {
        const { start, end } = words.take(node.type === 'SymbolNode' ? node.name : node.value)
        spans.push([start, end])
      } else {
        const start = spans[operands[0]!]![0]
        const end = spans[operands.at(-1)!]![1]
        spans.push(placeOf(node, start, end, this.text, starts))
      }
      words.operators -= operatorsOf(node)
      nodes.push(convert(node, operands, firsts) ?? words.misread())
    }
    words.close()
    if (name !== undefined) this.definitions.push({ name, node: nodes.length - 1 })
  }
}

/** The words of a statement as a tree accounts for them: its leaves in their order, its operators by their number. */
class Words {
  /** Operators that the tree has not accounted for. */
  operators: number
  private readonly values: readonly Token[]
  private next = 0

  constructor(private readonly tokens: readonly Token[]) {
    this.values = tokens.filter(({ kind }) => kind === 'number' || kind === 'name')
    this.operators = tokens.filter(({ kind }) => kind === 'operator').length
  }

  /** The next number or name, which a leaf says is this one. */
  take(leaf: number | string): Token {
    const word = this.values[this.next++]
    if (word === undefined) return this.misread()
    const isSame = typeof leaf === 'number' ? word.kind === 'number' && Number(word.text) === leaf : word.text === leaf
    return isSame ? word : this.misread()
  }

  /** After the last leaf, when nothing may be left. */
  close(): void {
    if (this.next !== this.values.length || this.operators !== 0) this.misread()
  }

  misread(): never {
    throw new Misreading(this.values[Math.max(0, this.next - 1)] ?? this.tokens.at(-1)!)
  }
}

/** The range of a node whose operands range from `start` to `end`. */
function placeOf(
  node: TreeNode,
  start: number,
  end: number,
  text: string,
  starts: number[],
): readonly [number, number] {
  switch (node.type) {
    case 'FunctionNode':
      return [starts.pop()!, text.indexOf(')', end) + 1]
    case 'AccessorNode':
      return [starts.pop()!, text.indexOf(']', end) + 1]
    case 'ParenthesisNode':
      return [text.lastIndexOf('(', start), text.indexOf(')', end) + 1]
    case 'OperatorNode':
      return node.args.length > 1 ? [start, end] : [text.lastIndexOf(node.op, start - 1), end]
    default:
      return [start, end]
  }
}

/** The kinds of mathjs's nodes that can stand in a formula that the scan let through. */
type TreeNode =
  | { readonly type: 'ConstantNode'; readonly value: number }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'FunctionNode'; readonly fn: { readonly name: string }; readonly args: readonly TreeNode[] }
  | {
      readonly type: 'AccessorNode'
      readonly object: { readonly name: string }
      readonly index: { readonly dimensions: readonly [TreeNode] }
    }
  | {
      readonly type: 'OperatorNode'
      readonly op: string
      readonly args: readonly TreeNode[]
      readonly implicit: boolean
    }
  | { readonly type: 'RelationalNode'; readonly conditionals: readonly string[]; readonly params: readonly TreeNode[] }
  | {
      readonly type: 'ConditionalNode'
      readonly condition: TreeNode
      readonly trueExpr: TreeNode
      readonly falseExpr: TreeNode
    }
  | { readonly type: 'ParenthesisNode'; readonly content: TreeNode }

type FunctionNode = TreeNode & { readonly type: 'FunctionNode' }

/** Whether a call is a sum or a product. */
function isSeries(node: FunctionNode): boolean {
  return isSeriesOperator(node.fn.name)
}

/** The name that a sum or product binds; the scan saw that its first argument is one. */
function indexOf(node: FunctionNode): string {
  const index = node.args[0]
  return index?.type === 'SymbolNode' ? index.name : ''
}

/** Undefined for a node of another kind than formulas have. */
function childrenOf(node: TreeNode): readonly TreeNode[] | undefined {
  switch (node.type) {
    case 'ConstantNode':
    case 'SymbolNode':
      return []
    case 'FunctionNode':
      return isSeries(node) ? node.args.slice(1) : node.args
    case 'OperatorNode':
      return node.args
    case 'AccessorNode':
      return node.index.dimensions
    case 'RelationalNode':
      return node.params
    case 'ConditionalNode':
      return [node.condition, node.trueExpr, node.falseExpr]
    case 'ParenthesisNode':
      return [node.content]
    default:
      return undefined
  }
}

/** How many operators are written for a node itself. */
function operatorsOf(node: TreeNode): number {
  if (node.type === 'RelationalNode') return node.conditionals.length
  return node.type === 'OperatorNode' && !node.implicit ? 1 : 0
}

/** Undefined for what formulas do not have. */
function convert(node: TreeNode, operands: readonly number[], firsts: readonly number[]): SyntaxNode | undefined {
  switch (node.type) {
    case 'ConstantNode':
      return { kind: 'number', value: node.value }
    case 'SymbolNode':
      return { kind: 'name', name: node.name }
    case 'FunctionNode': {
      const { name } = node.fn
      if (!isSeriesOperator(name)) return { kind: 'call', name, arguments: operands }
      const [from, to, term] = operands as [number, number, number]
      return { kind: 'series', operator: name, index: indexOf(node), from, to, first: firsts[term]!, term }
    }
    case 'AccessorNode':
      return { kind: 'indexed', name: node.object.name, index: operands[0]! }
    case 'OperatorNode':
      return convertOperator(node.op, node.implicit, operands)
    case 'RelationalNode': {
      const operators = node.conditionals.map(comparisonOf)
      return operators.every((operator) => operator !== undefined)
        ? { kind: 'comparison', operators, operands }
        : undefined
    }
    case 'ConditionalNode':
      return { kind: 'conditional', condition: operands[0]!, then: operands[1]!, otherwise: operands[2]! }
    case 'ParenthesisNode':
      return { kind: 'parentheses', inner: operands[0]! }
  }
}

/** A comparison by its sign, or by the name that mathjs has for it in a chain. */
function comparisonOf(operator: string): ComparisonOperator | undefined {
  switch (operator) {
    case '<':
    case 'smaller':
      return '<'
    case '<=':
    case 'smallerEq':
      return '<='
    case '>':
    case 'larger':
      return '>'
    case '>=':
    case 'largerEq':
      return '>='
    case '==':
    case 'equal':
      return '=='
    case '!=':
    case 'unequal':
      return '!='
    default:
      return undefined
  }
}

function convertOperator(operator: string, implicit: boolean, operands: readonly number[]): SyntaxNode | undefined {
  const [left, right] = operands as [number, number | undefined]
  if (operands.length > 2) return undefined
  switch (operator) {
    case '-':
    case '+':
      return right === undefined
        ? { kind: 'unary', operator, operand: left }
        : { kind: 'binary', operator, left, right, implicit }
    case 'not':
      return right === undefined ? { kind: 'unary', operator, operand: left } : undefined
    // On numbers the elementwise operators of arrays are the plain ones.
    case '.*':
      return convertOperator('*', implicit, operands)
    case './':
      return convertOperator('/', implicit, operands)
    case '.^':
      return convertOperator('^', implicit, operands)
    case '*':
    case '/':
    case '^':
    case 'mod':
    case 'and':
    case 'or':
    case 'xor':
      return right === undefined ? undefined : { kind: 'binary', operator, left, right, implicit }
    default: {
      const comparison = right === undefined ? undefined : comparisonOf(operator)
      return comparison && { kind: 'comparison', operators: [comparison], operands }
    }
  }
}
