import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { compileC } from './compile-c'
import { hasModule, python } from './python'

/** Milliseconds by function on 1024 x 1024 points; absent where there is no compiler. */
export type PlaneTimes = Readonly<Record<string, number>>

/** A C compiler's loops, vectors of two doubles and liberties with the order of operations included. */
export function compiledPlanes(): (() => PlaneTimes) | undefined {
  const program = compileC('plane-peers')
  if (program === undefined) return undefined
  return () => JSON.parse(spawnSync(program, { encoding: 'utf8' }).stdout) as PlaneTimes
}

/** The libraries of Python that are measured, and their modules. */
export const pythonPeers = { NumPy: 'numpy', numexpr: 'numexpr', numba: 'numba', PyTorch: 'torch', JAX: 'jax' } as const
export type PythonPeer = keyof typeof pythonPeers

/** Milliseconds of the whole grid at once, and of 16 rows at a time. */
export type PeerTimes = Readonly<Record<string, { readonly whole: number; readonly parts: number }>>

/** A library of Python by the same functions, one thread. Of JAX `NAME, all` too: value, gradient and Hessian. */
export function pythonPlanes(peer: PythonPeer): (() => PeerTimes) | undefined {
  const module = pythonPeers[peer]
  if (!hasModule(module)) return undefined
  return () => {
    const run = spawnSync(python, [resolve('bench/support/plane-peers.py'), module], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`the program that measures ${peer} failed:\n${run.stderr}`)
    return JSON.parse(run.stdout) as PeerTimes
  }
}
