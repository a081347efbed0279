import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { blobName } from '../blob-name'
import { checkScene, parseScene } from './parse'
import { sceneJsonSchema } from './schema'
import { longestList, vectorToBytes, withBase64, withLists } from './vector-document'
import { largestInline, putInVectors, takeOutVectors } from './vectors-beside'
import { writeScene } from './write'

const extremes = [-0, 0, 5e-324, -5e-324, 2.225073858507201e-308, 1.7976931348623157e308, -1.7976931348623157e308, 0.1]
const chain = (dimension: number) => ({ kind: 'catalog', id: 'rosenbrock-n', dimension })

/** n numbers whose bits are all kinds of bits. */
function vector(n: number, seed: number): readonly number[] {
  const [drawn] = fc.sample(
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: n, maxLength: n, size: 'max' }),
    { seed, numRuns: 1 },
  )
  return drawn!.map((entry, i) => (n >= extremes.length && i < extremes.length ? extremes[i]! : entry))
}

/** A direction: its largest entry is one that planes accept. */
function direction(n: number, seed: number): readonly number[] {
  return vector(n, seed).map((entry, i) => (Math.abs(entry) > 1e50 ? 1 + ((seed * i) % 7) : entry))
}

/** A document with vectors in all their places. */
function withVectors(n: number) {
  const slice = { origin: vector(n, 1), u: direction(n, 2), v: direction(n, 3) }
  const racers = [{ optimizer: 'sgd', start: vector(n, 4) }, { optimizer: 'adam' }]
  return { basin: 1, landscape: { ...chain(n), slice }, start: vector(n, 5), racers }
}

/** Those that a network has besides. */
function withNetworkVectors(n: number) {
  const matrix = (seed: number) => ({ shape: [n, 1], values: vector(n, seed) })
  const network = { theta: vector(n, 6), running: vector(n, 7), data: { inputs: matrix(8), targets: matrix(9) } }
  const document = withVectors(n)
  return { ...document, landscape: { ...document.landscape, ...network } }
}

/** No landscape of today has so many coordinates as some of these vectors: what is written and read is the document. */
function written(document: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(withBase64(document), null, 2)
}

function read(text: string): object {
  const { value, problems } = withLists(JSON.parse(text) as object)
  expect(problems).toEqual([])
  return value!
}

async function backIn(text: string, blobs: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const { value, problems } = await putInVectors(text, async (name) => ({ path: name, bytes: blobs.get(name) }))
  expect(problems).toEqual([])
  return value!
}

describe('a vector in a file', () => {
  test.each([2, 50, 5000, 50_000])('of %i numbers comes back bit for bit, in the file and beside it', async (n) => {
    const original = withNetworkVectors(n)
    const text = written(original)
    // toEqual tells -0 from 0.
    expect(read(text)).toEqual(original)
    const { text: short, blobs } = takeOutVectors(text)
    expect(blobs.size).toBe(8 * n > largestInline ? 9 : 0)
    expect(read(await backIn(short, blobs))).toEqual(original)
    expect(takeOutVectors(await backIn(short, blobs)).text).toBe(short)
  })

  test.each([50, 1000])('of %i numbers comes back with its scene', (n) => {
    const original = scene(withVectors(n))
    const text = writeScene(original)
    expect(parseScene(text).value).toEqual(original)
    expect(writeScene(parseScene(text).value!)).toBe(text)
  })

  test.each([
    [0.5, 1.25],
    [-0, 0],
    [5e-324, -2.2250738585072014e-308],
  ])('of two numbers comes back bit for bit: %d, %d', (...start) => {
    const landscape = { kind: 'expression', expression: 'x^2 + y^2' }
    const original = scene({ basin: 1, landscape, start, racers: [{ optimizer: 'sgd', start }] })
    expect(original.racers[0]!.start).toEqual(start)
    expect(parseScene(writeScene(original)).value).toEqual(original)
  })

  test('is a list as long as a person reads one, then base64 of little-endian float64', () => {
    const formOf = (n: number): unknown => {
      const start = Array.from({ length: n }, (_, i) => i - 1)
      const landscape = { ...chain(n), slice: { kind: 'axes', axes: [1, 2], through: start } }
      const document = JSON.parse(writeScene(scene({ basin: 1, landscape, start }))) as Record<string, never>
      expect(document).toMatchObject({ landscape: { slice: { through: document['start'] } } })
      return document['start']
    }
    expect(formOf(longestList)).toHaveLength(longestList)
    expect(formOf(longestList + 1)).toEqual({
      float64: Buffer.from(Float64Array.from({ length: longestList + 1 }, (_, i) => i - 1).buffer).toString('base64'),
    })
  })

  test('stands in the file up to a size, and beside it above', () => {
    const numbers = largestInline / 8
    const blobsOf = (n: number) => takeOutVectors(written({ start: vector(n, 1) }))
    expect(blobsOf(numbers).blobs.size).toBe(0)
    const bytes = vectorToBytes(vector(numbers + 1, 1))
    expect(blobsOf(numbers + 1).blobs).toEqual(new Map([[blobName(bytes), bytes]]))
    expect(JSON.parse(blobsOf(numbers + 1).text)).toMatchObject({ start: { blob: blobName(bytes) } })
  })

  test('a title that looks like one is left alone', async () => {
    const title = '{ "blob": "' + '0'.repeat(64) + '" }'
    const text = writeScene(scene({ basin: 1, title, landscape: chain(4) }))
    expect(takeOutVectors(text)).toEqual({ text, blobs: new Map() })
    expect(await backIn(text, new Map())).toBe(text)
  })

  test.each([
    [{ float64: 'AAAA!' }, 'float64 is "AAAA!", expected base64 of 8 bytes for each number'],
    [{ float64: 7 }, 'float64 is 7, expected base64 of 8 bytes for each number'],
    [{ float64: 'AAAA' }, 'float64 is 3 bytes, expected base64 of 8 bytes for each number'],
    [
      { float64: Buffer.from(Float64Array.of(1, NaN).buffer).toString('base64') },
      'float64 has NaN as number 1, expected finite numbers',
    ],
    [{ blob: 'ab' }, 'vector "ab" lies beside its file, and cannot be seen from here'],
  ])('that cannot be read is a problem with its place: %j', (value, message) => {
    const landscape = { ...chain(2), slice: { origin: [0, 0], u: value, v: [0, 1] } }
    const { problems } = checkScene({ basin: 1, landscape, start: value, racers: [{ optimizer: 'sgd', start: value }] })
    expect(problems.map((problem) => `${problem.where}: ${problem.message}`)).toEqual(
      ['landscape.slice.u', 'start', 'racers[0].start'].map((where) => `${where}: ${message}`),
    )
  })

  test('that is missing or damaged beside the file is one problem, which names the file', async () => {
    const { text, blobs } = takeOutVectors(written(withVectors(8193)))
    const [name] = blobs.keys()
    const problemsWith = async (bytes: Uint8Array | undefined) => {
      const read = async (asked: string) => ({
        path: `x.basin-blobs/${asked}.f64`,
        bytes: asked === name ? bytes : blobs.get(asked),
      })
      return (await putInVectors(text, read)).problems.map(({ message }) => message)
    }
    const whole = blobs.get(name!)!
    const file = `vector beside the scene, x.basin-blobs/${name}.f64,`
    expect(await problemsWith(whole)).toEqual([])
    expect(await problemsWith(undefined)).toEqual([`${file} is missing or cannot be read`])
    expect(await problemsWith(whole.slice(1))).toEqual([`${file} has 65543 bytes, expected 8 for each number`])
    expect(await problemsWith(whole.slice(8))).toEqual([`${file} has 65536 bytes that are not those of its name`])
    const changed = whole.slice()
    changed[17]! ^= 1
    expect(await problemsWith(changed)).toEqual([`${file} has 65544 bytes that are not those of its name`])
  })

  test('of many millions of characters is taken out and put in', async () => {
    const text = `{ "float64": "${'AAAA'.repeat(5_000_000)}" }`
    const { text: short, blobs } = takeOutVectors(text)
    expect(short.length).toBeLessThan(100)
    expect(await backIn(short, blobs)).toBe(text)
  })
})

test('the JSON Schema tells every form of a vector', () => {
  const schema = JSON.stringify(sceneJsonSchema())
  const { $defs } = sceneJsonSchema() as { $defs: { vector: { anyOf: { properties?: object }[] } } }
  expect($defs.vector.anyOf.map(({ properties = {} }) => Object.keys(properties))).toEqual([[], ['float64'], ['blob']])
  const racers = schema.slice(schema.indexOf('"racers"'))
  for (const key of ['start', 'origin', 'u', 'v', 'through'])
    expect(schema).toMatch(new RegExp(`"${key}":[^"]*("anyOf":[^"]*)?"\\$ref":"#/\\$defs/vector"`))
  expect(racers).toMatch(/"start":\{"anyOf":\[\{"\$ref":"#\/\$defs\/vector"/)
})
