import ts from 'typescript'

/** What becomes of a node, or of a part of it. */
export interface Change {
  kind: string
  at: ts.Node
  text: string
}

const COMPARISONS = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
  ['==', '!='],
  ['!=', '=='],
])
const JUNCTIONS = new Map([
  ['&&', '||'],
  ['||', '&&'],
])

/** The small faults that can be made of one node; none of a line for the log. */
export function changesOf(node: ts.Node, file: ts.SourceFile, checker: ts.TypeChecker): Change[] {
  const textOf = (part: ts.Node) => part.getText(file)
  if (ts.isBinaryExpression(node)) return ofOperator(node, file)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ kind: 'negation', at: node, text: textOf(node.operand) }]
  if (ts.isNumericLiteral(node)) return ofNumber(node)
  if (ts.isExpressionStatement(node)) return ofStatement(node, file)
  if (ts.isConditionalExpression(node)) return ofChoice(node, file)
  if (ts.isIfStatement(node)) {
    const text = `!(${textOf(node.expression)})`
    return [{ kind: 'branch', at: node.expression, text }]
  }
  if (ts.isArrayLiteralExpression(node)) return ofList(node, file)
  if (ts.isReturnStatement(node) && node.expression) return ofResult(node.expression, file, checker)
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return ofResult(node.body, file, checker)
  return []
}

function ofOperator({ operatorToken: at }: ts.BinaryExpression, file: ts.SourceFile): Change[] {
  const comparison = COMPARISONS.get(at.getText(file))
  if (comparison) return [{ kind: 'comparison', at, text: comparison }]
  const junction = JUNCTIONS.get(at.getText(file))
  return junction ? [{ kind: 'junction', at, text: junction }] : []
}

function ofNumber(at: ts.NumericLiteral): Change[] {
  const value = Number(at.text)
  if (!Number.isSafeInteger(value)) return []
  const less = value === 0 ? '(-1)' : String(value - 1)
  return [less, String(value + 1)].map((text) => ({ kind: 'number', at, text }))
}

function ofStatement(at: ts.ExpressionStatement, file: ts.SourceFile): Change[] {
  if (/^(await |void )?(ctx\.)?log\./.test(at.getText(file))) return []
  return [{ kind: 'statement', at, text: ';' }]
}

function ofChoice(node: ts.ConditionalExpression, file: ts.SourceFile): Change[] {
  const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((part) =>
    part.getText(file),
  )
  return [{ kind: 'branch', at: node, text: `${condition} ? ${no} : ${yes}` }]
}

/** Each element left out in turn, and never the brackets of a pattern. */
function ofList(at: ts.ArrayLiteralExpression, file: ts.SourceFile): Change[] {
  const texts = at.elements.map((element) => element.getText(file))
  return texts.map((_, left) => {
    const kept = texts.filter((_, index) => index !== left)
    return { kind: 'element', at, text: `[${kept.join(', ')}]` }
  })
}

/** Nothing where something is expected, of a type that fits. */
function ofResult(at: ts.Expression, file: ts.SourceFile, checker: ts.TypeChecker): Change[] {
  const found = checker.getContextualType(at) ?? checker.getTypeAtLocation(at)
  const kinds = found.isUnion() ? found.types : [found]
  const texts = [...new Set(kinds.flatMap((kind) => emptyOf(kind, checker)))]
  return texts
    .filter((text) => text !== at.getText(file))
    .map((text) => ({ kind: 'result', at, text }))
}

function emptyOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  const { Null, BooleanLike, StringLike } = ts.TypeFlags
  if (type.flags & Null) return ['null']
  if (type.flags & BooleanLike) return ['true', 'false']
  if (type.flags & StringLike) return ["''"]
  return checker.isArrayType(type) ? ['[]'] : []
}
