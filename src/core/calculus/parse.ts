import { create, parseDependencies } from 'mathjs/number'
import { invalid, valid, type Checked } from '../problem'
import type { BinaryOperator, ComparisonOperator, Syntax, SyntaxNode, UnaryOperator } from './syntax'
import type { Token } from './tokens'

// The parser alone, from the build for plain numbers: a tenth of the whole library.
const { parse: parseText } = create({ parseDependencies }, {})

/**
 * Reads a formula that the scan found in order with mathjs's parser, so that precedence and implicit multiplication
 * are mathjs's. Its tree carries no places; they are found again because its leaves come in the order of the words.
 */
export function parse(text: string, tokens: readonly Token[]): Checked<Syntax> {
  // Line breaks would end the expression for mathjs; here they are spaces.
  const line = text.replace(/\s/g, ' ')
  let tree: TreeNode
  try {
    // Its own type admits every node there is; the scan let only these through.
    tree = parseText(line) as unknown as TreeNode
  } catch (error) {
    const place = error instanceof Error && 'char' in error ? Math.max(0, Number(error.char) - 1) : 0
    const near = tokens.findLast((token) => token.start <= place)
    const message = near === undefined ? 'expression cannot be read' : `"${near.text}" is misplaced`
    return invalid({
      message,
      remedy: 'write an operator between the values beside it',
      span: near === undefined ? [0, text.length] : [near.start, near.end],
    })
  }
  return valid(flatten(tree, text, tokens))
}

/** Lays mathjs's tree flat, by a stack of our own: a long sum is as deep as it is long. */
function flatten(tree: TreeNode, text: string, tokens: readonly Token[]): Syntax {
  const words = tokens.filter(({ kind }) => kind === 'number' || kind === 'name')
  const nodes: SyntaxNode[] = []
  const spans: (readonly [number, number])[] = []
  const results: number[] = []
  const starts: number[] = []
  const stack: { readonly node: TreeNode; readonly leave: boolean }[] = [{ node: tree, leave: false }]
  let word = 0
  while (stack.length > 0) {
    const { node, leave } = stack.pop()!
    const children = childrenOf(node)
    if (!leave && children.length > 0) {
      if (node.type === 'FunctionNode') starts.push(words[word++]!.start)
      stack.push({ node, leave: true })
      for (const child of children.toReversed()) stack.push({ node: child, leave: false })
      continue
    }
    const operands = results.splice(results.length - children.length, children.length)
    nodes.push(convert(node, operands))
    if (children.length === 0) {
      const { start, end } = words[word++]!
      spans.push([start, end])
    } else {
      const start = spans[operands[0]!]![0]
      const end = spans[operands.at(-1)!]![1]
      spans.push(placeOf(node, start, end, text, starts))
    }
    results.push(nodes.length - 1)
  }
  return { nodes, spans }
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

function childrenOf(node: TreeNode): readonly TreeNode[] {
  switch (node.type) {
    case 'ConstantNode':
    case 'SymbolNode':
      return []
    case 'FunctionNode':
    case 'OperatorNode':
      return node.args
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

function convert(node: TreeNode, operands: readonly number[]): SyntaxNode {
  switch (node.type) {
    case 'ConstantNode':
      return { kind: 'number', value: node.value }
    case 'SymbolNode':
      return { kind: 'name', name: node.name }
    case 'FunctionNode':
      return { kind: 'call', name: node.fn.name, arguments: operands }
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
