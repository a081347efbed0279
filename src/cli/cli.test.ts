import { chmodSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import { readNpy } from '../formats/npy'
import { readNpz } from '../formats/npz'

const rosenbrock = '(1-x)^2 + 100*(y-x^2)^2'
const scene = {
  basin: 1,
  landscape: { kind: 'expression', expression: rosenbrock, domain: { x: [-2, 2], y: [-1, 3] } },
  start: [-1.5, 2],
  seed: 0,
  steps: 20,
  racers: [
    { optimizer: 'adam', lr: 0.05, betas: [0.9, 0.999] },
    { id: 'nag', optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
  ],
}

interface RaceDocument {
  racers: {
    id: string
    optimizer: string
    outcome: string
    steps: number
    evaluations: number
    reason: string
    trace: { step: number[]; theta: number[][]; loss: (number | null)[]; gradientNorm: (number | null)[] }
  }[]
}

async function document(...args: Parameters<typeof basin>): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await basin(...args)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return JSON.parse(stdout) as Record<string, unknown>
}

const race = async (...args: Parameters<typeof basin>): Promise<RaceDocument> =>
  (await document(...args)) as unknown as RaceDocument

describe('list', () => {
  test('landscapes and optimizers carry parameters, defaults and citations', async () => {
    const { landscapes } = await document(['list', 'landscapes', '--json'])
    expect((landscapes as unknown[]).length).toBeGreaterThanOrEqual(50)
    expect(landscapes).toContainEqual(
      expect.objectContaining({ id: 'rosenbrock', citation: expect.any(String), parameters: expect.any(Object) }),
    )
    const { optimizers } = await document(['list', 'optimizers', '--json'])
    const rules = ['adagrad', 'adam', 'momentum', 'nesterov', 'rmsprop', 'sgd', 'bfgs', 'muon', 'newton', 'sgld']
    expect((optimizers as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining(rules))
  })

  test.each(['schedules', 'datasets', 'scenarios'])('%s is a list too', async (kind) => {
    expect(await document(['list', kind, '--json'])).toEqual({ [kind]: expect.any(Array) })
  })

  test('schedules say whether they meet the Robbins-Monro conditions, and why', async () => {
    const { schedules } = await document(['list', 'schedules', '--json'])
    expect(schedules).toContainEqual(
      expect.objectContaining({ id: 'inverse-time', robbinsMonro: { holds: true, why: expect.any(String) } }),
    )
    const { stdout } = await basin(['list', 'schedules'])
    expect(stdout).toMatch(/^id +title +Robbins-Monro +hyperparameters\n/)
    expect(stdout).toMatch(/^cosine +Cosine decay +no +tMax=0 minFactor=0\n {4}I. Loshchilov/m)
  })

  test('samplers say which examples they take', async () => {
    const { samplers } = await document(['list', 'samplers', '--json'])
    expect((samplers as { id: string }[]).map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'full',
        'fresh',
        'listed',
        'reshuffle',
        'sequential',
        'shuffle-once',
        'with-replacement',
      ]),
    )
    expect(samplers).toContainEqual(
      expect.objectContaining({
        id: 'fresh',
        takes: 'new',
        description: expect.any(String),
        citation: expect.any(String),
      }),
    )
    const { stdout } = await basin(['list', 'samplers'])
    expect(stdout).toMatch(/^id +title +examples\n/)
    expect(stdout).toMatch(/^sequential +In order +some\n {4}D. P. Bertsekas/m)
  })

  test('data sets say what they are, with their options', async () => {
    const { datasets } = await document(['list', 'datasets', '--json'])
    expect((datasets as { id: string }[]).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['moons', 'circles', 'spirals', 'xor', 'blobs', 'sine', 'polynomial', 'step']),
    )
    expect(datasets).toContainEqual(
      expect.objectContaining({
        id: 'moons',
        task: 'classification',
        inputs: 2,
        classes: 2,
        options: expect.objectContaining({ noise: expect.objectContaining({ default: 0.15, min: 0 }) }),
        citation: expect.any(String),
      }),
    )
    const { stdout } = await basin(['list', 'datasets'])
    expect(stdout).toMatch(/^id +title +task +inputs +options\n/)
    expect(stdout).toMatch(/^sine +Sine +regression +1 +examples=400 targetNoise=0 .*frequency=3\n {4}C. M. Bishop/m)
  })

  test('initialisers have options', async () => {
    const { initialisers } = await document(['list', 'initialisers', '--json'])
    expect(initialisers).toContainEqual(
      expect.objectContaining({
        id: 'he',
        options: expect.objectContaining({ mode: expect.objectContaining({ options: ['fan-in', 'fan-out'] }) }),
      }),
    )
    const { stdout } = await basin(['list', 'initialisers'])
    expect(stdout).toMatch(/^id +title +options\n/)
    expect(stdout).toMatch(/^xavier +Xavier +scale=1 gain=1 distribution=uniform\n {4}X. Glorot/m)
    expect(await basin(['list', 'initializers'])).toMatchObject({
      stderr: expect.stringContaining('did you mean "initialisers"?'),
    })
  })

  test('for a person it is a table', async () => {
    const { stdout } = await basin(['list', 'landscapes'])
    expect(stdout).toMatch(/^id +title +dimensions +domain +parameters\n/)
    expect(stdout).toMatch(/^rosenbrock +.*\[-2, 2\] x \[-1, 3\] +a=1 b=100\n {4}H. H. Rosenbrock/m)
  })
})

describe('probe', () => {
  test('has the Taylor terms of a step of gradient descent, and how the Hessian is conditioned', async () => {
    const { taylor } = await document(['probe', '-e', '(x^2+100*y^2)/2', '--at', '10,1', '--taylor', '.03', '--json'])
    expect(taylor).toMatchObject({ gradientSquared: 10100, gradientCurvature: 1000100, conditionNumber: 100 })
    expect(taylor).toMatchObject({ greatest: 100, stableRate: 0.02, inverseSmoothness: 0.01 })
    expect((taylor as { actual: number }).actual).toBeCloseTo(147.045, 3)
    expect((taylor as { signFlip: number }).signFlip).toBeCloseTo(0.02019798, 9)
    const flat = await document(['probe', '-e', 'x^2', '--at', '1,1', '--taylor', '.1', '--json'])
    expect(flat['nonFinite']).toMatchObject({ 'taylor.conditionNumber': 'inf' })
    const told = await basin(['probe', '-e', '-x^2', '--at', '1,1', '--taylor', '.1'])
    expect(told.stdout).toMatch(/a rise at no rate[^]*2\/lambda max +none/)
    expect((await basin(['probe', 'sphere', '--at', '1,1', '--taylor', '0'])).code).toBe(2)
  })

  test('answers everything known at a point', async () => {
    const probe = await document(['probe', 'rosenbrock', '--at', '-1.5,2', '--json'])
    expect(probe).toMatchObject({
      at: [-1.5, 2],
      value: 12.5,
      gradient: [-155, -50],
      hessian: [
        [1902, 600],
        [600, 200],
      ],
      class: expect.any(String),
    })
    expect(Object.keys(probe).slice(0, 8)).toEqual([
      'at',
      'value',
      'gradient',
      'hessian',
      'eigenvalues',
      'eigenvectors',
      'conditionNumber',
      'class',
    ])
    const [small, large] = probe['eigenvalues'] as [number, number]
    expect(small).toBeLessThan(large)
    // Trace and determinant of the Hessian above, to a few units in the last place of its largest entry.
    expect(small + large).toBeCloseTo(2102, 9)
    expect(small * large).toBeCloseTo(20400, 6)
  })

  test('takes a formula that begins with a minus sign', async () => {
    expect(await document(['probe', '-e', '-x^2', '--at', '-3,1', '--json'])).toMatchObject({ at: [-3, 1], value: -9 })
  })

  test('numbers that are not finite are null beside a field that says why', async () => {
    const probe = await document(['probe', '-e', 'log(x)', '--at', '-1,0', '--json'])
    expect(probe['value']).toBeNull()
    expect(probe['nonFinite']).toMatchObject({ value: 'nan' })
  })

  test('sets parameters and the domain', async () => {
    const at = ['--at', '2,0', '--json']
    expect(await document(['probe', '-e', 'a*x', '--param', 'a=-3', ...at])).toMatchObject({ value: -6 })
    expect(await document(['probe', 'rosenbrock', '--param', 'b=1', ...at])).toMatchObject({ value: 17 })
    expect((await basin(['probe', 'sphere', '--domain', '-9,9,-9,9', '--at', '1,1'])).stdout).toMatch(/^value +2$/m)
  })
})

describe('surface', () => {
  test('is an NPY file of float64, rows y ascending', async () => {
    const cwd = scratchFolder()
    const { code, stderr } = await basin(
      ['surface', '-e', 'x + 10*y', '--domain', '0,2,0,4', '--resolution', '3', '--out', 'grid.npy'],
      { cwd },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { value } = readNpy(readFileSync(join(cwd, 'grid.npy')))
    expect(value).toEqual({ shape: [3, 3], data: Float64Array.of(0, 1, 2, 20, 21, 22, 40, 41, 42) })
    expect(readdirSync(cwd)).toEqual(['grid.npy'])
  })

  test('writes nan and inf in CSV, null and a count in JSON', async () => {
    const cwd = scratchFolder()
    const surface = ['surface', '-e', '1/x + sqrt(y)', '--domain', '0,1,-1,0', '--resolution', '2']
    await basin([...surface, '--out', 'grid.csv'], { cwd })
    expect(readFileSync(join(cwd, 'grid.csv'), 'utf8')).toBe('x,y,value\n0,-1,nan\n1,-1,nan\n0,0,inf\n1,0,1\n')
    await basin([...surface, '--out', 'grid.json'], { cwd })
    expect(JSON.parse(readFileSync(join(cwd, 'grid.json'), 'utf8'))).toMatchObject({
      nonFinite: 3,
      values: [
        [null, null],
        [null, 1],
      ],
    })
  })

  test('of the batch that a step sees alone, with the indices of its examples', async () => {
    const scene = {
      basin: 1,
      landscape: {
        kind: 'expression',
        expression: 'a*x + y',
        examples: { a: [1, 2, 4, 8, 16] },
        domain: { x: [0, 1], y: [0, 1] },
      },
      batch: { sampler: 'sequential', size: 2 },
    }
    const input = { input: JSON.stringify(scene) }
    const { stdout } = await basin(['surface', '-', '--resolution', '2', '--batch', '2', '--json'], input)
    expect(JSON.parse(stdout)).toMatchObject({
      batch: [2, 3],
      values: [
        [0, 6],
        [1, 7],
      ],
    })
    const cwd = scratchFolder()
    const last = await basin(['surface', '-', '--resolution', '2', '--batch', '3', '--out', 's.npy'], { ...input, cwd })
    expect(last.stdout).toBe('s.npy: 2 x 2 values from 0 to 17, on 1 example\n')
    const { batch: _batch, ...whole } = scene
    const none = await basin(['surface', '-', '--batch', '1', '--json'], { input: JSON.stringify(whole) })
    expect(none).toMatchObject({
      code: 2,
      stderr:
        '--batch: every step of the scene sees all examples: there is one surface; leave it out, or give the scene batches: "batch": { "sampler": "reshuffle", "size": 8 }\n',
    })
  })
})

describe('race', () => {
  test('runs a scene file, recorded from the start on', async () => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'race.basin'), JSON.stringify(scene))
    const { racers } = await race(['race', 'race.basin', '--json'], { cwd })
    expect(racers.map(({ id, optimizer, outcome, steps }) => [id, optimizer, outcome, steps])).toEqual([
      ['adam', 'adam', 'max-steps', 20],
      ['nag', 'nesterov', 'max-steps', 20],
    ])
    const { trace } = racers[0]!
    expect(trace.step).toEqual(Array.from({ length: 21 }, (_, i) => i))
    expect(trace.theta[0]).toEqual([-1.5, 2])
    expect(trace.loss[0]).toBe(12.5)
    // Adam's first step is lr in every coordinate, but for eps beside the gradient: 1e-8 / 155.
    expect(trace.theta[1]![0]).toBeCloseTo(-1.45, 9)
    expect(trace.gradientNorm).toHaveLength(21)
  })

  test('reads standard input, overrides steps and records every k-th', async () => {
    const { racers } = await race(['race', '-', '--steps', '10', '--record', '4', '--seed', '7', '--json'], {
      input: JSON.stringify(scene),
    })
    expect(racers[0]).toMatchObject({ steps: 10, trace: { step: expect.arrayContaining([0, 4, 8]) } })
  })

  test('--companions adds those of rules that have one, by their names', async () => {
    const cwd = scratchFolder()
    const document = { ...scene, steps: 3, racers: [{ optimizer: 'nesterov-lookahead' }, { optimizer: 'adam' }] }
    const input = JSON.stringify(document)
    const { racers } = await race(['race', '-', '--companions', '--json'], { input })
    const [book, adam] = racers.map(({ trace }) => trace as unknown as Record<string, number[][]>)
    expect(book!['lookAhead']).toHaveLength(4)
    expect(book!['lookAhead']![0]).toEqual(book!['theta']![0])
    expect(book!['lookAhead']![1]).not.toEqual(book!['theta']![1])
    expect(adam!['lookAhead']).toBeUndefined()
    await basin(['race', '-', '--companions', '--out', 'race.csv'], { input, cwd })
    const [head, first, ...rest] = readFileSync(join(cwd, 'race.csv'), 'utf8').split('\n')
    expect(head).toContain('lookAhead.x,lookAhead.y')
    expect(first!.split(',')).toHaveLength(head!.split(',').length)
    expect(rest[3]).toContain('nan')
  })

  test('a landscape or a formula alone races the six', async () => {
    const { racers } = await race(['race', 'himmelblau', '--steps', '5', '--json'])
    expect(racers.map(({ id }) => id).sort()).toEqual(['adagrad', 'adam', 'momentum', 'nesterov', 'rmsprop', 'sgd'])
    expect((await race(['race', '-e', 'x^2+y^2', '--steps', '5', '--json'])).racers).toHaveLength(6)
  })

  test('a divergence is an outcome and not an error', async () => {
    const wild = { ...scene, steps: 1000, racers: [{ optimizer: 'sgd', lr: 10 }] }
    const { racers } = await race(['race', '-', '--json'], { input: JSON.stringify(wild) })
    expect(racers[0]!.outcome).toMatch(/^(diverged|non-finite)$/)
    expect(racers[0]!.reason).not.toBe('')
  })

  test('writes CSV and NPZ that agree with the JSON', async () => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'race.basin'), JSON.stringify(scene))
    const { racers } = await race(['race', 'race.basin', '--json', '--out', 'race.csv'], { cwd })
    const lines = readFileSync(join(cwd, 'race.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('racer,step,x,y,loss,gradientNorm,learningRate')
    const { trace } = racers[0]!
    expect(lines[5]).toBe(['adam', 4, ...trace.theta[4]!, trace.loss[4], trace.gradientNorm[4], 0.05].join(','))
    expect(lines).toHaveLength(1 + 2 * 21)
    await basin(['race', 'race.basin', '--out', 'race.npz'], { cwd })
    const arrays = readNpz(readFileSync(join(cwd, 'race.npz'))).value!.arrays
    expect([...arrays.get('nag/loss')!.data]).toEqual(racers[1]!.trace.loss)
    expect(arrays.get('nag/theta')!.shape).toEqual([21, 2])
  })

  test('tells the learning rate that each step took, of the rules that have one', async () => {
    const cwd = scratchFolder()
    const racers = [
      { optimizer: 'trust-region' },
      { optimizer: 'sgd', lr: 0.001, fork: { at: 2, lr: 0.0005 } },
      { optimizer: 'adam', lr: 0.125, schedule: { id: 'linear', totalIters: 2, endFactor: 0.5 } },
    ]
    writeFileSync(join(cwd, 'race.basin'), JSON.stringify({ ...scene, steps: 4, racers }))
    const raced = await race(['race', 'race.basin', '--json', '--out', 'race.csv'], { cwd })
    const rates = raced.racers.map(({ trace }) => (trace as { learningRate?: (number | null)[] }).learningRate)
    expect(rates).toEqual([undefined, [null, 0.001, 0.001, 0.0005, 0.0005], [null, 0.125, 0.09375, 0.0625, 0.0625]])
    const lines = readFileSync(join(cwd, 'race.csv'), 'utf8').trim().split('\n')
    const column = lines.map((line) => line.split(',').at(-1)!)
    expect([column[0], ...column.slice(-10)]).toEqual([
      'learningRate',
      ...rates.slice(1).flatMap((given) => given!.map((rate) => String(rate ?? 'nan'))),
    ])
    expect(new Set(column.slice(1, -10))).toEqual(new Set(['nan']))
    await basin(['race', 'race.basin', '--out', 'race.npz'], { cwd })
    const { arrays } = readNpz(readFileSync(join(cwd, 'race.npz'))).value!
    expect(arrays.has('trust-region/learningRate')).toBe(false)
    expect([...arrays.get('adam/learningRate')!.data]).toEqual(rates[2]!.map((rate) => rate ?? NaN))
  })

  test('a schedule, noise and a fork of a racer take part, and a wrong one is named', async () => {
    const racer = {
      optimizer: 'sgd',
      lr: 0.001,
      schedule: { id: 'cosine', warmup: 3 },
      noise: { kind: 'student-t', scale: 0.1, degrees: 3 },
      fork: { at: 10, lr: 0.0005 },
    }
    const thetasOf = async (changed: object): Promise<string> => {
      const { racers } = await race(['race', '-', '--json'], { input: withRacer({ ...racer, ...changed }) })
      return JSON.stringify(racers[0]!.trace.theta.slice(0, 11))
    }
    const withRacer = (given: object): string => JSON.stringify({ ...scene, racers: [given] })
    const forked = await thetasOf({})
    expect(await thetasOf({ fork: undefined })).toBe(forked)
    expect(await thetasOf({ schedule: undefined })).not.toBe(forked)
    expect(await thetasOf({ noise: undefined })).not.toBe(forked)
    const { code, stderr } = await basin(['race', '-'], { input: withRacer({ ...racer, schedule: { id: 'cosinus' } }) })
    expect(code).toBe(2)
    expect(stderr).toContain('racers[0].schedule.id: unknown schedule: "cosinus" (did you mean "cosine"?)')
  })

  test.each([[[]], [['--seeds', '2']]])('a rule that rests on smoothness is warned of once, with %j', async (more) => {
    const racers = [{ optimizer: 'bfgs' }, { optimizer: 'bfgs' }, { optimizer: 'sgd' }]
    const input = JSON.stringify({ basin: 1, landscape: { kind: 'catalog', id: 'ackley' }, racers, steps: 3 })
    const { code, stdout, stderr } = await basin(['race', '-', ...more, '--json'], { input })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^warning: bfgs rests on second derivatives, and ackley has kinks or jumps[^\n]*\n$/)
    expect(JSON.parse(stdout)).toMatchObject({ racers: [{ warning: expect.any(String) }, {}, {}] })
  })

  test('for a person it is a table of outcomes', async () => {
    const { stdout } = await basin(['race', 'sphere', '--steps', '3'])
    expect(stdout).toMatch(/^racer +outcome +steps +evaluations +loss +convergence +reason\n/)
    expect(stdout.trim().split('\n')).toHaveLength(7)
  })
})

describe('schema and video', () => {
  test('schema is a JSON Schema', async () => {
    expect(await document(['schema'])).toMatchObject({ $schema: expect.stringContaining('json-schema.org') })
  })

  test('video says plainly what is missing, and leaves nothing behind', async () => {
    const cwd = scratchFolder()
    const { code, stderr } = await basin(['video', 'sphere', '--out', 'a.webm'], {
      cwd,
      env: { BASIN_CHROMIUM: '/none' },
    })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^film not made: no Chromium found.*\n$/),
    })
    expect(readdirSync(cwd)).toEqual([])
  })
})

/** Arguments that cannot be used, and what the one line on standard error has to name. */
const unusable: readonly (readonly [name: string, args: readonly string[], line: RegExp])[] = [
  ['no command', [], /^command missing; take one of list, probe/],
  ['unknown command', ['rase', 'sphere'], /unknown command 'rase' \(did you mean race\?\)/],
  ['unknown option', ['race', 'sphere', '--stpes', '3'], /unknown option '--stpes' \(did you mean --steps\?\)/],
  ['unknown list', ['list', 'landscape'], /unknown list: "landscape" \(did you mean "landscapes"\?\)/],
  ['no scene', ['race'], /^scene missing; give one/],
  ['two scenes', ['race', 'sphere', '-e', 'x'], /both given; give one/],
  ['a second argument', ['race', 'sphere', 'beale'], /too many arguments/],
  ['unknown landscape', ['race', 'rosenbrok'], /unknown landscape: "rosenbrok" \(did you mean "rosenbrock"\?\)/],
  ['missing file', ['race', 'no/such.basin'], /scene file "no\/such.basin" cannot be read: no such file/],
  ['a folder', ['race', './'], /scene file ".\/" cannot be read: it is a folder/],
  [
    'a surface that is not there',
    ['surface', 'a.h5', '--out', 'a.npy'],
    /^a.h5: file of a measured surface cannot be read: no such file/,
  ],
  ['no point', ['probe', 'sphere'], /'--at <x,y\[,\.\.\.\]>' not specified/],
  ['point of one number', ['probe', 'sphere', '--at', '1'], /^--at: expected 2 numbers.* got 1; write --at/],
  ['point of words', ['probe', 'sphere', '--at', '1,b'], /^--at: expected finite numbers.* got "1,b"/],
  ['point not finite', ['probe', 'sphere', '--at', '1,NaN'], /^--at: expected finite numbers/],
  [
    'resolution 0',
    ['surface', 'sphere', '--out', 'a.npy', '--resolution', '0'],
    /^--resolution: .* from 2 to 8192, got "0"/,
  ],
  [
    'resolution 10^6',
    ['surface', 'sphere', '--out', 'a.npy', '--resolution', '1000000'],
    /^--resolution: .* got "1000000"/,
  ],
  [
    'batch without examples',
    ['surface', 'sphere', '--out', 'a.npy', '--batch', '1'],
    /^--batch: batch of a landscape that is not a sum over examples; leave it out/,
  ],
  ['batch 0', ['surface', 'sphere', '--out', 'a.npy', '--batch', '0'], /^--batch: .* from 1 to 10000000, got "0"/],
  ['no output', ['surface', 'sphere'], /^--out: output missing/],
  [
    'unknown format',
    ['surface', 'sphere', '--out', 'a.png'],
    /^--out: .* \.npy, \.csv, \.json, \.npz, \.h5, \.glb, \.stl, \.vtp, got "a.png"/,
  ],
  ['an option for a file', ['race', 'sphere', '--out', '--json'], /^--out: expected a file name/],
  [
    'unwritable place',
    ['race', 'sphere', '--out', '/no/such/place/a.csv'],
    /"\/no\/such\/place\/a.csv" cannot be written: no such/,
  ],
  ['negative steps', ['race', 'sphere', '--steps', '-5'], /^--steps: expected a whole number/],
  ['steps of a word', ['race', 'sphere', '--steps', 'many'], /^--steps: .* got "many"/],
  ['10^12 steps', ['race', 'sphere', '--steps', '1000000000000'], /^--steps: .*1000000000000/],
  ['no threads', ['race', 'sphere', '--threads', '0'], /^--threads: expected a whole number from 1/],
  ['min above max', ['race', 'sphere', '--domain', '1,0,0,1'], /^--domain: .* minimum below its maximum/],
  ['domain of NaN', ['race', 'sphere', '--domain', 'NaN,0,0,1'], /^--domain: expected finite numbers/],
  ['bad parameter', ['race', 'rosenbrock', '--param', 'b'], /^--param: expected NAME=VALUE/],
  ['unknown parameter', ['race', 'rosenbrock', '--param', 'bb=1'], /unknown parameter of rosenbrock: "bb"/],
  ['odd film size', ['video', 'sphere', '--out', 'a.gif', '--size', '101x100'], /^--size: .* both even/],
  ['empty formula', ['race', '-e', ''], /expression/],
  ['unbalanced parentheses', ['race', '-e', '(x'], /^-e, character 1: parenthesis "\(" is never closed/],
  ['unknown function', ['race', '-e', 'sinn(x)'], /sinn/],
  ['code for a formula', ['race', '-e', 'x.constructor.constructor("return 1")()'], /expression/],
  ['import for a formula', ['race', '-e', 'import("fs")'], /import/],
  ['an assignment', ['race', '-e', 'x = 3'], /definition of "x"/],
  ['10 000 parentheses', ['race', '-e', `${'('.repeat(10_000)}x${')'.repeat(10_000)}`], /expression/],
  ['100 000 characters', ['race', '-e', 'x+'.repeat(50_000)], /expression/],
]

describe('unusable arguments end with exit code 2 and say what, where and how to mend', () => {
  test.each(unusable)('%s', async (_name, args, line) => {
    const { code, stdout, stderr } = await basin(args)
    expect(stderr).toMatch(line)
    expect(stderr).not.toMatch(/ {4}at |Error:/)
    expect(stderr.endsWith('\n')).toBe(true)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  const texts: readonly (readonly [string, string, RegExp])[] = [
    ['not JSON', '{ basin', /standard input: line 1, column 3: scene is not JSON/],
    ['cut off', JSON.stringify(scene).slice(0, 60), /scene is cut off/],
    ['empty', '', /scene is empty/],
    ['another version', '{"basin": 2}', /format version 2, expected 1/],
    ['an unknown key', JSON.stringify({ ...scene, step: 3 }), /step/],
    ['no racers', JSON.stringify({ ...scene, racers: [] }), /racers/],
    ['a start outside', JSON.stringify({ ...scene, start: [9, 9] }), /start \(9, 9\) is outside the domain/],
    ['a negative learning rate', JSON.stringify({ ...scene, racers: [{ optimizer: 'sgd', lr: -1 }] }), /lr/],
    ['an unknown optimizer', JSON.stringify({ ...scene, racers: [{ optimizer: 'adm' }] }), /did you mean "adam"/],
  ]
  test.each(texts)('a scene that is %s', async (_name, input, line) => {
    const { code, stdout, stderr } = await basin(['race', '-', '--json'], { input })
    expect(stderr).toMatch(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('every problem is told, each on a line of its own', async () => {
    const broken = { ...scene, steps: -1, racers: [{ optimizer: 'adm' }] }
    const { stderr } = await basin(['race', '-'], { input: JSON.stringify(broken) })
    expect(stderr.trim().split('\n')).toHaveLength(2)
  })
})

describe('files', () => {
  test('an existing file is replaced whole, through a link too', async () => {
    const cwd = scratchFolder()
    writeFileSync(join(cwd, 'real.json'), 'old')
    symlinkSync('real.json', join(cwd, 'link.json'))
    expect((await basin(['race', 'sphere', '--steps', '2', '--out', 'link.json'], { cwd })).code).toBe(0)
    expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8'))).toHaveProperty('racers')
    expect(readdirSync(cwd).sort()).toEqual(['link.json', 'real.json'])
  })

  // The superuser may write anywhere.
  test.skipIf(process.getuid?.() === 0)('a folder without permission is named', async () => {
    const cwd = scratchFolder()
    chmodSync(cwd, 0o500)
    const { code, stderr } = await basin(['race', 'sphere', '--out', 'a.json'], { cwd })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('permission denied') })
  })
})
