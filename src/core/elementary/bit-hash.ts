/**
 * A 64-bit hash of every bit of the numbers it is given, in their order; only the many forms of NaN, among which
 * engines may choose freely, are one. FNV-1a over 32-bit words, in two lanes with different offsets.
 * Source: G. Fowler, L. C. Noll, K.-P. Vo, 1991.
 */
export class BitHash {
  #first = 0x811c9dc5
  #second = 0x050c5d1f

  add(numbers: Float64Array): void {
    const words = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length)
    numbers.forEach((number, i) => {
      const isNaN = number !== number
      this.#take(isNaN ? 0 : words[2 * i])
      this.#take(isNaN ? 0x7ff80000 : words[2 * i + 1])
    })
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#first, this.#second].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  }

  #take(word: number): void {
    this.#first = Math.imul(this.#first ^ word, 0x01000193)
    // The second lane sees each word with its halves exchanged, so that the high bits of a word reach every bit of one
    // lane.
    this.#second = Math.imul(this.#second ^ ((word << 16) | (word >>> 16)), 0x01000193)
  }
}
