import { spawnSync } from 'node:child_process'
import { compileC } from './compile-c'

/** Milliseconds by function on 1024 x 1024 points; absent where there is no compiler, or no Python with the module. */
export type PlaneTimes = Readonly<Record<string, number>>

/** A C compiler's loops, vectors of two doubles and liberties with the order of operations included. */
export function compiledPlanes(): (() => PlaneTimes) | undefined {
  const program = compileC('plane-peers')
  if (program === undefined) return undefined
  return () => JSON.parse(spawnSync(program, { encoding: 'utf8' }).stdout) as PlaneTimes
}

/** NumPy writes a temporary of a million numbers for each operation, as its users have it. */
const numpyProgram = `
import json, time
import numpy as np
line = -4 + 8 * np.arange(1024) / 1023
x, y = np.meshgrid(line, line)
tau, e = 2 * np.pi, np.e
def beale():
    xy = x * y; xyy = xy * y
    a = 1.5 - x + xy; b = 2.25 - x + xyy; c = 2.625 - x + xyy * y
    return a * a + b * b + c * c
functions = {
    'rastrigin': lambda: 20 + x * x - 10 * np.cos(tau * x) + y * y - 10 * np.cos(tau * y),
    'beale': beale,
    'ackley': lambda: -20 * np.exp(-0.2 * np.sqrt((x * x + y * y) / 2)) - np.exp((np.cos(tau * x) + np.cos(tau * y)) / 2) + e + 20,
}
def least(f):
    times = []
    for _ in range(15):
        begun = time.perf_counter(); f(); times.append(time.perf_counter() - begun)
    return 1e3 * min(times)
print(json.dumps({name: least(f) for name, f in functions.items()}))
`

export function numpyPlanes(): (() => PlaneTimes) | undefined {
  if (spawnSync('python3', ['-c', 'import numpy']).status !== 0) return undefined
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  return () => JSON.parse(spawnSync('python3', ['-c', numpyProgram], { encoding: 'utf8', env }).stdout) as PlaneTimes
}
