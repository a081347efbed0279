import type { Syntax, SyntaxNode } from '../../../src/core/calculus/syntax'

/** The text of a formula's tree, one space around operators; the tree's own parentheses and no others. */
export function printSyntax({ nodes, definitions }: Syntax): string {
  const texts: string[] = []
  for (const node of nodes) texts.push(printNode(node, texts))
  return [...definitions.map(({ name, node }) => `${name} = ${texts[node]}`), texts.at(-1)!].join('; ')
}

function printNode(node: SyntaxNode, texts: readonly string[]): string {
  const at = (index: number): string => texts[index]!
  switch (node.kind) {
    case 'number':
      return String(node.value)
    case 'name':
      return node.name
    case 'indexed':
      return `${node.name}[${at(node.index)}]`
    case 'call':
      return `${node.name}(${node.arguments.map(at).join(', ')})`
    case 'series':
      return `${node.operator}(${node.index}, ${at(node.from)}, ${at(node.to)}, ${at(node.term)})`
    case 'unary':
      return `${node.operator}${node.operator === 'not' ? ' ' : ''}${at(node.operand)}`
    case 'binary':
      return `${at(node.left)} ${node.implicit ? '' : `${node.operator} `}${at(node.right)}`
    case 'comparison':
      return node.operands
        .map((operand, i) => (i === 0 ? at(operand) : `${node.operators[i - 1]} ${at(operand)}`))
        .join(' ')
    case 'conditional':
      return `${at(node.condition)} ? ${at(node.then)} : ${at(node.otherwise)}`
    case 'parentheses':
      return `(${at(node.inner)})`
  }
}
