import { spawnSync } from 'node:child_process'
import { hasModule, python } from './python'

/**
 * Rates by name, or undefined where Python or the module is absent. Programs read JSON and answer JSON; their clock is
 * that of the processor.
 */
function askPython(module: string, program: string, question: unknown): Readonly<Record<string, number>> | undefined {
  if (!hasModule(module)) return undefined
  const run = spawnSync(python, ['-c', program], {
    encoding: 'utf8',
    input: JSON.stringify(question),
    // Threads would only wait for each other over two numbers.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  })
  if (run.status !== 0) throw new Error(`the program that measures ${module} failed:\n${run.stderr}`)
  return JSON.parse(run.stdout) as Record<string, number>
}

const torchProgram = `
import json, time, torch
def run(n):
    p = torch.tensor([-1.5, 2.0], dtype=torch.float64, requires_grad=True)
    o = torch.optim.Adam([p], lr=1e-3)
    for _ in range(n):
        o.zero_grad()
        x, y = p
        ((1 - x) ** 2 + 100 * (y - x ** 2) ** 2).backward()
        o.step()
run(200)
t = time.process_time(); run(4000); print(json.dumps({'Adam': 4000 / (time.process_time() - t)}))
`

/** PyTorch's name of each rule that is compared with it. */
export const torchMethods = { adam: 'Adam' } as const

/** Steps a second of PyTorch's rules on rosenbrock, by name. */
export function torchRates() {
  return askPython('torch', torchProgram, null)
}

/** SciPy's name of each rule that it has. */
export const scipyMethods = {
  bfgs: 'BFGS',
  'l-bfgs': 'L-BFGS-B',
  'nonlinear-cg': 'CG',
  'newton-cg': 'Newton-CG',
  'trust-region': 'trust-ncg',
} as const

/** What it minimises is plain arithmetic on numbers: NumPy on arrays of two is slower. */
const scipyProgram = `
import json, sys, time
import numpy as np
from scipy.optimize import minimize
def value(p):
    x, y = float(p[0]), float(p[1])
    v = y - x * x
    return (1 - x) ** 2 + 100 * v * v, np.array([-2 * (1 - x) - 400 * x * v, 200 * v])
def product(p, d):
    x, y, u, v = float(p[0]), float(p[1]), float(d[0]), float(d[1])
    return np.array([(2 - 400 * (y - 3 * x * x)) * u - 400 * x * v, -400 * x * u + 200 * v])
question = json.load(sys.stdin)
def run(method, starts):
    begun, evaluations = time.process_time(), 0
    extra = {'hessp': product} if method in ('Newton-CG', 'trust-ncg') else {}
    for start in starts:
        found = minimize(value, start, jac=True, method=method, **extra)
        evaluations += found.nfev + found.get('nhev', 0)
    return (time.process_time() - begun) / evaluations
answer = {}
for method in question['methods']:
    run(method, question['starts'][:4])
    answer[method] = 1 / run(method, question['starts'])
print(json.dumps(answer))
`

/**
 * Evaluations a second of SciPy's rules on rosenbrock from these starts, by method; a Hessian-vector product is one.
 */
export function scipyRates(starts: readonly (readonly number[])[]) {
  return askPython('scipy', scipyProgram, { methods: Object.values(scipyMethods), starts })
}
