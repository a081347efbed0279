/** 1, 2 and 5 times powers of ten within a range; powers alone where these are many. */
export function logTicks([low, high]: readonly [number, number]): readonly number[] {
  const first = Math.floor(Math.log10(low))
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, k) => 10 ** (first + k))
  const within = (values: readonly number[]): readonly number[] =>
    values.filter((value) => value >= low && value <= high)
  const all = within(powers.flatMap((power) => [power, 2 * power, 5 * power]))
  return all.length <= 6 ? all : within(powers)
}
