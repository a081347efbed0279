import { createWebEngine } from '../../../src/engine/links/web/create-web-engine'
import { portToWorker } from '../../../src/engine/links/web/worker-port'
import { digests, type Digests } from '../digests'
import { fingerprints, type Fingerprints } from '../fingerprints'
import { kernelFingerprints } from '../kernel-fingerprints'
import { moduleFingerprints } from '../module-fingerprints'
import { linkCases, type OpenLink } from '../suite'

const open: OpenLink = async (workers) => {
  const coordinator = new Worker(new URL('./coordinator.ts', import.meta.url), { type: 'module', name: `${workers}` })
  return { port: portToWorker(coordinator), close: () => coordinator.terminate() }
}

/** What the test asks of the page. */
export interface LinkPage {
  /** Runs a case; the message of what went wrong, or nothing. */
  runCase(name: string): Promise<string | undefined>
  digests(workers: number): Promise<Digests>
  fingerprints(): Promise<Fingerprints>
  kernelFingerprints(): Readonly<Record<string, string>>
  moduleFingerprints(): Readonly<Record<string, string>>
  /** A value from the engine that the window uses. */
  probeByWindowEngine(): Promise<number>
}

const page: LinkPage = {
  async runCase(name) {
    try {
      await linkCases.find((candidate) => candidate.name === name)!.run(open)
      return undefined
    } catch (thrown) {
      return String(thrown)
    }
  },
  digests: (workers) => digests(open, workers),
  fingerprints: () => fingerprints(open),
  kernelFingerprints,
  moduleFingerprints,
  async probeByWindowEngine() {
    const engine = createWebEngine()
    const landscape = { kind: 'expression', expression: '(1-x)^2 + 100*(y-x^2)^2', parameters: {} } as const
    const end = await engine.run('probe', { landscape, domain: { x: [-2, 2], y: [-1, 3] }, at: [0, 1] }).end
    engine.close()
    if (end.status !== 'done') throw new Error(JSON.stringify(end))
    return end.result.value
  },
}

Object.assign(globalThis, { page })
