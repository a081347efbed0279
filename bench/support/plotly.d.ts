/** The little of plotly.js that a benchmark uses. */
declare module 'plotly.js-dist-min' {
  interface Element extends HTMLDivElement {
    readonly _fullLayout: {
      readonly scene: { readonly _scene: { readonly glplot: { readonly gl: WebGLRenderingContext; redraw(): void } } }
    }
  }
  const plotly: {
    newPlot(element: HTMLElement, data: object[], layout: object, config: object): Promise<Element>
    relayout(element: Element, change: object): Promise<Element>
  }
  export default plotly
}
