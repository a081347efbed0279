import { closestName } from '../core/closest-name'
import { unusable } from './failure'

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Reads `X,Y` (or more): finite numbers. */
export function readPoint(option: string, text: string): readonly number[] {
  const numbers = text.split(',').map((part) => finiteNumber(part.trim()))
  if (numbers.includes(undefined)) {
    throw unusable({
      where: option,
      message: `expected finite numbers separated by commas, got "${text}"`,
      remedy: `write ${option} -1.5,2`,
    })
  }
  return numbers as number[]
}

/** Reads a whole number in [min, max]. */
export function readInteger(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = finiteNumber(text)
    if (value !== undefined && Number.isInteger(value) && value >= min && value <= max) return value
    throw unusable({
      where: option,
      message: `expected a whole number from ${min} to ${max}, got "${text}"`,
      remedy: `write ${option} ${Math.min(Math.max(min, 100), max)}`,
    })
  }
}

/** Reads a number in [min, max]. */
export function readNumber(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = finiteNumber(text)
    if (value !== undefined && value >= min && value <= max) return value
    throw unusable({
      where: option,
      message: `expected a number from ${min} to ${max}, got "${text}"`,
      remedy: `write ${option} ${Math.min(Math.max(min, 5), max)}`,
    })
  }
}

/** Reads `XMIN,XMAX,YMIN,YMAX`, or of a line `XMIN,XMAX`. */
export function readDomain(text: string): { readonly x: readonly number[]; readonly y?: readonly number[] } {
  const numbers = readPoint('--domain', text)
  const [x0, x1, y0, y1] = numbers
  if (numbers.length === 2 && x0! < x1!) return { x: [x0!, x1!] }
  if (numbers.length !== 4 || !(x0! < x1!) || !(y0! < y1!)) {
    throw unusable({
      where: '--domain',
      message: `expected XMIN,XMAX,YMIN,YMAX, of a line XMIN,XMAX, with each minimum below its maximum, got "${text}"`,
      remedy: 'write --domain -2,2,-1,3',
    })
  }
  return { x: [x0!, x1!], y: [y0!, y1!] }
}

/** Reads the number that stands for what was not measured, or `none`. */
export function readMissing(text: string): number | 'none' {
  const value = text === 'none' ? text : finiteNumber(text)
  if (value !== undefined) return value
  throw unusable({
    where: '--missing',
    message: `expected a number or none, got "${text}"`,
    remedy: 'write --missing -1',
  })
}

/** Reads one of some names. */
export function readChoice<Name extends string>(option: string, names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text)
    if (found !== undefined) return found
    const close = closestName(text, names)
    throw unusable({
      where: option,
      message: `unknown name: "${text}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
      remedy: `take one of ${names.join(', ')}`,
    })
  }
}

/** Reads some of these names, separated by commas. */
export function readChoices<Name extends string>(
  option: string,
  names: readonly Name[],
): (text: string) => readonly Name[] {
  return (text) => text.split(',').map((name) => readChoice(option, names)(name.trim()))
}

/** Reads steps of a race, ascending. */
export function readSteps(text: string): readonly number[] {
  const steps = text.split(',').map((part) => finiteNumber(part.trim()) ?? NaN)
  if (steps.every((step, i) => Number.isInteger(step) && step >= 0 && (i === 0 || step > steps[i - 1]!))) return steps
  throw unusable({
    where: '--steps',
    message: `expected whole numbers, ascending and separated by commas, got "${text}"`,
    remedy: 'write --steps 0,100,200',
  })
}

/** Gathers repeated `--param NAME=VALUE`. */
export function readParameter(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [, name, number] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
  const value = number === undefined ? undefined : finiteNumber(number)
  if (name === undefined || value === undefined) {
    throw unusable({
      where: '--param',
      message: `expected NAME=VALUE with a finite number, got "${text}"`,
      remedy: 'write --param b=50',
    })
  }
  return { ...before, [name]: value }
}

/** Reads `WIDTHxHEIGHT` in pixels; video encoders take even numbers only. */
export function readSize(text: string): readonly [number, number] {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(text) ?? []
  const size = [Number(width), Number(height)] as const
  if (size.every((length) => length >= 16 && length <= 7680 && length % 2 === 0)) return size
  throw unusable({
    where: '--size',
    message: `expected WIDTHxHEIGHT, both even and from 16 to 7680 pixels, got "${text}"`,
    remedy: 'write --size 1280x720',
  })
}

/** Reads a path that ends in one of `extensions`. */
export function readPath(option: string, extensions: readonly string[], example: string): (text: string) => string {
  return (text) => {
    if (extensions.some((extension) => text.toLowerCase().endsWith(`.${extension}`)) && !text.startsWith('--')) {
      return text
    }
    const names = extensions.map((extension) => `.${extension}`).join(', ')
    throw unusable({
      where: option,
      message: `expected a file name ending in ${names}, got "${text}"`,
      remedy: `write ${option} ${example}.${extensions[0]}`,
    })
  }
}

/** Reads an output path that ends in one of `extensions`. */
export function readOutput(extensions: readonly string[]): (text: string) => string {
  return readPath('--out', extensions, 'result')
}

function finiteNumber(text: string): number | undefined {
  if (!numberForm.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
