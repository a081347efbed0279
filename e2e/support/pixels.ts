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
