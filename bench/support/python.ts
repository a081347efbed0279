import { spawnSync } from 'node:child_process'

/** The Python whose libraries are measured: that of BASIN_PYTHON, or the first on the path. */
export const python = process.env.BASIN_PYTHON ?? 'python3'

export function hasModule(module: string): boolean {
  return spawnSync(python, ['-c', `import ${module}`]).status === 0
}
