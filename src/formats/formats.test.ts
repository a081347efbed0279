import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from './csv'
import { json, NumberStream } from './json'
import { npy, readNpy } from './npy'
import { npz, readNpz } from './npz'
import { numberText } from './number-text'

const special = Float64Array.of(0, -0, 1 / 3, NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308)
const bits = (data: Float64Array): string => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')

async function collect<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const piece of pieces) collected.push(piece)
  return collected
}
async function text(pieces: AsyncIterable<string>): Promise<string> {
  return (await collect(pieces)).join('')
}
async function bytes(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await collect(pieces))
}

describe('npy', () => {
  test('reads back to the same bits and shape, however it was cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.float64Array({ maxLength: 40 }),
        fc.nat({ max: 40 }),
        fc.integer({ min: 0, max: 3 }),
        async (data, cut, extraAxes) => {
          const shape = [data.length, ...Array<number>(extraAxes).fill(1)]
          const file = await bytes(npy(shape, [data.subarray(0, cut), data.subarray(cut)]))
          const { value } = readNpy(file)
          expect(value?.shape).toEqual(shape)
          expect(bits(value!.data)).toBe(bits(data))
        },
      ),
      { seed: 1 },
    )
  })

  test('begins as the format says, with data at a multiple of 64 bytes', async () => {
    const file = await bytes(npy([2, 4], [special]))
    expect(Buffer.from(file.subarray(0, 8)).toString('latin1')).toBe('\x93NUMPY\x01\x00')
    expect(file.length).toBe(128 + 64)
    expect(Buffer.from(file.subarray(10, 128)).toString('latin1')).toMatch(
      /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 4\), \} +\n$/,
    )
    // 1/3 is 3fd5555555555555, little endian.
    expect(Buffer.from(file.subarray(128 + 16, 128 + 24)).toString('hex')).toBe('555555555555d53f')
  })

  test('has one NaN, whatever bits the processor gave it', async () => {
    const nans = new Float64Array(new BigUint64Array([0xfff8000000000000n, 0x7ff8000000000001n]).buffer)
    const file = await bytes(npy([2], [nans]))
    expect(Buffer.from(file.subarray(-16)).toString('hex')).toBe('000000000000f87f'.repeat(2))
  })

  test('refuses to end with fewer numbers than its shape promised', async () => {
    await expect(bytes(npy([3], [Float64Array.of(1, 2)]))).rejects.toThrow('needs 3 numbers and got 2')
  })

  test.each([
    ['not an array', Buffer.from('hello there, this is text'), 'not a NumPy array'],
    ['empty', new Uint8Array(), 'not a NumPy array'],
  ])('names what is wrong with a file: %s', (_, file, message) => {
    expect(readNpy(file).problems[0]?.message).toContain(message)
  })

  test('names a file that was cut off', async () => {
    const file = await bytes(npy([8], [special]))
    expect(readNpy(file.subarray(0, -8)).problems[0]?.message).toContain('needs 64 bytes of data and has 56')
  })
})

describe.each(['stored', 'deflated'] as const)('npz, %s', (storage) => {
  test('reads back every array', async () => {
    const long = Float64Array.from({ length: 20_000 }, (_, i) => (i * i) % 97)
    const entries = [
      { name: 'theta', shape: [4, 2], chunks: [special] },
      { name: ['adam', 'loss'], shape: [20_000], chunks: [long.subarray(0, 5), long.subarray(5)] },
    ]
    const file = await bytes(npz(entries, storage))
    expect(await bytes(npz(entries, storage))).toEqual(file)
    const { arrays } = readNpz(file).value!
    expect([...arrays.keys()]).toEqual(['theta', 'adam/loss'])
    expect(arrays.get('theta')!.shape).toEqual([4, 2])
    expect(bits(arrays.get('theta')!.data)).toBe(bits(special))
    expect(bits(arrays.get('adam/loss')!.data)).toBe(bits(long))
    expect(file.length < long.byteLength).toBe(storage === 'deflated')
  })
})

test('a file that is no archive is named as such', () => {
  expect(readNpz(new Uint8Array(30)).problems[0]?.message).toContain('not a ZIP archive')
})

describe('csv', () => {
  test('spells non-finite numbers as numpy does and quotes text where it must', async () => {
    const rows = [[1, NaN, 'a'], Float64Array.of(-0, Infinity, -Infinity), [0.1, 1e21, 'say "b", c']]
    expect(await text(csv(['x', 'y', 'racer'], rows))).toBe(
      'x,y,racer\n1,nan,a\n-0,inf,-inf\n0.1,1e+21,"say ""b"", c"\n',
    )
  })

  test('a long table comes in pieces', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [i, i / 7])
    const pieces = await collect(csv(['i', 'x'], rows))
    expect(pieces.length).toBeGreaterThan(5)
    const lines = pieces.join('').trimEnd().split('\n')
    expect(lines).toHaveLength(30_001)
    expect(lines[29_999]).toBe(`29998,${29998 / 7}`)
  })
})

test('number text reads back to the same bits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => Object.is(Number(numberText(x)), x)),
    { seed: 2 },
  )
})

describe('json', () => {
  test('is what JSON.stringify writes, for any plain document', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (document) => {
        expect(JSON.parse(await text(json(document as never)))).toEqual(document)
      }),
      { seed: 3 },
    )
  })

  test('streams numbers and rows, with null for what JSON cannot say', async () => {
    const rows = new NumberStream([Float64Array.of(1, 2, NaN, 4), Float64Array.of(5, -Infinity)], 2)
    const source = { at: special.subarray(0, 4), rows, none: undefined, empty: new NumberStream([]), bad: NaN }
    expect(await text(json(source))).toBe(
      `{"at":[0,-0,${1 / 3},null],"rows":[[1,2],[null,4],[5,null]],"empty":[],"bad":null}\n`,
    )
  })

  test('a long array comes in pieces and whole', async () => {
    const data = Float64Array.from({ length: 50_001 }, (_, i) => i / 3)
    for (const columns of [undefined, 3]) {
      const pieces = await collect(json(new NumberStream([data], columns)))
      expect(pieces.length).toBeGreaterThan(5)
      expect((JSON.parse(pieces.join('')) as (number | number[])[]).flat()).toEqual([...data])
    }
  })
})
