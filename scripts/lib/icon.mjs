// The application's icon as PNG, drawn from its SVG.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { root } from './process.mjs'

export const iconFolder = join(root, 'resources/icon')

/** Sides in pixels: of the home screens of phones and tablets, of windows, and of what a store or a package shows. */
export const iconSizes = [180, 256, 512, 1024]

/** A home screen rounds the corners itself, and shows what is transparent in black. */
const whole = { 180: { background: '#151a21' } }

/** The bytes of the icon's PNG of a size; the same on every machine, since the library draws in software. */
export function iconPng(size) {
  const svg = readFileSync(join(iconFolder, 'icon.svg'), 'utf8')
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, ...whole[size] }).render().asPng()
}

export const iconFile = (size) => join(iconFolder, `icon-${size}.png`)
