import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** Who may import whom for values; a type-only import is free, since nothing of it is left at run time. */
interface Layer {
  /** Folders and files of src/, the most particular layer that matches a file is its own. */
  readonly at: string
  readonly may: readonly string[]
  readonly packages: readonly string[]
  readonly node?: true
}

const layers: readonly Layer[] = [
  {
    at: 'core',
    may: ['core'],
    packages: ['mathjs', 'zod', 'fastest-levenshtein', '@noble/hashes', '@scure/base', 'd3-scale-chromatic'],
  },
  { at: 'engine', may: ['core', 'engine'], packages: ['@noble/hashes', 'zod'] },
  // Reading a file of measurements is a job, so that its library is loaded in a worker and nowhere else.
  { at: 'engine/kinds', may: ['core', 'engine', 'formats'], packages: ['@noble/hashes', 'zod'] },
  { at: 'engine/links/node', may: ['core', 'engine'], packages: [], node: true },
  { at: 'engine/links/web', may: ['core', 'engine'], packages: [] },
  { at: 'formats', may: ['core', 'formats'], packages: ['@scure/base', 'fflate', 'h5wasm'] },
  { at: 'host', may: ['host'], packages: [] },
  { at: 'host/node', may: ['host'], packages: [], node: true },
  {
    at: 'renderer',
    // Of the engine its door for clients; of core what holds no numerics: cards, palette, problems, default slices, the
    // names of classes and outcomes, the gathering of ends.
    may: [
      'renderer',
      'host',
      'engine/index.ts',
      'engine/client.ts',
      'engine/accumulations',
      'engine/protocol.ts',
      'engine/scene-specs.ts',
      'engine/time-left.ts',
      'engine/links/web/create-web-engine.ts',
      'core/cards.ts',
      'core/claims/chapters.ts',
      'core/claims/told.ts',
      'core/problem.ts',
      'core/scene/best-known-points.ts',
      'core/scene/chart.ts',
      'core/scene/clock-axis.ts',
      'core/scene/color-table.ts',
      'core/scene/instruments.ts',
      'core/scene/json-place.ts',
      'core/scene/landscape.ts',
      'core/scene/local-instruments.ts',
      'core/scene/palette.ts',
      'core/scene/picture-box.ts',
      'core/scene/recipe-order.ts',
      'core/scene/seeded.ts',
      'core/scene/start.ts',
      'core/scene/film-settings.ts',
      'core/scene/file-size.ts',
      'core/scene/surface-extensions.ts',
      'core/scene/surrogates.ts',
      'core/scene/throw-setting.ts',
      'core/scene/twins.ts',
      'core/scene/overlays.ts',
      'core/scene/most-variables.ts',
      'core/scene/variable-names.ts',
      'core/slice/check-slice.ts',
      'core/slice/slice-pattern.ts',
      'core/race/trace.ts',
      'core/analysis/region/probe-result.ts',
      'core/analysis/maps/basin-labels.ts',
      'core/analysis/ensemble/leaving.ts',
      'core/analysis/ensemble/most-seeds.ts',
      'core/analysis/ensemble/place-moments.ts',
      'core/analysis/noise/standard-error.ts',
      'core/analysis/rates/rate-fit.ts',
      'core/analysis/spectrum/curvature-matrices.ts',
      'core/analysis/stability/crossings.ts',
      'core/domain.ts',
      'core/networks/loss-ids.ts',
      'core/networks/measure-columns.ts',
      'core/networks/network.ts',
      'core/symmetry/freedom.ts',
      'core/paths/curve.ts',
      'core/tables/split-sizes.ts',
    ],
    packages: [
      '@fontsource-variable/inter',
      '@fontsource-variable/jetbrains-mono',
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      '@mantine/spotlight',
      '@react-three/fiber',
      '@tabler/icons-react',
      'd3-array',
      'd3-contour',
      'd3-format',
      'd3-scale',
      'd3-scale-chromatic',
      'gifenc',
      'idb',
      'katex',
      'mediabunny',
      'react',
      'react-dom',
      'react-markdown',
      'remark-math',
      'three',
      'zustand',
    ],
  },
  { at: 'preload', may: ['preload', 'host'], packages: ['electron'] },
  { at: 'main', may: ['main', 'core', 'engine', 'formats', 'host'], packages: ['electron'], node: true },
  {
    at: 'cli',
    may: ['cli', 'core', 'engine', 'formats', 'host'],
    packages: ['commander', 'playwright-core'],
    node: true,
  },
]

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

const root = join(import.meta.dirname, '..')
const sources = filesUnder('src').filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path))

describe('who may import whom', () => {
  test.each(sources)('%s', (path) => {
    expect(importsOf(path).flatMap((each) => objection(path, each))).toEqual([])
  })

  test('the rules object to what they should', () => {
    const value = (specifier: string): Import => ({ specifier, typeOnly: false })
    const objections = (path: string, specifier: string): number => objection(path, value(specifier)).length
    expect(objections('src/core/race/racer.ts', 'node:fs')).toBe(1)
    expect(objections('src/core/race/racer.ts', '../../engine/server')).toBe(1)
    expect(objections('src/core/race/racer.ts', '../problem')).toBe(0)
    expect(objections('src/engine/server.ts', 'node:worker_threads')).toBe(1)
    expect(objections('src/renderer/panels/probe.tsx', '../../core/calculus')).toBe(1)
    expect(objections('src/renderer/panels/probe.tsx', 'mathjs')).toBe(1)
    expect(objections('src/renderer/panels/probe.tsx', '../../core/cards')).toBe(0)
    expect(objections('src/cli/index.ts', '../renderer/boot/main')).toBe(1)
    expect(objections('src/host/host.ts', '../core/problem')).toBe(1)
    expect(objections('src/renderer/boot/browser.tsx', '../../host/node/atomic-file')).toBe(1)
    expect(objections('src/cli/output.ts', '../host/node/atomic-file')).toBe(0)
  })

  test('reads every form of import', () => {
    const text = [
      "import type { A } from './type-only'",
      "import { type B, type C } from './types-inside'",
      "import { type D, e } from './mixed'",
      "import './effect'",
      "export * from './all'",
      "export type { F } from './exported-type'",
      "const g = import('./dynamic')",
      "let h: import('./in-a-type').H",
    ].join('\n')
    const found = readImports('file.ts', text).map(
      ({ specifier, typeOnly }) => `${specifier} ${typeOnly ? 'type' : 'value'}`,
    )
    expect(found).toEqual([
      './type-only type',
      './types-inside type',
      './mixed value',
      './effect value',
      './all value',
      './exported-type type',
      './dynamic value',
    ])
  })
})

describe('rooms of core', () => {
  /** From the ground up; a room refers to itself and to those above it in this list, for types too. */
  const rooms = [
    'assembly',
    'elementary',
    'lanes',
    'random',
    'linalg',
    'interpolation',
    'calculus',
    'objectives',
    'slice',
    'definitions',
    'annealing',
    'descent',
    'schedules',
    'optimizers',
    'data',
    'networks',
    'symmetry',
    'landscapes',
    'catalogue',
    'tables',
    'race',
    'mechanics',
    'paths',
    'analysis',
    'doctor',
    'scene',
    'claims',
    'scenarios',
    'tour',
  ]
  /** What every room may use, and what uses every room. */
  const ground = [
    'blob-name',
    'brief',
    'closest-name',
    'differing',
    'domain',
    'pieces',
    'problem',
    'recent',
    'schema-type',
    'scratch',
    'shown',
    'printable',
    'vector-schema',
  ]
  const roof = ['cards']

  /** How high a file of core lies; undefined where the list does not know it. */
  function storey(path: string): number | undefined {
    const [room, inside] = path.replace(/^src\/core\//, '').split('/')
    if (inside !== undefined) return rooms.includes(room!) ? rooms.indexOf(room!) : undefined
    const name = room!.replace(/\.ts$/, '')
    return ground.includes(name) ? -1 : roof.includes(name) ? rooms.length : undefined
  }

  const inCore = sources.filter((path) => path.startsWith('src/core/'))

  test('every file has its storey', () => {
    expect(inCore.filter((path) => storey(path) === undefined)).toEqual([])
  })

  test('no arrow runs up', () => {
    const arrows = inCore.flatMap((path) =>
      importsOf(path)
        .map(({ specifier }) => resolved(path, specifier))
        .filter((target) => target?.startsWith('src/core/') === true)
        .map((target) => ({ path, target: target! })),
    )
    expect(arrows.length).toBeGreaterThan(500)
    const upwards = arrows.filter(({ path, target }) => storey(target)! > storey(path)!)
    expect(upwards.map(({ path, target }) => `${path} -> ${target}`)).toEqual([])
  })
})

describe('a film', () => {
  test('reaches nothing of the jobs of the window, not even for a type', () => {
    const reached = new Set(sources.filter((path) => path.startsWith('src/renderer/film/')))
    expect(reached.size).toBeGreaterThan(5)
    for (const path of reached) {
      for (const { specifier } of importsOf(path)) {
        const target = resolved(path, specifier)
        if (target !== undefined && sources.includes(target)) reached.add(target)
      }
    }
    expect([...reached].filter((path) => path.startsWith('src/renderer/jobs/'))).toEqual([])
  })
})

describe('circles of imports', () => {
  test('there are none in src, not even of types', () => {
    const imports = new Map(
      sources.map((path) => [path, importsOf(path).flatMap(({ specifier }) => resolved(path, specifier) ?? [])]),
    )
    expect([...imports.values()].flat().length).toBeGreaterThan(2000)
    expect(circleIn(imports)).toEqual([])
  })

  test('a circle is found and told from end to end', () => {
    const imports = Object.entries({ a: ['b', 'd'], b: ['c'], c: ['e', 'b'], d: ['c'], e: [] })
    expect(circleIn(new Map(imports))).toEqual(['b', 'c', 'b'])
    expect(circleIn(new Map(imports.filter(([path]) => path !== 'b')))).toEqual([])
  })
})

describe('files are where they may be', () => {
  test('every source file belongs to a room', () => {
    expect(sources.filter((path) => layerOf(path) === undefined)).toEqual([])
  })

  test('names are kebab-case', () => {
    const names = filesUnder('src').map((path) => path.split('/').at(-1)!)
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+(-[a-z]+)*)+$/.test(name))).toEqual([])
  })

  test('index files are doors and entries only', () => {
    const doors = sources.filter((path) => /\/index\.tsx?$/.test(path))
    expect(
      doors.filter((path) => !/^src\/(\w+|core\/\w+|engine\/kinds|engine\/links\/\w+)\/index\.ts$/.test(path)),
    ).toEqual([])
  })

  test('what starts a browser is named for it, and so is no part of npm run check', () => {
    const tests = ['src', 'test'].flatMap(filesUnder).filter((path) => /\.test\.tsx?$/.test(path))
    const starting = tests.filter((path) =>
      importsOf(path).some(({ specifier }) => /^@?playwright|\/chromium(\.mjs)?$/.test(specifier)),
    )
    expect(starting.length).toBeGreaterThan(0)
    expect(starting.filter((path) => !path.endsWith('.browser.test.ts'))).toEqual([])
  })

  test('scripts and end-to-end specs run built output and import none of src', () => {
    const outside = [...filesUnder('scripts'), ...filesUnder('e2e')].filter((path) => /\.(ts|mjs|js)$/.test(path))
    const found = outside.flatMap((path) =>
      importsOf(path)
        .filter(({ specifier }) => resolved(path, specifier)?.startsWith('src/') === true)
        .map(({ specifier }) => `${path}: ${specifier}`),
    )
    expect(outside.length).toBeGreaterThan(0)
    expect(found).toEqual([])
  })
})

describe('a catalogue file defines one entry', () => {
  const definition = /^export default define[A-Z]\w*\(/m
  const folders = { 'src/core/landscapes': 'defineLandscape', 'src/core/optimizers': 'defineOptimizer' }

  test.each(Object.entries(folders))('%s', (folder, define) => {
    const entries = sources.filter(
      (path) =>
        dirname(path) === folder &&
        readFileSync(join(root, path), 'utf8').match(new RegExp(`^export default ${define}\\(`, 'm')) !== null,
    )
    expect(entries.length).toBeGreaterThan(5)
    for (const path of entries) {
      const text = readFileSync(join(root, path), 'utf8')
      expect(text.match(new RegExp(definition, 'gm')), path).toHaveLength(1)
      expect(text, path).not.toMatch(/^export (?!default )/m)
      expect(text, path).toContain(`id: '${path.split('/').at(-1)!.replace(/\.ts$/, '')}'`)
    }
  })
})

/** Why a file may not import this; nothing where it may. */
function objection(path: string, { specifier, typeOnly }: Import): string[] {
  const layer = layerOf(path)!
  if (typeOnly || specifier.startsWith('virtual:')) return []
  const target = resolved(path, specifier)
  if (target !== undefined) {
    const inside = target.replace(/^src\//, '')
    // Data, which the window lists.
    if (target === 'resources/examples/index.json' && layer.at === 'renderer') return []
    // package.json holds the version and nothing that runs.
    if (target === 'package.json' && layer.node) return []
    // What the start script needs before anything is built, and `basin video` too.
    if (layer.at === 'cli' && /^scripts\/lib\/(chromium|static-server)\.mjs$/.test(target)) return []
    if (layerOf(target)?.node && !layer.node) return [`${layer.at} may not import ${target}, which needs Node`]
    return layer.may.some((place) => inside === place || inside.startsWith(`${place}/`))
      ? []
      : [`${layer.at} may not import ${target}`]
  }
  if (specifier.startsWith('node:')) return layer.node ? [] : [`${layer.at} may not import ${specifier}`]
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]
  return layer.packages.includes(name) ? [] : [`${layer.at} may not import the package ${name}`]
}

function layerOf(path: string): Layer | undefined {
  return layers
    .filter((layer) => path.startsWith(`src/${layer.at}/`))
    .sort((a, b) => b.at.length - a.at.length)
    .at(0)
}

/** The project's file that a relative specifier means, by path; undefined for packages. */
function resolved(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''))
  const candidates = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`]
  const isFile = (candidate: string): boolean => /\.\w+$/.test(candidate) && existsSync(join(root, candidate))
  // A file that is not there yet is meant as TypeScript would mean it.
  return candidates.find(isFile) ?? (/\.\w+$/.test(target) ? target : `${target}.ts`)
}

/**
 * The first circle among files that refer to each other, its beginning repeated at the end; empty where there is none.
 */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>()
  const visit = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (finished.has(path)) return []
    for (const target of imports.get(path) ?? []) {
      const circle = visit(target, [...way, path])
      if (circle.length > 0) return circle
    }
    finished.add(path)
    return []
  }
  for (const path of imports.keys()) {
    const circle = visit(path, [])
    if (circle.length > 0) return circle
  }
  return []
}

function importsOf(path: string): Import[] {
  return readImports(path, readFileSync(join(root, path), 'utf8'))
}

function readImports(path: string, text: string): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause
      const names =
        clause?.namedBindings !== undefined && ts.isNamedImports(clause.namedBindings)
          ? clause.namedBindings.elements
          : undefined
      const typeOnly =
        clause !== undefined &&
        (clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
          (clause.name === undefined &&
            names !== undefined &&
            names.length > 0 &&
            names.every((name) => name.isTypeOnly)))
      found.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      found.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly: node.isTypeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteralLike(argument))
        found.push({ specifier: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, false))
  return found
}

/** Every file under a folder of the project, as a path with forward slashes. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
