import type { Page } from '@playwright/test'

/** How many different colours a screenshot shows. The page decodes it. */
export async function countColors(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
    return new Set(new Uint32Array(data.buffer, 0, width * height)).size
  }, png.toString('base64'))
}

/** The part of a screenshot's pixels that are nearly of a colour, `#rrggbb`: no channel off by more than `within`. */
export async function shareOfColor(page: Page, png: Buffer, color: string, within: number): Promise<number> {
  return page.evaluate(
    async ([base64, wanted, tolerance]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')!
      context.drawImage(image, 0, 0)
      const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
      const channels = [1, 3, 5].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16))
      let count = 0
      for (let k = 0; k < data.length; k += 4)
        if (channels.every((channel, c) => Math.abs(data[k + c]! - channel) <= tolerance)) count++
      return count / (width * height)
    },
    [png.toString('base64'), color, within] as const,
  )
}
