/**
 * What one draws on a canvas with, in the memory of the processor. Small pictures of hundreds of dots and pieces, drawn
 * often, are slow on graphics that software emulates: the page then waits for seconds, also where a single canvas that
 * is drawn on another is not in that memory.
 */
export function plainContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D
export function plainContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D
export function plainContext(
  canvas: HTMLCanvasElement | OffscreenCanvas,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  return canvas.getContext('2d', { willReadFrequently: true }) as
    CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
}
