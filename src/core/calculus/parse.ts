import { create, parseDependencies } from 'mathjs/number'
import { invalid, valid, type Checked, type Problem } from '../problem'
import type { Statement } from './statements'
import {
  isSeriesOperator,
  type BinaryOperator,
  type ComparisonOperator,
  type Syntax,
  type SyntaxNode,
  type UnaryOperator,
} from './syntax'
import type { Token } from './tokens'

// The parser alone, from the build for plain numbers: a tenth of the whole library.
const { parse: parseText } = create({ parseDependencies }, {})

/**
 * Reads the statements of a formula that the scan found in order with mathjs's parser, so that precedence and implicit
 * multiplication are mathjs's. Its tree carries no places; they are found again because its leaves come in the order of
 * the words.
 */
export function parse(text: string, statements: readonly Statement[]): Checked<Syntax> {
  const flat = new FlatSyntax(text)
  const problems: Problem[] = []
  for (const { name, tokens } of statements) {
    const start = tokens[0]!.start
    // Line breaks would end the expression for mathjs; here they are spaces.
    const line = text.slice(start, tokens.at(-1)!.end).replace(/\s/g, ' ')
    try {
      // Its own type admits every node there is; the scan let only these through.
      flat.append(parseText(line) as unknown as TreeNode, tokens, name?.text)
    } catch (error) {
      const place = error instanceof Error && 'char' in error ? start + Math.max(0, Number(error.char) - 1) : start
      const near = tokens.findLast((token) => token.start <= place)!
      problems.push({
        message: `"${near.text}" is misplaced`,
        remedy: 'write an operator between the values beside it',
        span: [near.start, near.end],
      })
    }
  }
  return problems.length > 0 ? invalid(...problems) : valid(flat)
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
    const words = tokens.filter(({ kind }) => kind === 'number' || kind === 'name')
    const { nodes, spans, firsts } = this
    const results: number[] = []
    const starts: number[] = []
    const stack: { readonly node: TreeNode; readonly leave: boolean }[] = [{ node: tree, leave: false }]
    let word = 0
    while (stack.length > 0) {
      const { node, leave } = stack.pop()!
      const children = childrenOf(node)
      if (!leave && children.length > 0) {
        if (node.type === 'FunctionNode' || node.type === 'AccessorNode') starts.push(words[word++]!.start)
        // The index of a sum or product is bound, not used.
        if (isSeries(node)) word++
        stack.push({ node, leave: true })
        for (const child of children.toReversed()) stack.push({ node: child, leave: false })
        continue
      }
      const operands = results.splice(results.length - children.length, children.length)
      results.push(nodes.length)
      firsts.push(operands.length === 0 ? nodes.length : firsts[operands[0]!]!)
      if (children.length === 0) {
        const { start, end } = words[word++]!
        spans.push([start, end])
      } else {
        const start = spans[operands[0]!]![0]
        const end = spans[operands.at(-1)!]![1]
        spans.push(placeOf(node, start, end, this.text, starts))
      }
      nodes.push(convert(node, operands, firsts))
    }
    if (name !== undefined) this.definitions.push({ name, node: nodes.length - 1 })
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

function isSeries(node: TreeNode): boolean {
  return node.type === 'FunctionNode' && isSeriesOperator(node.fn.name)
}

function childrenOf(node: TreeNode): readonly TreeNode[] {
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
  }
}

const comparisonOperators: Readonly<Record<string, ComparisonOperator>> = {
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
}

function convert(node: TreeNode, operands: readonly number[], firsts: readonly number[]): SyntaxNode {
  switch (node.type) {
    case 'ConstantNode':
      return { kind: 'number', value: node.value }
    case 'SymbolNode':
      return { kind: 'name', name: node.name }
    case 'FunctionNode': {
      const { name } = node.fn
      if (!isSeriesOperator(name)) return { kind: 'call', name, arguments: operands }
      const [from, to, term] = operands as [number, number, number]
      // The scan saw that the first argument is a name.
      const index = (node.args[0] as { readonly name: string }).name
      return { kind: 'series', operator: name, index, from, to, first: firsts[term]!, term }
    }
    case 'AccessorNode':
      return { kind: 'indexed', name: node.object.name, index: operands[0]! }
    case 'OperatorNode':
      return convertOperator(node.op, node.implicit, operands)
    case 'RelationalNode':
      return { kind: 'comparison', operators: node.conditionals.map((name) => comparisonOperators[name]!), operands }
    case 'ConditionalNode':
      return { kind: 'conditional', condition: operands[0]!, then: operands[1]!, otherwise: operands[2]! }
    case 'ParenthesisNode':
      return { kind: 'parentheses', inner: operands[0]! }
  }
}

function convertOperator(operator: string, implicit: boolean, operands: readonly number[]): SyntaxNode {
  if (operands.length === 1) return { kind: 'unary', operator: operator as UnaryOperator, operand: operands[0]! }
  if (/^[<>=!]/.test(operator)) return { kind: 'comparison', operators: [operator as ComparisonOperator], operands }
  return { kind: 'binary', operator: operator as BinaryOperator, left: operands[0]!, right: operands[1]!, implicit }
}
