import { beforeAll, describe, expect, test } from 'vitest'
import { readDirections } from './directions'
import { loadHdf5 } from './hdf5-library'
import { type NdArray, npy } from './npy'
import { npz, type NpzEntry } from './npz'
import { readSafetensors } from './safetensors'
import { readState, type StateNames } from './state-dict'
import { readTrajectory } from './trajectory'
import { hdf5 } from './write-hdf5'

/** Two inputs, one normalised unit, one output: 2 + 1 + 1 + 1 + 1 + 1 parameters. */
const names: StateNames = {
  layout: [
    { name: '0.weight', role: 'weight', offset: 0, shape: [1, 2] },
    { name: '0.bias', role: 'bias', offset: 2, shape: [1] },
    { name: '1.weight', role: 'scale', offset: 3, shape: [1] },
    { name: '1.bias', role: 'bias', offset: 4, shape: [1] },
    { name: '3.weight', role: 'weight', offset: 5, shape: [1, 1] },
    { name: '3.bias', role: 'bias', offset: 6, shape: [1] },
  ],
  normalised: [{ name: '1', units: 1 }],
}
const n = 7

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return new Uint8Array(Buffer.concat(parts))
}

type Arrays = Readonly<Record<string, readonly number[] | NdArray>>

function arrayOf(value: readonly number[] | NdArray): NdArray {
  return 'data' in value ? value : { shape: [value.length], data: Float64Array.from(value) }
}

function archive(arrays: Arrays): Promise<Uint8Array> {
  const entries = Object.entries(arrays).map(([name, value]): NpzEntry => {
    const { shape, data } = arrayOf(value)
    return { name: name.split('/'), shape, chunks: [data] }
  })
  return bytesOf(npz(entries))
}

function matrix(rows: number, columns: number, at: (k: number) => number = (k) => k / 8): NdArray {
  return { shape: [rows, columns], data: Float64Array.from({ length: rows * columns }, (_, k) => at(k)) }
}

describe('recorded paths', () => {
  test('rows of parameters, counted from 0', async () => {
    const { shape, data } = matrix(3, n)
    const read = readTrajectory('path.npy', await bytesOf(npy(shape, [data])), n)
    expect(read.value).toEqual({ count: 3, theta: data, step: Float64Array.of(0, 1, 2) })
  })

  test('an archive with steps and losses, and what basin race writes of one racer', async () => {
    const theta = matrix(2, n)
    const read = readTrajectory('path.npz', await archive({ steps: [0, 10], theta, loss: [2, NaN] }), n)
    expect(read.value).toEqual({
      count: 2,
      theta: theta.data,
      step: Float64Array.of(0, 10),
      loss: Float64Array.of(2, NaN),
    })
    const race = await archive({
      'adam/step': [0, 5],
      'adam/theta': theta,
      'adam/loss': [2, 1],
      'adam/distance': [0, 0],
    })
    expect(readTrajectory('race.npz', race, n).value?.step).toEqual(Float64Array.of(0, 5))
  })

  test('one with more numbers than a surface may have', async () => {
    const { shape, data } = matrix(160_000, n)
    expect(readTrajectory('path.npy', await bytesOf(npy(shape, [data])), n).value?.count).toBe(160_000)
    expect(readTrajectory('path.npz', await archive({ theta: { shape, data } }), n).value?.count).toBe(160_000)
  })

  test.each<[what: string, arrays: Arrays, message: string, where?: string]>([
    ['theta missing', { x: [1] }, 'theta is missing; the file has x'],
    ['several', { 'a/theta': matrix(1, n), 'b/theta': matrix(1, n) }, 'file holds 2 paths: a/theta, b/theta'],
    ['a list', { theta: [1, 2] }, 'theta has the shape (2,), expected (steps, 7): 7 parameters a row', 'theta'],
    ['turned', { theta: matrix(n, 3) }, 'theta has the shape (7, 3), expected (steps, 7): 7 parameters a row', 'theta'],
    ['empty', { theta: matrix(0, n) }, 'theta has the shape (0, 7), expected at least one row', 'theta'],
    [
      'a hole',
      { theta: matrix(2, n, (k) => (k === 9 ? NaN : 0)) },
      'number 2 of point 1 is NaN, expected a finite one',
      'theta',
    ],
    [
      'losses',
      { theta: matrix(2, n), loss: [1] },
      'loss has 1 numbers, expected 2, one for each point of theta',
      'loss',
    ],
    [
      'steps',
      { theta: matrix(2, n), steps: [5, 5] },
      'step of point 1 is 5, expected one after that of the point before',
      'steps',
    ],
  ])('wrong: %s', async (_, arrays, message, where) => {
    const [problem] = readTrajectory('path.npz', await archive(arrays), n).problems
    expect([problem?.message, problem?.where]).toEqual([message, where])
    expect(problem?.remedy).not.toBe('')
  })

  test('a turned one is to be transposed; others have no path', async () => {
    const { problems } = readTrajectory('path.npz', await archive({ theta: matrix(n, 3) }), n)
    expect(problems[0]?.remedy).toBe('transpose it')
    expect(readTrajectory('path.csv', Uint8Array.of(1), n).problems[0]?.message).toContain('ends in "csv"')
    const whole = await archive({ theta: matrix(2, n) })
    expect(readTrajectory('path.npz', whole.subarray(0, -40), n).problems[0]?.message).toContain('cut off')
  })
})

/** A safetensors file. */
function safetensors(header: object | string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

const bytesIn = (numbers: Float64Array | Float32Array | Uint16Array): Uint8Array => new Uint8Array(numbers.buffer)

describe('safetensors', () => {
  test('every type of float', () => {
    const data = new Uint8Array([
      ...bytesIn(Float64Array.of(0.1)),
      ...bytesIn(Float32Array.of(0.5, -2)),
      ...bytesIn(Uint16Array.of(0x3555)),
      ...bytesIn(Uint16Array.of(0x3eab, 0xc000)),
    ])
    const file = safetensors(
      {
        __metadata__: { format: 'pt' },
        a: { dtype: 'F64', shape: [], data_offsets: [0, 8] },
        b: { dtype: 'F32', shape: [2, 1], data_offsets: [8, 16] },
        c: { dtype: 'F16', shape: [1], data_offsets: [16, 18] },
        d: { dtype: 'BF16', shape: [2], data_offsets: [18, 22] },
      },
      data,
    )
    const { value } = readSafetensors(file)
    expect(value?.faults).toEqual([])
    expect(Object.fromEntries(value!.arrays)).toEqual({
      a: { shape: [], data: Float64Array.of(0.1) },
      b: { shape: [2, 1], data: Float64Array.of(0.5, -2) },
      c: { shape: [1], data: Float64Array.of(0.333251953125) },
      d: { shape: [2], data: Float64Array.of(0.333984375, -2) },
    })
  })

  test.each([
    ['nothing', new Uint8Array(3), /no header/],
    ['another file', new TextEncoder().encode('\x89HDF\r\n\x1a\n and more'), /no header/],
    [
      'a header that is cut off',
      safetensors({ a: 1 }).subarray(0, 12),
      /cut off inside its header, of 7 bytes in a file of 12/,
    ],
    ['a header that is no JSON', safetensors('{"a":'), /not JSON/],
  ])('wrong: %s', (_, bytes, message) => {
    expect(readSafetensors(bytes).problems[0]?.message).toMatch(message)
  })

  test.each([
    ['type', { dtype: 'F8_E4M3', shape: [1], data_offsets: [0, 1] }, /"F8_E4M3", expected F64/],
    ['shape', { dtype: 'F32', shape: [3], data_offsets: [0, 8] }, /needs 12 bytes of F32 and has 8/],
    ['place', { dtype: 'F32', shape: [2], data_offsets: [4, 12] }, /ends at byte 12 of the data, of which there are 8/],
    ['offsets', { dtype: 'F32', shape: [2], data_offsets: [-8, 0] }, /expected dtype, shape and data_offsets/],
  ])('a tensor of the wrong %s is told by its name', (_, entry, message) => {
    const file = safetensors({ '0.weight': entry }, new Uint8Array(8))
    expect(readSafetensors(file).value?.faults[0]?.problem.message).toMatch(message)
    const [problem] = readState('weights.safetensors', file, names).problems
    expect(problem?.where).toBe('0.weight')
    expect(problem?.message).toMatch(message)
  })

  test('a state_dict by its names; what is missing or of another shape is told', () => {
    const tensors = {
      '0.weight': [1, 2],
      '0.bias': [1],
      '1.weight': [1],
      '1.bias': [1],
      '3.weight': [1, 1],
      '3.bias': [1],
    }
    const file = (shapes: Readonly<Record<string, readonly number[]>>): Uint8Array => {
      let at = 0
      const header = Object.entries(shapes).map(([name, shape]) => {
        const from = at
        at += 4 * shape.reduce((a, b) => a * b, 1)
        return [name, { dtype: 'F32', shape, data_offsets: [from, at] }] as const
      })
      return safetensors(Object.fromEntries(header), bytesIn(Float32Array.from({ length: at / 4 }, (_, k) => k + 1)))
    }
    expect(readState('w.safetensors', file(tensors), names).value?.theta).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6, 7))
    const { '3.bias': _, ...fewer } = tensors
    expect(readState('w.safetensors', file(fewer), names).problems[0]).toMatchObject({
      message: expect.stringContaining('3.bias is missing, expected the shape (1,)') as string,
      where: '3.bias',
    })
    expect(readState('w.safetensors', file({ ...tensors, '0.weight': [2, 1] }), names).problems[0]).toMatchObject({
      message: '0.weight has the shape (2, 1), expected (1, 2)',
      remedy: 'transpose it: rows are outputs',
    })
  })
})

describe('directions of a slice', () => {
  beforeAll(loadHdf5)
  const u = [1, 2, 3, 4, 5, 6, 7]
  const v = [0, 1, 0, 0, 0, 0, 0]

  test('origin, u and v by name, or without an origin, or a line', async () => {
    const origin = [7, 6, 5, 4, 3, 2, 1]
    expect(readDirections('plane.npz', await archive({ origin, u, v, shares: [1, 0] }), names).value).toEqual({
      origin,
      u,
      v,
    })
    expect(readDirections('line.npz', await archive({ u }), names).value).toEqual({ u })
    const text = new TextEncoder().encode(JSON.stringify({ origin, u, v, eigenvalues: [1] }))
    expect(readDirections('plane.json', text, names).value).toEqual({ origin, u, v })
  })

  const tensors = (
    group: string,
    shapes: readonly (readonly number[])[],
    from = 1,
  ): Readonly<Record<string, NdArray>> => {
    let next = from
    return Object.fromEntries(
      shapes.map((shape, k) => {
        const data = Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => next++)
        return [`${group}/${k}`, { shape, data }]
      }),
    )
  }
  const ofParameters = names.layout.map(({ shape }) => shape)

  test('tensors of parameters in HDF5, as loss-landscape writes them', () => {
    const both = hdf5({ ...tensors('xdirection', ofParameters), ...tensors('ydirection', ofParameters, 11) })
    expect(readDirections('d.h5', both, names).value).toEqual({ u, v: u.map((entry) => entry + 10) })
    expect(readDirections('d.h5', hdf5(tensors('xdirection', ofParameters)), names).value).toEqual({ u })
  })

  test('tensors of a state_dict, whose statistics are left out', () => {
    const ofState = [...ofParameters.slice(0, 4), [1], [1], [], ...ofParameters.slice(4)]
    expect(readDirections('d.h5', hdf5(tensors('xdirection', ofState)), names).value).toEqual({
      u: [1, 2, 3, 4, 5, 9, 10],
    })
  })

  test.each<
    [what: string, name: string, bytes: () => Promise<Uint8Array> | Uint8Array, message: RegExp, where?: string]
  >([
    ['u missing', 'd.npz', () => archive({ w: u }), /u is missing; the file has w/],
    ['length', 'd.npz', () => archive({ u: [1, 2] }), /u has the shape \(2,\), expected \(7,\)/, 'u'],
    ['a hole', 'd.npz', () => archive({ u, v: [...v.slice(1), NaN] }), /v\[6\] is NaN/, 'v'],
    ['JSON', 'd.json', () => new TextEncoder().encode('{"u": "x"}'), /u is "x", expected a list of numbers/, 'u'],
    ['no JSON', 'd.json', () => new TextEncoder().encode('[1]'), /no JSON object/],
    ['ending', 'd.csv', () => Uint8Array.of(1), /ends in "csv", expected .npz, .json, .h5, .hdf5/],
    ['no groups', 'd.h5', () => hdf5({ x: arrayOf(u) }), /xdirection has 0 numbered tensors, expected 6/, 'xdirection'],
    [
      'tensor',
      'd.h5',
      () => hdf5(tensors('xdirection', [[2, 1], ...ofParameters.slice(1)])),
      /xdirection\/0 has the shape \(2, 1\), expected \(1, 2\) as 0.weight has/,
      'xdirection/0',
    ],
    ['damaged', 'd.h5', () => hdf5({ x: arrayOf(u) }).subarray(0, 100), /cut off or damaged/],
  ])('wrong: %s', async (_, name, bytes, message, where) => {
    const [problem] = readDirections(name, await bytes(), names).problems
    expect(problem?.message).toMatch(message)
    expect(problem?.where).toBe(where)
  })
})
