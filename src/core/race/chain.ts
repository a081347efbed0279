import type { Tap } from '../optimizers/optimizer'
import { stream } from '../random/stream'
import type { ClipSetting } from '../scene/scene'
import { euclideanNorm } from './euclidean-norm'

/** What happens to a gradient before the rule sees it; an absent or zero setting changes nothing. */
export interface ChainSettings {
  readonly seed: number
  /** Standard deviation per coordinate of the Gaussian noise. */
  readonly noise: number
  readonly clip?: ClipSetting
}

/** The chain's stages in order: each the gradient as it leaves that stage. */
export const chainStages = ['exact gradient', 'noisy gradient', 'clipped gradient'] as const

/**
 * Turns the exact gradient at a point into what the rule sees in step t: noise, then clipping. Writes `out` (n), which may
 * not be `gradient`. The noise is a pure function of (seed, t), so all racers of a race, and a fork of one, see the same.
 */
export function applyChain(
  settings: ChainSettings,
  step: number,
  gradient: Float64Array,
  out: Float64Array,
  tap: Tap | undefined,
): void {
  for (let i = 0; i < out.length; i++) out[i] = gradient[i]
  tap?.(chainStages[0], out)
  if (settings.noise > 0) addNoise(settings, step, out)
  tap?.(chainStages[1], out)
  if (settings.clip !== undefined) clip(settings.clip, out)
  tap?.(chainStages[2], out)
}

function addNoise({ seed, noise }: ChainSettings, step: number, gradient: Float64Array): void {
  const draws = stream(seed, 'noise', step)
  for (let i = 0; i < gradient.length; i++) gradient[i] += noise * draws.normal()
}

/**
 * Clips a gradient in place. By norm: g min(1, c / (||g|| + 1e-6)), as torch.nn.utils.clip_grad_norm_; by value: every
 * entry into [-c, c], as clip_grad_value_.
 */
export function clip({ kind, value }: ClipSetting, gradient: Float64Array): void {
  switch (kind) {
    case 'norm': {
      const factor = Math.min(1, value / (euclideanNorm(gradient) + 1e-6))
      for (let i = 0; i < gradient.length; i++) gradient[i] *= factor
      return
    }
    case 'value':
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.min(value, Math.max(-value, gradient[i]))
      return
  }
}
