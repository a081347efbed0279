/** Of a step's gradient as a displacement: as it was, and as each way of clipping leaves it. */
export const throwColors = { raw: '#e8590c', byNorm: '#20b98f', byValue: '#be4bdb' } as const
