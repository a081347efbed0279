import type { Pieces } from '../pieces'

/**
 * The assignment of rows to columns whose entries have the largest sum: column[i] of row i, each column once. The
 * matrix is n x n, row-major, its entries finite. O(n^3); yields after each row.
 *
 * Source: H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2, 1955, in
 * the form of shortest augmenting paths: R. Jonker, A. Volgenant, Computing 38, 1987, section 2.
 */
export function* largestAssignment(profit: Float64Array, n: number): Pieces<Uint32Array> {
  // Costs are -profit. Row and column 0 stand for none: what is assigned is counted from 1.
  const rowPrice = new Float64Array(n + 1)
  const columnPrice = new Float64Array(n + 1)
  const rowOf = new Uint32Array(n + 1)
  const before = new Uint32Array(n + 1)
  const slack = new Float64Array(n + 1)
  const isReached = new Uint8Array(n + 1)
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row
    let column = 0
    slack.fill(Infinity)
    isReached.fill(0)
    // Grows a tree of rows and columns at reduced cost 0 until it reaches a column that is free.
    do {
      isReached[column] = 1
      const from = rowOf[column]!
      let [least, next] = [Infinity, 0]
      for (let j = 1; j <= n; j++) {
        if (isReached[j] === 1) continue
        const reduced = -profit[(from - 1) * n + j - 1]! - rowPrice[from]! - columnPrice[j]!
        if (reduced < slack[j]!) {
          slack[j] = reduced
          before[j] = column
        }
        if (slack[j]! < least) {
          least = slack[j]!
          next = j
        }
      }
      for (let j = 0; j <= n; j++) {
        if (isReached[j] === 1) {
          rowPrice[rowOf[j]!]! += least
          columnPrice[j]! -= least
        } else slack[j]! -= least
      }
      column = next
    } while (rowOf[column] !== 0)
    for (; column !== 0; column = before[column]!) rowOf[column] = rowOf[before[column]!]!
    yield
  }
  const columns = new Uint32Array(n)
  for (let j = 1; j <= n; j++) columns[rowOf[j]! - 1] = j - 1
  return columns
}
