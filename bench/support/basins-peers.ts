import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compileC } from './compile-c'
import { hasModule, python } from './python'

/** What others race from each start of a grid over [-5, 5]^2: Adam with a rate of 0.1 on himmelblau. */
export interface PeerBasins {
  /** The least processor seconds of a round. */
  readonly seconds: number
  /** x and y of each start's end, row by row. */
  readonly ends: Float64Array
}

export type BasinsPeer = (side: number, steps: number, rounds: number) => PeerBasins

/** Those that this machine has, by name. */
export function basinsPeers(): ReadonlyMap<string, BasinsPeer> {
  const peers = new Map<string, BasinsPeer>()
  const c = compileC('basins-peers')
  if (c !== undefined) peers.set('C with SSE2', peer(c))
  const inPython = (form: string): BasinsPeer => peer(python, resolve('bench/support/basins-peers.py'), form)
  if (hasModule('numpy')) {
    peers.set('blocked NumPy', inPython('blocked'))
    peers.set('NumPy', inPython('naive'))
    if (hasModule('jax')) peers.set('JAX’s jit', inPython('jax'))
  }
  return peers
}

function peer(program: string, ...first: readonly string[]): BasinsPeer {
  // What JAX computes on several threads costs more of the processor's time.
  const env = { ...process.env, OMP_NUM_THREADS: '1', XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false' }
  return (side, steps, rounds) => {
    const folder = mkdtempSync(join(tmpdir(), 'basin-bench-'))
    try {
      const file = join(folder, 'ends')
      const run = spawnSync(program, [...first, ...[side, steps, rounds].map(String), file], { encoding: 'utf8', env })
      if (run.status !== 0) throw new Error(`${[program, ...first].join(' ')} failed:\n${run.stderr}`)
      const bytes = readFileSync(file)
      return { seconds: Number(run.stdout), ends: new Float64Array(Uint8Array.from(bytes).buffer) }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
