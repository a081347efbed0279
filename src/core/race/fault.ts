/** Whether every entry is finite. */
export function allFinite(v: Float64Array): boolean {
  for (let i = 0; i < v.length; i++) if (!(v[i] - v[i] === 0)) return false
  return true
}

/** What is not finite at a point, in words, or undefined; `norm` is that of the gradient. */
export function faultOf(theta: Float64Array, loss: number, gradient: Float64Array, norm: number): string | undefined {
  // A finite norm has finite entries.
  if (Number.isFinite(loss) && Number.isFinite(norm) && allFinite(theta)) return undefined
  const coordinate = theta.findIndex((value) => !Number.isFinite(value))
  if (coordinate >= 0) return `coordinate ${coordinate} is ${named(theta[coordinate])}`
  if (!Number.isFinite(loss)) return `loss is ${named(loss)}`
  const entry = gradient.findIndex((value) => !Number.isFinite(value))
  if (entry >= 0) return `gradient's coordinate ${entry} is ${named(gradient[entry])}`
  return Number.isFinite(norm) ? undefined : 'gradient norm is infinite'
}

function named(value: number): string {
  return Number.isNaN(value) ? 'not a number' : value > 0 ? 'infinite' : 'minus infinity'
}
