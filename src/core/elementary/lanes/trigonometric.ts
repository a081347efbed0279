import type { Numbers } from '../../assembly/lanes'
import { QUARTER } from '../trigonometric'
import { circular } from './circle'
import { quotient } from './double-double'
import type { Plain } from './plain'

export function sin(x: Numbers): Plain {
  const { waves, isPlain } = circular(x, 0)
  const [{ high, low }] = waves as [(typeof waves)[0]]
  return { result: x.equals(0).choose(x, high!.plus(low!)), isPlain }
}

export function cos(x: Numbers): Plain {
  const { waves, isPlain } = circular(x, QUARTER)
  const [{ high, low }] = waves as [(typeof waves)[0]]
  return { result: high!.plus(low!), isPlain }
}

export function tan(x: Numbers): Plain {
  const { waves, isPlain } = circular(x, 0, QUARTER)
  const [sine, cosine] = waves
  const isSmall = x.abs().less(1e-9)
  const large = quotient(sine!.high, sine!.low, cosine!.high, cosine!.low)
  return { result: isSmall.choose(x, large), isPlain: isSmall.or(isPlain) }
}
