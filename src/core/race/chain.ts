import type { Tap } from '../definitions/optimizer'
import type { ClipSetting, NoiseSetting } from './settings'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { createNoise, type Noise } from './noise'

/** What happens to a gradient before the rule sees it. */
export interface ChainSettings {
  readonly seed: number
  readonly noise: NoiseSetting
  readonly clip?: ClipSetting
}

/** The chain's stages in order: each the gradient as it leaves that stage. */
export const chainStages = ['exact gradient', 'noisy gradient', 'clipped gradient'] as const

/** Turns the exact gradient at a point into what the rule sees in step t: noise, then clipping. */
export class Chain {
  /** Whether it changes nothing. */
  readonly isIdle: boolean
  private readonly noise: Noise | undefined
  private readonly clipping: ClipSetting | undefined
  /** The noise of one step, which a rule that looks at several points meets at each. */
  private readonly drawn: Float64Array
  private drawnStep = NaN

  constructor({ seed, noise, clip }: ChainSettings, dimension: number) {
    this.noise = createNoise(noise, seed, dimension)
    this.clipping = clip
    this.isIdle = this.noise === undefined && clip === undefined
    this.drawn = new Float64Array(this.noise === undefined ? 0 : dimension)
  }

  /** Writes `out` (n), which may not be `gradient` (n). */
  apply(step: number, gradient: Float64Array, out: Float64Array, tap: Tap | undefined): void {
    for (let i = 0; i < out.length; i++) out[i] = gradient[i]
    tap?.(chainStages[0], out)
    if (this.noise !== undefined) {
      if (step !== this.drawnStep) this.noise.draw(step, this.drawn)
      this.drawnStep = step
      for (let i = 0; i < out.length; i++) out[i] += this.drawn[i]
    }
    tap?.(chainStages[1], out)
    if (this.clipping !== undefined) clip(this.clipping, out)
    tap?.(chainStages[2], out)
  }
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
