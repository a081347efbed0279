import first from '../reference/torch-networks.json'
import second from '../reference/torch-networks-2.json'

/** A network of PyTorch's references, as far as all have it. */
export interface NetworkCase {
  readonly name: string
  /** Of one that is not tied. */
  readonly widths?: readonly number[]
  /** Of a tied one. */
  readonly width?: number
  readonly depth?: number
  readonly activation: string | readonly string[]
  readonly loss: string
  readonly l2?: number
  readonly batchNorm?: boolean
  readonly batches?: readonly (readonly number[])[]
  readonly training?: Readonly<Record<string, readonly TrainingRow[]>>
  readonly inputs: readonly (readonly number[])[]
  readonly targets: readonly (number | readonly number[])[]
  readonly theta: readonly number[]
  readonly value: number
  readonly gradient: readonly number[]
  readonly direction: readonly number[]
  readonly hessianVector: readonly number[]
  readonly hessianEigenvalues: readonly number[]
  /** Up to their signs. */
  readonly topEigenvector?: readonly number[]
  readonly bottomEigenvector?: readonly number[]
  readonly pcaOfAdamPathAboutItsEnd?: {
    readonly varianceExplained: readonly number[]
    readonly firstDirectionUpToSign: readonly number[]
  }
}

export interface TrainingRow {
  readonly step: number
  readonly batchLoss: number
  readonly batchGradientNorm: number
  readonly fullLossAfter: number
}

export const networkCases = [...first.cases, ...second.cases].filter(
  (each) => 'loss' in each && !('sizes' in each),
) as unknown as readonly NetworkCase[]

/** The landscape of a case, as a scene has it. */
export function networkLandscape(given: NetworkCase) {
  const { widths, width, depth, activation, loss, l2 = 0, batchNorm = false, inputs, targets, theta } = given
  const shape = widths === undefined ? { tied: { width, depth } } : { widths }
  return { kind: 'network', ...shape, activation, loss, l2, batchNorm, data: { inputs, targets }, theta }
}
