import { relative } from 'node:path'
import ts from 'typescript'
import { projectRoot } from '../../src/project-root.js'
import { changesOf } from './changes.js'

/** One small fault that could be made. */
export interface Place {
  /** Path below the project. */
  file: string
  line: number
  kind: string
  /** What the characters from `start` to `end` become. */
  start: number
  end: number
  text: string
  /** Number of the innermost function around it; null when it runs as the file is loaded. */
  within: number | null
}

/** The body of one function, over all files. */
export interface Body {
  file: string
  start: number
  end: number
  isBlock: boolean
}

export interface Source {
  places: Place[]
  bodies: Body[]
  program: ts.Program
}

/** Every fault that can be made in `src`, and every function there. */
export function readSource(): Source {
  const program = programOf()
  const source: Source = { places: [], bodies: [], program }
  for (const file of program.getSourceFiles()) {
    const path = relative(projectRoot, file.fileName)
    if (!path.startsWith('src/') || path.endsWith('.d.ts')) continue
    visit(file, { path, file, checker: program.getTypeChecker(), source }, null)
  }
  return source
}

/** Files are read and parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile>()

/** The project as its settings describe it. @param changed texts instead of what stands in the files */
export function programOf(old?: ts.Program, changed = new Map<string, string>()): ts.Program {
  const { config } = ts.readConfigFile(`${projectRoot}/tsconfig.json`, ts.sys.readFile) as {
    config: object
  }
  const settings = ts.parseJsonConfigFileContent(
    { ...config, include: ['src', 'db'] },
    ts.sys,
    projectRoot,
  )
  const options = { ...settings.options, noEmit: true }
  const host = ts.createCompilerHost(options, true)
  const read = host.getSourceFile
  host.getSourceFile = (name, target) => {
    const text = changed.get(relative(projectRoot, name))
    if (text !== undefined) return ts.createSourceFile(name, text, target, true)
    const file = parsed.get(name) ?? read(name, target)
    if (file) parsed.set(name, file)
    return file
  }
  return ts.createProgram(settings.fileNames, options, host, old)
}

interface Walk {
  path: string
  file: ts.SourceFile
  checker: ts.TypeChecker
  source: Source
}

function visit(node: ts.Node, walk: Walk, within: number | null): void {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
  const { path, file, checker, source } = walk
  for (const { kind, at, text } of changesOf(node, file, checker)) {
    const [start, end] = [at.getStart(file), at.getEnd()]
    const line = file.getLineAndCharacterOfPosition(start).line + 1
    source.places.push({ file: path, line, kind, start, end, text, within })
  }
  const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node | undefined) : null
  ts.forEachChild(node, (child) =>
    visit(child, walk, child === body ? numberOf(child, walk) : within),
  )
}

function numberOf(body: ts.Node, { path, file, source }: Walk): number {
  const [start, end] = [body.getStart(file), body.getEnd()]
  return source.bodies.push({ file: path, start, end, isBlock: ts.isBlock(body) }) - 1
}

/** A file as it was when its places were looked for. */
export function original(file: string): string {
  return parsed.get(`${projectRoot}/${file}`)!.text
}

/** The file with the fault in it. */
export function faulty({ file, start, end, text }: Place): string {
  const whole = original(file)
  return whole.slice(0, start) + text + whole.slice(end)
}
