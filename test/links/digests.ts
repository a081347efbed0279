import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { RaceChunk, SurfaceResult } from '../../src/engine/job-table'
import { type OpenLink, raceSpec, success, surfaceSpec, withSubject } from './suite'

/** What one engine computes of every kind, as SHA-256: to be compared between numbers of workers, orders and links. */
export function digests(open: OpenLink, workers: number): Promise<Readonly<Record<string, string>>> {
  return withSubject(open, workers, async ({ channel }) => {
    const columns: number[][] = []
    const onChunk = (chunk: unknown) => {
      const { racer, rows } = chunk as RaceChunk
      ;(columns[racer] ??= []).push(
        ...rows.step,
        ...rows.theta,
        ...rows.loss,
        ...rows.gradientNorm,
        ...rows.evaluations,
      )
    }
    const [surface, race, probe] = await Promise.all([
      channel.run('surface', { ...surfaceSpec(257), resolution: [257, 193], gradient: true }).end,
      channel.run('race', raceSpec(3000), { onChunk }).end,
      channel.run('probe', { landscape: surfaceSpec(2).landscape, domain: surfaceSpec(2).domain, at: [0.3, -0.7] }).end,
    ])
    const { values, gradients } = success(surface) as SurfaceResult
    return {
      values: digest(values),
      gradients: digest(gradients!),
      traces: digest(Float64Array.from(columns.flat())),
      endings: JSON.stringify(success(race)),
      probe: JSON.stringify(success(probe)),
    }
  })
}

function digest(array: Float64Array): string {
  return bytesToHex(sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)))
}
