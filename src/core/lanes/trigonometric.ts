import type { Numbers } from '../assembly/lanes'
import { QUARTER } from '../elementary/trigonometric'
import { circular } from './circle'
import { quotient } from './double-double'
import type { Plain } from './plain'

export function sin(x: Numbers): Plain {
  return shifted(x, 0)
}

export function cos(x: Numbers): Plain {
  return shifted(x, QUARTER)
}

function shifted(x: Numbers, shift: number): Plain {
  const { waves, isPlain } = circular(x, shift)
  return { result: waves[0]!.high.plus(waves[0]!.low), isPlain }
}

export function tan(x: Numbers): Plain {
  const { waves, isPlain } = circular(x, 0, QUARTER)
  const [sine, cosine] = waves
  const isSmall = x.abs().less(1e-9)
  const large = quotient(sine!.high, sine!.low, cosine!.high, cosine!.low)
  return { result: isSmall.choose(x, large), isPlain: isSmall.or(isPlain) }
}
