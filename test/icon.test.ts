import { readdirSync, readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { iconFile, iconFolder, iconPng, iconSizes } from '../scripts/lib/icon.mjs'

describe('the icon', () => {
  test('has each size once', () => {
    const pictures = readdirSync(iconFolder).filter((name) => name.endsWith('.png'))
    expect(pictures.sort()).toEqual(iconSizes.map((size) => `icon-${size}.png`).sort())
  })

  test.each(iconSizes)('of %i pixels is what scripts/icon.mjs makes of the SVG', (size) => {
    const png = readFileSync(iconFile(size))
    // Equal bytes and not a long difference of them: run the script where they are not.
    expect(png.equals(iconPng(size))).toBe(true)
    // Width and height stand in the first chunk.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  })

  test('shows a ball in a bowl, and not nothing', () => {
    const { pixels, width } = new Resvg(readFileSync(`${iconFolder}/icon.svg`, 'utf8')).render()
    const colorAt = (x: number, y: number) => [...pixels.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)]
    expect(colorAt(32, 37)).toEqual([0x4c, 0x8d, 0xff, 255])
    expect(colorAt(32, 49)).toEqual([0xd5, 0xdb, 0xe3, 255])
    expect(colorAt(0, 0)).toEqual([0, 0, 0, 0])
  })
})
